package jgrad.viz;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One page in the manner of a notebook: texts, cells of Java code with what they print, pictures.
/// It needs no network, no script and no other file, and follows the reader's choice of light or
/// dark.
///
/// ```java
/// var page = new HtmlPage("A first gradient");
/// page.text("The gradient of `a` with respect to **w**:");
/// page.cell("2", "a.backward();\nIO.println(w.grad());", "tensor(3.)");
/// page.picture(GraphPicture.backward(a), "gradients flowing back");
/// page.save(Path.of("tour.html"));
/// ```
public final class HtmlPage {
    private static final String STYLE = style();

    private final String title;
    private final List<String> contents = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String language = "en";

    public HtmlPage(String title) {
        this.title = title;
    }

    /// The language of the page, as a code such as `en` or `zh`.
    public HtmlPage language(String code) {
        language = code;
        return this;
    }

    /// Adds a heading, which the list of contents at the top of the page leads to.
    public HtmlPage section(String heading) {
        contents.add(heading);
        body.append("<h2 id=\"section-").append(contents.size()).append("\">");
        body.append(Xml.escaped(heading)).append("</h2>\n");
        return this;
    }

    /// Adds a text in Markdown.
    public HtmlPage text(String markdown) {
        body.append("<div class=\"text\">\n").append(Markdown.html(markdown)).append("</div>\n");
        return this;
    }

    /// Adds a cell: its number or name, its Java code, and what it printed.
    public HtmlPage cell(String label, String code, String output) {
        return cell(label, code, output, "");
    }

    /// Adds a cell that also wrote warnings.
    public HtmlPage cell(String label, String code, String output, String warnings) {
        body.append("<section class=\"cell\" aria-label=\"cell ")
                .append(Xml.escaped(label))
                .append("\">\n");
        pre("in", "[" + label + "]", "code", "<code>" + JavaColours.html(code.strip()) + "</code>");
        if (!output.isEmpty()) {
            pre("out", "", "output", "<samp>" + Xml.escaped(output.stripTrailing()) + "</samp>");
        }
        if (!warnings.isEmpty()) {
            pre("out", "", "warning", "<samp>" + Xml.escaped(warnings.stripTrailing()) + "</samp>");
        }
        body.append("</section>\n");
        return this;
    }

    /// Adds a picture.
    public HtmlPage picture(Picture picture) {
        return picture(picture, "");
    }

    /// Adds a picture with a line of Markdown under it.
    public HtmlPage picture(Picture picture, String caption) {
        return svg(picture.svg(), caption);
    }

    /// Adds an SVG document made before.
    public HtmlPage svg(String svg, String caption) {
        body.append("<figure>\n").append(svg);
        if (!caption.isEmpty()) {
            body.append("<figcaption>").append(Markdown.html(caption)).append("</figcaption>\n");
        }
        body.append("</figure>\n");
        return this;
    }

    /// The whole page.
    public String html() {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"");
        page.append(Xml.escaped(language)).append("\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.append("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        page.append("<title>").append(Xml.escaped(title)).append("</title>\n");
        page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
        page.append("<h1>").append(Xml.escaped(title)).append("</h1>\n");
        if (contents.size() > 1) {
            page.append("<nav aria-label=\"contents\">\n<ol>\n");
            for (int i = 0; i < contents.size(); i++) {
                page.append("<li><a href=\"#section-").append(i + 1).append("\">");
                page.append(Xml.escaped(contents.get(i))).append("</a></li>\n");
            }
            page.append("</ol>\n</nav>\n");
        }
        return page.append(body).append("</main>\n</body>\n</html>\n").toString();
    }

    /// Writes the page to a file and returns the file's path.
    public Path save(Path file) {
        try {
            return Files.writeString(file, html());
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "HtmlPage: cannot write " + file.toAbsolutePath() + ": " + refused, refused);
        }
    }

    private void pre(String row, String label, String style, String content) {
        body.append("<div class=\"")
                .append(row)
                .append("\"><span class=\"label\">")
                .append(Xml.escaped(label));
        body.append("</span><pre class=\"")
                .append(style)
                .append("\">")
                .append(content)
                .append("</pre></div>\n");
    }

    private static String style() {
        try (@Nullable InputStream sheet = HtmlPage.class.getResourceAsStream("page.css")) {
            if (sheet == null) {
                throw new IllegalStateException(
                        "HtmlPage: page.css is missing beside the class; the jar is incomplete.");
            }
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "HtmlPage: cannot read page.css: " + unreadable, unreadable);
        }
    }
}
