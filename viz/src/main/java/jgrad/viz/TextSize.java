package jgrad.viz;

/// How much room text takes, estimated without a font: on the generous side, since the reader's
/// fonts are not known here.
final class TextSize {
    static final String TITLE_FONT =
            "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
    static final String VALUE_FONT =
            "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

    private static final double BOLD_AND_WIDER_FONTS = 1.1;
    private static final double MONOSPACE = 0.61;
    private static final int FIRST_WIDE_SCRIPT = 0x2e80;

    private TextSize() {}

    /// The width of a line in the title font.
    static double title(String text, double size) {
        return BOLD_AND_WIDER_FONTS
                * size
                * text.codePoints().mapToDouble(TextSize::proportional).sum();
    }

    /// The width of a line in the value font.
    static double value(String text, double size) {
        return size
                * text.codePoints().mapToDouble(c -> c >= FIRST_WIDE_SCRIPT ? 1 : MONOSPACE).sum();
    }

    private static double proportional(int c) {
        if (c >= FIRST_WIDE_SCRIPT) {
            return 1;
        }
        if ("iljtf.,:;'|!()[]I ".indexOf(c) >= 0) {
            return 0.32;
        }
        if ("mwMW@%…".indexOf(c) >= 0) {
            return 0.9;
        }
        return Character.isUpperCase(c) ? 0.7 : 0.56;
    }
}
