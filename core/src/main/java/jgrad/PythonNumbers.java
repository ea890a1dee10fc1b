package jgrad;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floating-point numbers as Python writes them.
///
/// Python rounds the exact binary value, ties to even, and keeps the sign of what rounds to zero.
/// Java's `%f` and `%e` start from the shortest decimal that identifies the number instead, and
/// round ties up: 0.125 to two digits is `0.12` in Python and `0.13` in Java.
final class PythonNumbers {
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int LARGEST_PLAIN_EXPONENT = 15;

    private PythonNumbers() {}

    /// As `'{:.nf}'.format(x)`.
    static String fixed(double x, int digits) {
        if (!Double.isFinite(x)) {
            return nonFinite(x);
        }
        return sign(x)
                + new BigDecimal(Math.abs(x))
                        .setScale(digits, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /// As `'{:.ne}'.format(x)`: one digit before the point, at least two in the exponent.
    static String scientific(double x, int digits) {
        if (!Double.isFinite(x)) {
            return nonFinite(x);
        }
        if (x == 0) {
            return sign(x) + mantissa("0".repeat(digits + 1)) + "e+00";
        }
        BigDecimal rounded =
                new BigDecimal(Math.abs(x))
                        .round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String figures = rounded.unscaledValue().toString();
        int exponent = rounded.precision() - 1 - rounded.scale();
        String padded =
                figures.length() > digits
                        ? figures.substring(0, digits + 1)
                        : figures + "0".repeat(digits + 1 - figures.length());
        return sign(x) + mantissa(padded) + exponent(exponent);
    }

    /// As `repr(x)`: the shortest text that reads back as the same number.
    static String repr(double x) {
        if (!Double.isFinite(x)) {
            return nonFinite(x);
        }
        if (x == 0) {
            return sign(x) + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(x));
        int exponent = shortest.precision() - 1 - shortest.scale();
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT) {
            return sign(x) + mantissa(shortest.unscaledValue().toString()) + exponent(exponent);
        }
        String plain = shortest.toPlainString();
        return sign(x) + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    /// The shortest decimal that reads back as `x`. Java's has two digits even where one would do,
    /// as in `4.9E-324`.
    private static BigDecimal shortest(double x) {
        BigDecimal decimal = new BigDecimal(Double.toString(x));
        BigDecimal oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return (oneDigit.doubleValue() == x ? oneDigit : decimal).stripTrailingZeros();
    }

    private static String mantissa(String figures) {
        return figures.length() == 1 ? figures : figures.charAt(0) + "." + figures.substring(1);
    }

    private static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    private static String sign(double x) {
        return Double.doubleToRawLongBits(x) < 0 ? "-" : "";
    }

    private static String nonFinite(double x) {
        return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
    }
}
