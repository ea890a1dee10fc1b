package jgrad.viz;

import jgrad.viz.Picture.Vertex;

/// The size of a vertex: its text and the room its outline needs around it.
record Frame(double width, double height) {
    static final double TITLE_SIZE = 14;
    static final double LINE_SIZE = 12;
    static final double TITLE_STEP = 18;
    static final double LINE_STEP = 16;
    static final double LABEL_SIZE = 12;

    /// The side of the folded corner of a note.
    static final double FOLD = 9;

    static Frame of(Vertex vertex) {
        double width = TextSize.title(vertex.title(), TITLE_SIZE);
        for (String line : vertex.lines()) {
            width = Math.max(width, TextSize.value(line, LINE_SIZE));
        }
        double height = textHeight(vertex);
        return switch (vertex.kind().outline) {
            case BOX -> new Frame(Math.max(44, width + 22), height + 14);
            case NOTE -> new Frame(Math.max(44, width + 20 + FOLD), height + 14);
            case PILL -> new Frame(width + 14 + height, height + 12);
            case ELLIPSE -> around(width + 8, height);
        };
    }

    static Frame ofLabel(String label) {
        return new Frame(TextSize.value(label, LABEL_SIZE) + 10, LINE_STEP + 4);
    }

    static double textHeight(Vertex vertex) {
        return (vertex.title().isEmpty() ? 0 : TITLE_STEP) + LINE_STEP * vertex.lines().size();
    }

    /// The flat ellipse through the corners of the text.
    private static Frame around(double width, double height) {
        double full = height + 20;
        double part = height / full;
        return new Frame(Math.max(60, width / Math.sqrt(1 - part * part)), full);
    }
}
