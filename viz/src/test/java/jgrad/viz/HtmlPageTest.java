package jgrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.viz.Picture.Direction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class HtmlPageTest {
    private static HtmlPage tour() {
        return new HtmlPage("A <first> gradient")
                .section("Forward")
                .text("The *gradient* of `a < b`:\n\n$$\na(x, w)=relu(w\\cdot x)\n$$")
                .cell("2", "var w = tensor(2.0); // w < x\n", "tensor(3.)\n", "a & b")
                .section("Backward")
                .picture(Pictures.product(Direction.DOWN), "one **product**");
    }

    @Test
    void isOneWellFormedDocumentWithCodeOutputAndPictures() throws Exception {
        String html = tour().html();
        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
        var page = XmlDocument.parse(html.substring(html.indexOf("<html")));
        assertThat(page.root().getTextContent())
                .contains(
                        "A <first> gradient",
                        "// w < x",
                        "tensor(3.)",
                        "a & b",
                        "relu(w· x)",
                        "u = 6.");
        assertThat(XmlDocument.descendants(page.root(), "svg")).hasSize(1);
        assertThat(XmlDocument.descendants(page.root(), "a")).hasSize(2);
        assertThat(XmlDocument.descendants(page.root(), "strong")).hasSize(1);
    }

    @Test
    void needsNoScriptAndNothingFromElsewhere() {
        assertThat(tour().html())
                .doesNotContain("<script", "<link", "src=", "@import", "url(")
                .contains("prefers-color-scheme: dark", "color-scheme: light dark");
    }

    @Test
    void savesAFile(@TempDir Path folder) throws Exception {
        Path file = tour().language("zh").save(folder.resolve("tour.html"));
        assertThat(Files.readString(file)).contains("<html lang=\"zh\">");
    }

    @Test
    void coloursJavaWithoutChangingItsText() {
        String code =
                """
                @Override public record Square(int n) implements Function { // "no string"
                  /* '"' */ String s = "a\\"b // no comment"; char c = '\\''; double d = 1.5e-3f + 0x1F - 2.;
                  String t = \"""
                      "quoted" text
                      \""";
                  var y = x.mul(2).size(0);
                }
                """;
        String html = JavaColours.html(code);
        assertThat(html)
                .contains(
                        "<span class=\"a\">@Override</span>",
                        "<span class=\"k\">record</span>",
                        "<span class=\"t\">Square</span>",
                        "<span class=\"c\">// &quot;no string&quot;</span>",
                        "<span class=\"c\">/* &#39;&quot;&#39; */</span>",
                        "<span class=\"s\">&quot;a\\&quot;b // no comment&quot;</span>",
                        "<span class=\"s\">&#39;\\&#39;&#39;</span>",
                        "<span class=\"n\">1.5e-3f</span>",
                        "<span class=\"n\">0x1F</span>",
                        "<span class=\"m\">mul</span>(<span class=\"n\">2</span>)");
        String plain =
                html.replaceAll("<[^>]*>", "")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
        assertThat(plain).isEqualTo(code);
    }

    @Test
    void coloursUnfinishedCode() {
        assertThat(JavaColours.html("\"open\nvar")).contains("<span class=\"k\">var</span>");
        assertThat(JavaColours.html("/* open")).isEqualTo("<span class=\"c\">/* open</span>");
        assertThat(JavaColours.html("\"\"\"open\\")).startsWith("<span class=\"s\">");
        assertThat(JavaColours.html("1")).isEqualTo("<span class=\"n\">1</span>");
    }

    @Test
    void readsTheMarkdownOfNotebooks() {
        assertThat(
                        Markdown.html(
                                """
                                # Title
                                Text with `x < *y*`, **strong `code`** and $w_1^2$
                                on two lines.

                                - one
                                - [two](https://example.org/?a=1&b=2)
                                1. three
                                ```java
                                int a = 1;
                                ```
                                [bad](javascript:alert(1))
                                """))
                .isEqualTo(
                        """
                        <h2>Title</h2>
                        <p>Text with <code>x &lt; *y*</code>, <strong>strong <code>code</code></strong> and \
                        <i>w<sub>1</sub><sup>2</sup></i>
                        on two lines.</p>
                        <ul>
                        <li>one</li>
                        <li><a href="https://example.org/?a=1&amp;b=2">two</a></li>
                        </ul>
                        <ol>
                        <li>three</li>
                        </ol>
                        <pre class="code"><code><span class="k">int</span> a = <span class="n">1</span>;</code></pre>
                        <p>bad)</p>
                        """);
    }

    @Test
    void readsFormulas() {
        assertThat(Markdown.html("$$\\frac{\\partial a}{\\partial w} = x$$"))
                .isEqualTo("<p class=\"formula\">∂ a / ∂ w = x</p>\n");
        assertThat(Markdown.html("costs $5 and $ 6")).isEqualTo("<p>costs $5 and $ 6</p>\n");
        assertThat(Markdown.html("```\nnever closed")).contains("never closed");
    }
}
