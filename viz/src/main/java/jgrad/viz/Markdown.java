package jgrad.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of Markdown that notebooks use in their texts, as HTML: headings, paragraphs, lists,
/// fenced code, `code`, *emphasis*, **strong**, links, and formulas between dollar signs in plain
/// symbols.
final class Markdown {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|(\\d+)[.)])\\s+(.*)");

    /// Code first, so that nothing inside it is read as anything else.
    private static final Pattern INLINE =
            Pattern.compile(
                    "`([^`]+)`|\\$([^$\\s](?:[^$]*[^$\\s])?)\\$|\\*\\*(.+?)\\*\\*|\\*([^*\\s][^*]*)\\*|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

    private final StringBuilder html = new StringBuilder();
    private final List<String> paragraph = new ArrayList<>();
    private String list = "";

    private Markdown() {}

    static String html(String text) {
        var markdown = new Markdown();
        List<String> lines = text.strip().lines().toList();
        int i = 0;
        while (i < lines.size()) {
            i = markdown.block(lines, i);
        }
        markdown.endBlocks();
        return markdown.html.toString();
    }

    /// Reads the line, or the lines of a fence, and returns the index of the next.
    private int block(List<String> lines, int i) {
        String line = lines.get(i);
        for (String fence : List.of("```", "$$")) {
            if (line.strip().startsWith(fence)) {
                return fenced(lines, i, fence);
            }
        }
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        if (line.isBlank()) {
            endBlocks();
        } else if (heading.matches()) {
            endBlocks();
            // The page has the first level for itself.
            int level = Math.min(6, heading.group(1).length() + 1);
            html.append("<h").append(level).append('>').append(inline(heading.group(2)));
            html.append("</h").append(level).append(">\n");
        } else if (item.matches()) {
            endParagraph();
            String wanted = item.group(1) == null ? "ul" : "ol";
            if (!list.equals(wanted)) {
                endList();
                html.append('<').append(wanted).append(">\n");
                list = wanted;
            }
            html.append("<li>").append(inline(item.group(2))).append("</li>\n");
        } else {
            endList();
            paragraph.add(line.strip());
        }
        return i + 1;
    }

    private int fenced(List<String> lines, int start, String fence) {
        endBlocks();
        String first = lines.get(start).strip();
        List<String> content = new ArrayList<>();
        int i = start + 1;
        boolean formula = fence.equals("$$");
        if (formula && first.length() > 2) {
            boolean oneLine = first.length() > 4 && first.endsWith("$$");
            content.add(first.substring(2, first.length() - (oneLine ? 2 : 0)));
            if (oneLine) {
                html.append(displayed(content));
                return i;
            }
        }
        while (i < lines.size() && !lines.get(i).strip().endsWith(fence)) {
            content.add(lines.get(i++));
        }
        if (formula) {
            html.append(displayed(content));
        } else {
            html.append("<pre class=\"code\"><code>");
            html.append(JavaColours.html(String.join("\n", content))).append("</code></pre>\n");
        }
        return i + 1;
    }

    private static String displayed(List<String> content) {
        return "<p class=\"formula\">" + formula(String.join(" ", content).strip()) + "</p>\n";
    }

    private void endBlocks() {
        endParagraph();
        endList();
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            html.append("<p>").append(inline(String.join("\n", paragraph))).append("</p>\n");
            paragraph.clear();
        }
    }

    private void endList() {
        if (!list.isEmpty()) {
            html.append("</").append(list).append(">\n");
            list = "";
        }
    }

    private static String inline(String text) {
        var out = new StringBuilder();
        Matcher found = INLINE.matcher(text);
        int at = 0;
        while (found.find()) {
            out.append(Xml.escaped(text.substring(at, found.start()))).append(styled(found));
            at = found.end();
        }
        return out.append(Xml.escaped(text.substring(at))).toString();
    }

    private static String styled(Matcher found) {
        if (found.group(1) != null) {
            return "<code>" + Xml.escaped(found.group(1)) + "</code>";
        } else if (found.group(2) != null) {
            return "<i>" + formula(found.group(2)) + "</i>";
        } else if (found.group(3) != null) {
            return "<strong>" + inline(found.group(3)) + "</strong>";
        } else if (found.group(4) != null) {
            return "<em>" + inline(found.group(4)) + "</em>";
        }
        String address = found.group(6);
        boolean known =
                address.startsWith("https://")
                        || address.startsWith("http://")
                        || !address.contains(":");
        return known
                ? "<a href=\"" + Xml.escaped(address) + "\">" + inline(found.group(5)) + "</a>"
                : inline(found.group(5));
    }

    /// TeX as far as plain symbols go.
    private static String formula(String tex) {
        return Xml.escaped(
                        tex.replace("\\cdot", "·")
                                .replace("\\times", "×")
                                .replace("\\partial", "∂")
                                .replace("\\to", "→")
                                .replaceAll("\\\\frac\\{([^{}]*)\\}\\{([^{}]*)\\}", "$1 / $2")
                                .replaceAll("\\\\([a-zA-Z]+)", "$1"))
                .replaceAll("\\^\\{?([^{}\\s]+)\\}?", "<sup>$1</sup>")
                .replaceAll("_\\{([^{}]+)\\}|_(\\w)", "<sub>$1$2</sub>");
    }
}
