package jgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.viz.Picture.Direction;
import jgrad.viz.Picture.Vertex;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class DotTest {
    @Test
    void declaresEveryVertexAndEdge() {
        assertThat(Pictures.product(Direction.RIGHT).dot())
                .startsWith("digraph jgrad {\n")
                .endsWith("}\n")
                .contains("rankdir=LR")
                .contains("n0 [shape=box", "n1 [shape=box", "n2 [shape=ellipse", "n3 [shape=box")
                .contains("label=\"w\\n2.\"")
                .contains("n0 -> n2 [dir=forward", "n1 -> n2 [dir=forward", "n2 -> n3 [dir=forward")
                .contains("label=\"u = 6.\"");
    }

    @Test
    void drawsGradientsAgainstTheEdge() {
        var picture = Picture.titled("back");
        int w = picture.add(Kind.LEAF, "w");
        int mul = picture.add(Kind.OPERATION, "MulBackward0");
        picture.arrow(mul, w, ArrowKind.GRADIENT, "3.");
        assertThat(picture.build().dot()).contains("n0 -> n1 [dir=back");
    }

    @Test
    void escapesQuotesBackslashesAndLineBreaks() {
        assertThat(Dot.quoted("say \"\\N\"\r\nend")).isEqualTo("\"say \\\"\\\\N\\\"\\nend\"");
    }

    @Test
    void tellsMarksInWords() {
        var picture = Picture.titled("marks");
        picture.add(
                new Vertex(
                        Kind.OPERATION, "relu", List.of(), Set.of(Mark.HOOK, Mark.FREED), "t\"ip"));
        assertThat(picture.build().dot())
                .contains(
                        "label=\"relu\\n[freed]\\n[hook]\"", "style=\"filled,dashed\"", "t\\\"ip");
    }

    @Test
    void explainsWhatOccurs() {
        assertThat(Pictures.product(Direction.DOWN).dot())
                .contains(
                        "legend [", Kind.LEAF.legend.replace("'", "&#39;"), ArrowKind.VALUE.legend)
                .doesNotContain(Kind.SAVED.legend);
    }

    @Test
    void summarisesALargerPicture() {
        assertThat(Pictures.chain(100_000).dot())
                .contains("… 99,960 more nodes …")
                .hasSizeLessThan(40_000);
    }
}
