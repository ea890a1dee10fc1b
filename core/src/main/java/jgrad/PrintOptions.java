package jgrad;

import org.jspecify.annotations.Nullable;

/// How tensors print. One setting serves the whole process.
///
/// ```java
/// PrintOptions.set(PrintOptions.DEFAULT.precision(2).sciMode(true));
/// ```
///
/// Torch: `torch.set_printoptions()`. A profile is one of the constants here; [#current()] is what
/// to start from to change one option and keep the others.
///
/// @param precision digits after the decimal point
/// @param threshold a tensor of more elements than this is summarised
/// @param edgeItems elements shown at each end of a summarised dimension; with 0 the size is shown
///   in their place
/// @param lineWidth characters in a line
/// @param sciMode whether floating-point numbers have an exponent; null lets the values decide
public record PrintOptions(
        int precision, int threshold, int edgeItems, int lineWidth, @Nullable Boolean sciMode) {
    /// Four digits, at most 1000 elements, 80 columns.
    public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);

    /// Two digits, and two elements at each end of a summary.
    public static final PrintOptions SHORT = new PrintOptions(2, 1000, 2, 80, null);

    /// Never summarises.
    public static final PrintOptions FULL = new PrintOptions(4, Integer.MAX_VALUE, 3, 80, null);

    private static volatile PrintOptions current = DEFAULT;

    public PrintOptions {
        if (precision < 0 || threshold < 0 || edgeItems < 0 || lineWidth < 0) {
            throw new IllegalArgumentException(
                    "PrintOptions: precision, threshold, edgeItems and lineWidth must not be"
                            + " negative, but are "
                            + precision
                            + ", "
                            + threshold
                            + ", "
                            + edgeItems
                            + ", "
                            + lineWidth);
        }
    }

    /// What tensors print with now.
    public static PrintOptions current() {
        return current;
    }

    /// Makes every tensor print with these options from now on.
    public static void set(PrintOptions options) {
        current = options;
    }

    public PrintOptions precision(int digits) {
        return new PrintOptions(digits, threshold, edgeItems, lineWidth, sciMode);
    }

    public PrintOptions threshold(int elements) {
        return new PrintOptions(precision, elements, edgeItems, lineWidth, sciMode);
    }

    public PrintOptions edgeItems(int elements) {
        return new PrintOptions(precision, threshold, elements, lineWidth, sciMode);
    }

    public PrintOptions lineWidth(int characters) {
        return new PrintOptions(precision, threshold, edgeItems, characters, sciMode);
    }

    public PrintOptions sciMode(@Nullable Boolean on) {
        return new PrintOptions(precision, threshold, edgeItems, lineWidth, on);
    }
}
