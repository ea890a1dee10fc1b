package jgrad;

import jgrad.kernels.walk.Elements;

import java.util.function.IntFunction;

/// How the elements of one tensor are written: all in the same notation and padded to the same
/// width.
///
/// @param width the characters of the longest nonzero finite number; a longer text is not cut
/// @param text the text of the element at a storage index, not yet padded
record ElementFormat(int width, IntFunction<String> text) {
    private static final double WIDEST_RATIO = 1000;
    private static final double LARGEST_PLAIN = 1e8;
    private static final double SMALLEST_PLAIN = 1e-4;

    static ElementFormat of(DType type, Object array, Visible visible, PrintOptions options) {
        return switch (type.kind()) {
            case BOOL -> ofBooleans(type, array, visible);
            case INTEGER -> ofIntegers(type, array, visible);
            case FLOATING -> ofFloats(type, array, visible, options);
        };
    }

    String padded(int storageIndex) {
        String s = text.apply(storageIndex);
        return s.length() >= width ? s : " ".repeat(width - s.length()) + s;
    }

    private static ElementFormat ofBooleans(DType type, Object array, Visible visible) {
        IntFunction<String> text = at -> Elements.asLong(type, array, at) != 0 ? "True" : "False";
        var longest =
                new Object() {
                    int width = 1;
                };
        visible.forEach(at -> longest.width = Math.max(longest.width, text.apply(at).length()));
        return new ElementFormat(longest.width, text);
    }

    private static ElementFormat ofIntegers(DType type, Object array, Visible visible) {
        var range =
                new Object() {
                    long min;
                    long max;
                };
        visible.forEach(at -> {
            long value = Elements.asLong(type, array, at);
            range.min = Math.min(range.min, value);
            range.max = Math.max(range.max, value);
        });
        int width = Math.max(Long.toString(range.min).length(), Long.toString(range.max).length());
        return new ElementFormat(width, at -> Long.toString(Elements.asLong(type, array, at)));
    }

    private static ElementFormat ofFloats(
            DType type, Object array, Visible visible, PrintOptions options) {
        Extremes extremes = new Extremes();
        visible.forEach(at -> extremes.add(Elements.asDouble(type, array, at)));
        Notation written = extremes.notation();
        if (options.sciMode() != null && !extremes.isEmpty()) {
            written = options.sciMode() ? Notation.SCIENTIFIC : extremes.plainNotation();
        }
        int digits = options.precision();
        Notation notation = written;
        return new ElementFormat(
                extremes.width(notation, digits),
                at -> notation.text(Elements.asDouble(type, array, at), digits));
    }

    private enum Notation {
        INTEGRAL,
        FIXED,
        SCIENTIFIC;

        String text(double x, int digits) {
            return switch (this) {
                case INTEGRAL -> PythonNumbers.fixed(x, 0) + (Double.isFinite(x) ? "." : "");
                case FIXED -> PythonNumbers.fixed(x, digits);
                case SCIENTIFIC -> PythonNumbers.scientific(x, digits);
            };
        }
    }

    /// What the choice of notation and width depends on: the ends of the range of nonzero finite
    /// values on either side of zero. Only those can be the longest, so only they are written out
    /// to be measured.
    private static final class Extremes {
        private double smallestPositive = Double.POSITIVE_INFINITY;
        private double largestPositive;
        private double smallestNegative = Double.NEGATIVE_INFINITY;
        private double largestNegative;
        private boolean integral = true;

        void add(double x) {
            if (x == 0 || !Double.isFinite(x)) {
                return;
            }
            integral &= x == Math.rint(x);
            if (x > 0) {
                smallestPositive = Math.min(smallestPositive, x);
                largestPositive = Math.max(largestPositive, x);
            } else {
                smallestNegative = Math.max(smallestNegative, x);
                largestNegative = Math.min(largestNegative, x);
            }
        }

        boolean isEmpty() {
            return largestPositive == 0 && largestNegative == 0;
        }

        Notation plainNotation() {
            return integral ? Notation.INTEGRAL : Notation.FIXED;
        }

        Notation notation() {
            double min = Math.min(smallestPositive, -smallestNegative);
            double max = Math.max(largestPositive, -largestNegative);
            boolean wide =
                    max / min > WIDEST_RATIO
                            || max > LARGEST_PLAIN
                            || !integral && min < SMALLEST_PLAIN;
            return wide ? Notation.SCIENTIFIC : plainNotation();
        }

        int width(Notation notation, int digits) {
            int width = 1;
            if (largestPositive != 0) {
                width =
                        Math.max(
                                notation.text(smallestPositive, digits).length(),
                                notation.text(largestPositive, digits).length());
            }
            if (largestNegative != 0) {
                width = Math.max(width, notation.text(smallestNegative, digits).length());
                width = Math.max(width, notation.text(largestNegative, digits).length());
            }
            return width;
        }
    }
}
