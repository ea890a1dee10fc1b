package jgrad.viz;

import jgrad.viz.Picture.Arrow;
import jgrad.viz.Picture.Direction;
import jgrad.viz.Picture.Vertex;

import java.util.ArrayList;
import java.util.List;

/// Writes a picture in Graphviz's language, with the looks of the SVG as near as Graphviz comes to
/// them.
final class Dot {
    private Dot() {}

    static String text(Picture picture) {
        var out = new StringBuilder("digraph jgrad {\n");
        String heading =
                picture.notes().isEmpty()
                        ? picture.title()
                        : picture.title() + "\n" + String.join("\n", picture.notes());
        out.append("  graph [label=")
                .append(quoted(heading))
                .append(", labelloc=t, rankdir=")
                .append(picture.direction() == Direction.DOWN ? "TB" : "LR")
                .append(", fontname=\"Helvetica\", bgcolor=\"#fcfcfb\"];\n")
                .append("  node [fontname=\"Helvetica\", fontsize=12, style=filled];\n")
                .append("  edge [fontname=\"Helvetica\", fontsize=11];\n");
        for (int v = 0; v < picture.vertices().size(); v++) {
            out.append("  ").append(vertex("n" + v, picture.vertices().get(v))).append('\n');
        }
        for (Arrow arrow : picture.arrows()) {
            out.append("  ").append(arrow(arrow)).append('\n');
        }
        legend(picture, out);
        return out.append("}\n").toString();
    }

    private static String vertex(String id, Vertex vertex) {
        List<String> words = new ArrayList<>();
        words.add(vertex.title());
        words.addAll(vertex.lines());
        vertex.marks().stream().sorted().forEach(mark -> words.add("[" + word(mark) + "]"));
        boolean freed = vertex.marks().contains(Mark.FREED);
        String style =
                freed
                        ? "filled,dashed"
                        : vertex.kind() == Kind.GAP
                                ? "filled,rounded,dotted"
                                : switch (vertex.kind().outline) {
                                    case BOX, PILL -> "filled,rounded";
                                    case ELLIPSE, NOTE -> "filled";
                                };
        return id
                + " [shape="
                + shape(vertex.kind())
                + ", style="
                + quoted(style)
                + ", label="
                + quoted(String.join("\n", words))
                + ", fillcolor=\""
                + vertex.kind().fill
                + "\", color=\""
                + vertex.kind().line
                + "\""
                + (vertex.tooltip().isEmpty() ? "" : ", tooltip=" + quoted(vertex.tooltip()))
                + "];";
    }

    private static String shape(Kind kind) {
        return switch (kind.outline) {
            case BOX, PILL -> "box";
            case ELLIPSE -> "ellipse";
            case NOTE -> "note";
        };
    }

    private static String word(Mark mark) {
        return switch (mark) {
            case FREED -> "freed";
            case HOOK -> "hook";
            case KEEPS_GRAD -> "retainGrad";
        };
    }

    /// Edges follow the computation, so that gradients flow from the bottom to the top as in the
    /// SVG.
    private static String arrow(Arrow arrow) {
        ArrowKind flow = arrow.flow();
        String direction = flow.head ? flow.backwards() ? "back" : "forward" : "none";
        return "n"
                + arrow.tail()
                + " -> n"
                + arrow.head()
                + " [dir="
                + direction
                + look(flow)
                + (arrow.label().isEmpty()
                        ? ""
                        : ", label="
                                + quoted(arrow.label())
                                + ", fontcolor=\""
                                + flow.colour
                                + "\"")
                + (arrow.tooltip().isEmpty() ? "" : ", tooltip=" + quoted(arrow.tooltip()))
                + "];";
    }

    private static String look(ArrowKind flow) {
        String style =
                flow.dashes.isEmpty() ? "solid" : flow == ArrowKind.READS ? "dotted" : "dashed";
        return ", style=" + style + ", color=\"" + flow.colour + "\"";
    }

    private static void legend(Picture picture, StringBuilder out) {
        var rows = new StringBuilder();
        for (Kind kind : picture.kinds()) {
            rows.append(
                    row(
                            "<TD BGCOLOR=\""
                                    + kind.fill
                                    + "\" COLOR=\""
                                    + kind.line
                                    + "\">   </TD>",
                            kind.legend));
        }
        for (ArrowKind flow : picture.flows()) {
            String line =
                    flow.dashes.isEmpty() ? "&#8594;" : flow == ArrowKind.READS ? "&#8943;" : "- -";
            rows.append(
                    row(
                            "<TD BORDER=\"0\"><FONT COLOR=\""
                                    + flow.colour
                                    + "\">"
                                    + line
                                    + "</FONT></TD>",
                            flow.legend));
        }
        for (Mark mark : picture.marks()) {
            rows.append(row("<TD BORDER=\"0\">[" + word(mark) + "]</TD>", mark.legend));
        }
        if (!rows.isEmpty()) {
            out.append(
                            "  legend [shape=plain, style=\"\", label=<<TABLE BORDER=\"0\""
                                    + " CELLBORDER=\"1\" CELLSPACING=\"4\">")
                    .append(rows)
                    .append("</TABLE>>];\n");
        }
    }

    private static String row(String sample, String text) {
        return "<TR>"
                + sample
                + "<TD BORDER=\"0\" ALIGN=\"LEFT\">"
                + Xml.escaped(text)
                + "</TD></TR>";
    }

    /// A quoted DOT string. A backslash starts an escape there (`\N` is the node's name), a line
    /// break is `\n`.
    static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "")
                        .replace("\n", "\\n")
                + '"';
    }
}
