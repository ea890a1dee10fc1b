package jgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Direction;
import jgrad.viz.Picture.Vertex;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

class SvgTest {
    @Test
    void isWellFormedAndSizesItselfByAViewBox() throws Exception {
        var svg = XmlDocument.parse(Pictures.product(Direction.DOWN).svg());
        assertThat(svg.root().getNodeName()).isEqualTo("svg");
        assertThat(svg.root().getAttribute("viewBox")).matches("0 0 [0-9.]+ [0-9.]+");
        assertThat(svg.root().getAttribute("role")).isEqualTo("img");
        assertThat(svg.root().getAttribute("aria-label")).isEqualTo("one product");
    }

    @Test
    void showsEveryVertexArrowAndLabel() throws Exception {
        for (Direction direction : Direction.values()) {
            var svg = XmlDocument.parse(Pictures.product(direction).svg());
            assertThat(svg.elementsWith("data-kind")).hasSize(4);
            assertThat(svg.elementsWith("data-flow")).hasSize(3);
            assertThat(svg.texts()).contains("w", "2.", "x", "3.", "mul", "u", "u = 6.");
        }
    }

    @Test
    void drawsOneArrowHeadPerFlowingArrow() throws Exception {
        var svg = XmlDocument.parse(Pictures.product(Direction.DOWN).svg());
        for (var arrow : svg.elementsWith("data-flow")) {
            assertThat(XmlDocument.descendants(arrow, "path"))
                    .filteredOn(path -> path.getAttribute("d").endsWith("Z"))
                    .hasSize(1);
        }
    }

    @Test
    void pointsGradientsAgainstTheComputation() {
        var there = new Arrow(1, 0, ArrowKind.GRADIENT, "", "");
        assertThat(there.tail()).isEqualTo(0);
        assertThat(there.head()).isEqualTo(1);
    }

    @Test
    void explainsInTheLegendWhatOccursAndNothingElse() throws Exception {
        var svg = XmlDocument.parse(Pictures.product(Direction.DOWN).svg());
        assertThat(svg.elementsWith("data-legend"))
                .extracting(entry -> entry.getAttribute("data-legend"))
                .containsExactlyInAnyOrder(
                        Kind.LEAF.legend,
                        Kind.CONSTANT.legend,
                        Kind.OPERATION.legend,
                        Kind.OUTPUT.legend,
                        ArrowKind.VALUE.legend);
    }

    @Test
    void explainsMarksInTheLegend() throws Exception {
        var picture = Picture.titled("marks");
        picture.add(
                new Vertex(
                        Kind.OPERATION,
                        "relu",
                        List.of(),
                        Set.of(Mark.FREED, Mark.HOOK, Mark.KEEPS_GRAD),
                        ""));
        var svg = XmlDocument.parse(picture.build().svg());
        assertThat(svg.elementsWith("data-legend"))
                .extracting(entry -> entry.getAttribute("data-legend"))
                .contains(Mark.FREED.legend, Mark.HOOK.legend, Mark.KEEPS_GRAD.legend);
    }

    @Test
    void escapesMarkupAndControlCharacters() throws Exception {
        String nasty = "<b>&\"'\u0000\u001b ]]> \ud800 ∂";
        var picture = Picture.titled(nasty).note(nasty);
        int a = picture.add(new Vertex(Kind.LEAF, nasty, List.of(nasty), Set.of(), nasty));
        picture.arrow(a, picture.add(Kind.OUTPUT, "out"), ArrowKind.VALUE, nasty);
        var svg = XmlDocument.parse(picture.build().svg());
        assertThat(svg.texts()).anyMatch(text -> text.startsWith("<b>&\"'") && text.endsWith("∂"));
    }

    @Test
    void holdsNoIdsAndNothingFromElsewhere() {
        assertThat(Pictures.product(Direction.DOWN).svg())
                .doesNotContain(" id=", "<style", "href", "<script", "url(");
    }

    @Test
    void drawsAnEmptyPictureAndASingleVertexWithoutTitle() throws Exception {
        XmlDocument.parse(Picture.titled("").build().svg());
        var single = Picture.titled("");
        single.add(Kind.LEAF, "");
        XmlDocument.parse(single.build().svg());
    }

    @Test
    void drawsCyclesLoopsAndParallelArrows() throws Exception {
        var picture = Picture.titled("odd");
        int a = picture.add(Kind.OPERATION, "a");
        int b = picture.add(Kind.OPERATION, "b");
        picture.arrow(a, b, ArrowKind.VALUE, "1")
                .arrow(a, b, ArrowKind.VALUE, "2")
                .arrow(b, a, ArrowKind.VALUE, "");
        picture.arrow(a, a, ArrowKind.VALUE, "");
        assertThat(XmlDocument.parse(picture.build().svg()).elementsWith("data-flow")).hasSize(4);
    }

    @Test
    void drawsAThousandVerticesInReasonableTime() {
        for (Picture picture :
                List.of(
                        Pictures.chain(999),
                        Pictures.layers(250),
                        Pictures.fan(999),
                        Pictures.recurrent(999),
                        Pictures.random(999, new Random(1)))) {
            assertThat(picture.vertices()).hasSizeBetween(900, Picture.LIMIT);
            Assertions.assertTimeout(
                    Duration.ofSeconds(30),
                    () -> {
                        var svg = XmlDocument.parse(picture.svg());
                        assertThat(svg.elementsWith("data-kind")).hasSameSizeAs(picture.vertices());
                        assertThat(svg.elementsWith("data-flow")).hasSameSizeAs(picture.arrows());
                    });
        }
    }

    @Test
    void summarisesALargerPictureWithAWordAboutIt() throws Exception {
        var svg = XmlDocument.parse(Pictures.chain(100_000).svg());
        assertThat(svg.texts())
                .contains("… 99,960 more nodes …")
                .anyMatch(text -> text.startsWith("The graph has 100,000 nodes"));
        assertThat(svg.elementsWith("data-kind")).hasSize(41);
    }

    @Test
    void refusesAnArrowToNowhere() {
        var picture = Picture.titled("");
        int a = picture.add(Kind.LEAF, "a");
        picture.arrow(a, 7, ArrowKind.VALUE, "");
        assertThatThrownBy(picture::build)
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("names vertex 7, but there are 1 vertices");
    }

    @Test
    void savesAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("product.svg");
        assertThat(Pictures.product(Direction.RIGHT).save(file)).isEqualTo(file);
        assertThat(Files.readString(file)).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    }

    @Test
    void itemsDoNotLieOnEachOther() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 8; i++) {
            Picture picture = Pictures.random(5 + 12 * i, random);
            var sketch = Sketch.of(picture);
            assertNoOverlap(sketch, LibraryLayout.place(sketch));
            assertNoOverlap(sketch, LayeredLayout.place(sketch));
        }
    }

    private static void assertNoOverlap(Sketch sketch, Placement placed) {
        for (int i = 0; i < sketch.items(); i++) {
            Frame a = sketch.frames.get(i);
            assertThat(placed.x[i] - a.width() / 2).isGreaterThanOrEqualTo(-0.01);
            assertThat(placed.x[i] + a.width() / 2).isLessThanOrEqualTo(placed.width + 0.01);
            for (int j = 0; j < i; j++) {
                Frame b = sketch.frames.get(j);
                boolean apart =
                        Math.abs(placed.x[i] - placed.x[j]) >= (a.width() + b.width()) / 2
                                || Math.abs(placed.y[i] - placed.y[j])
                                        >= (a.height() + b.height()) / 2;
                assertThat(apart).as("items %d and %d", i, j).isTrue();
            }
        }
    }
}
