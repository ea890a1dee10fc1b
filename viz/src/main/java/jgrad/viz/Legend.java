package jgrad.viz;

import java.util.ArrayList;
import java.util.List;

/// Explains the kinds, flows and marks that occur in a picture, and no others.
final class Legend {
    private static final double SIZE = 12;
    private static final double SWATCH = 34;
    private static final double ROW = 24;
    private static final double COLUMN_GAP = 22;
    private static final int MOST_COLUMNS = 4;

    private interface Swatch {
        /// Draws a sample in the box of a swatch whose middle left is the origin given.
        void draw(Xml xml, double x, double y);
    }

    private record Entry(Swatch swatch, String text, double x, double y) {}

    private final List<Entry> entries = new ArrayList<>();
    private final double columnWidth;
    private final int columns;
    private final int rows;

    private Legend(List<String> texts, List<Swatch> swatches, double width) {
        double widest =
                texts.stream()
                        .mapToDouble(text -> SWATCH + 8 + TextSize.title(text, SIZE))
                        .max()
                        .orElse(0);
        columnWidth = widest + COLUMN_GAP;
        int fitting =
                Math.max(1, Math.min((int) ((width + COLUMN_GAP) / columnWidth), MOST_COLUMNS));
        rows = Math.max(1, (texts.size() + fitting - 1) / fitting);
        columns = (texts.size() + rows - 1) / rows;
        for (int i = 0; i < texts.size(); i++) {
            entries.add(
                    new Entry(
                            swatches.get(i),
                            texts.get(i),
                            Math.floorDiv(i, rows) * columnWidth,
                            i % rows * ROW + 14));
        }
    }

    static Legend of(Picture picture, double width) {
        List<String> texts = new ArrayList<>();
        List<Swatch> swatches = new ArrayList<>();
        for (Kind kind : picture.kinds()) {
            texts.add(kind.legend);
            swatches.add((xml, x, y) ->
                    Shapes.outline(xml, kind, false, x + SWATCH / 2, y, SWATCH - 4, 15));
        }
        for (ArrowKind flow : picture.flows()) {
            texts.add(flow.legend);
            swatches.add((xml, x, y) -> {
                xml.open("g", "fill", "none", "stroke", flow.colour, "stroke-width", 1.6);
                Shapes.curve(
                        xml, flow, Placement.line(x + 2, y, x + SWATCH - 2, y), false, flow.head);
                xml.close("g");
            });
        }
        for (Mark mark : picture.marks()) {
            texts.add(mark.legend);
            swatches.add(
                    mark.badge.isEmpty()
                            ? (xml, x, y) ->
                                    Shapes.outline(
                                            xml,
                                            Kind.OPERATION,
                                            true,
                                            x + SWATCH / 2,
                                            y,
                                            SWATCH - 4,
                                            15)
                            : (xml, x, y) -> Shapes.badge(xml, mark, x + SWATCH / 2, y));
        }
        return new Legend(texts, swatches, width);
    }

    /// The narrowest legend of a picture, one entry above the other.
    static Legend column(Picture picture) {
        return of(picture, 0);
    }

    double width() {
        return entries.isEmpty() ? 0 : columns * columnWidth - COLUMN_GAP;
    }

    double height() {
        return entries.isEmpty() ? 0 : rows * ROW + 6;
    }

    void draw(Xml xml) {
        if (entries.isEmpty()) {
            return;
        }
        xml.empty("path", "d", "M0 0H" + Xml.number(width()), "stroke", "#cbd5e1", "fill", "none");
        for (Entry entry : entries) {
            xml.open("g", "data-legend", entry.text()).raw("\n");
            entry.swatch().draw(xml, entry.x(), entry.y() + 4);
            xml.element(
                    "text",
                    entry.text(),
                    "x",
                    entry.x() + SWATCH + 8,
                    "y",
                    entry.y() + 8,
                    "font-size",
                    SIZE,
                    "fill",
                    Svg.QUIET);
            xml.close("g");
        }
    }

    /// Breaks a sentence into lines of at most the given width.
    static List<String> wrapped(String sentence, double size, double width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (!line.isEmpty() && TextSize.title(line + " " + word, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
