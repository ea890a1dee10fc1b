package jgrad.kernels.special;

import static jgrad.kernels.special.ErfCoefficients.P0;
import static jgrad.kernels.special.ErfCoefficients.P1;
import static jgrad.kernels.special.ErfCoefficients.P10;
import static jgrad.kernels.special.ErfCoefficients.P11;
import static jgrad.kernels.special.ErfCoefficients.P2;
import static jgrad.kernels.special.ErfCoefficients.P3;
import static jgrad.kernels.special.ErfCoefficients.P4;
import static jgrad.kernels.special.ErfCoefficients.P5;
import static jgrad.kernels.special.ErfCoefficients.P6;
import static jgrad.kernels.special.ErfCoefficients.P7;
import static jgrad.kernels.special.ErfCoefficients.P8;
import static jgrad.kernels.special.ErfCoefficients.P9;
import static jgrad.kernels.special.ErfCoefficients.W0;
import static jgrad.kernels.special.ErfCoefficients.W1;
import static jgrad.kernels.special.ErfCoefficients.W10;
import static jgrad.kernels.special.ErfCoefficients.W11;
import static jgrad.kernels.special.ErfCoefficients.W12;
import static jgrad.kernels.special.ErfCoefficients.W13;
import static jgrad.kernels.special.ErfCoefficients.W14;
import static jgrad.kernels.special.ErfCoefficients.W15;
import static jgrad.kernels.special.ErfCoefficients.W16;
import static jgrad.kernels.special.ErfCoefficients.W17;
import static jgrad.kernels.special.ErfCoefficients.W18;
import static jgrad.kernels.special.ErfCoefficients.W19;
import static jgrad.kernels.special.ErfCoefficients.W2;
import static jgrad.kernels.special.ErfCoefficients.W20;
import static jgrad.kernels.special.ErfCoefficients.W21;
import static jgrad.kernels.special.ErfCoefficients.W22;
import static jgrad.kernels.special.ErfCoefficients.W3;
import static jgrad.kernels.special.ErfCoefficients.W4;
import static jgrad.kernels.special.ErfCoefficients.W5;
import static jgrad.kernels.special.ErfCoefficients.W6;
import static jgrad.kernels.special.ErfCoefficients.W7;
import static jgrad.kernels.special.ErfCoefficients.W8;
import static jgrad.kernels.special.ErfCoefficients.W9;

/// The error function, the normal distribution, and their inverses.
///
/// A few units in the last place, also relative to values that are tiny; only where the exponential
/// of a large number has a part in them, its argument's rounding shows: 1e-13 for `ndtr(-37)`.
public final class ErrorFunctions {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO = Math.sqrt(2);
    private static final double SQRT_PI = Math.sqrt(Math.PI);

    /// The constant of Winitzki's approximation of erf (2008), good to three digits.
    private static final double WINITZKI = 0.147;

    private ErrorFunctions() {}

    public static double erf(double x) {
        double a = Math.abs(x);
        return a < 0.75 ? erfNear0(x) : Math.copySign(1 - erfc(a), x);
    }

    /// Relative to its own size even where it is tiny.
    public static double erfc(double x) {
        double a = Math.abs(x);
        if (a < 0.5) {
            return 1 - erfNear0(x);
        }
        double c = Math.min(a, 28);
        double square = c * c;
        double rounding = Math.fma(c, c, -square); // which the exponential would magnify
        double e = Math.exp(-square);
        double tail = (e - e * rounding) * (tailFactor((c - 4) / (c + 4)) / (c + 4));
        return x < 0 ? 2 - tail : tail;
    }

    private static double erfNear0(double x) {
        double z = x * x;
        double p = P11;
        p = p * z + P10;
        p = p * z + P9;
        p = p * z + P8;
        p = p * z + P7;
        p = p * z + P6;
        p = p * z + P5;
        p = p * z + P4;
        p = p * z + P3;
        p = p * z + P2;
        p = p * z + P1;
        p = p * z + P0;
        return x + x * p;
    }

    private static double tailFactor(double t) {
        double w = W22;
        w = w * t + W21;
        w = w * t + W20;
        w = w * t + W19;
        w = w * t + W18;
        w = w * t + W17;
        w = w * t + W16;
        w = w * t + W15;
        w = w * t + W14;
        w = w * t + W13;
        w = w * t + W12;
        w = w * t + W11;
        w = w * t + W10;
        w = w * t + W9;
        w = w * t + W8;
        w = w * t + W7;
        w = w * t + W6;
        w = w * t + W5;
        w = w * t + W4;
        w = w * t + W3;
        w = w * t + W2;
        w = w * t + W1;
        w = w * t + W0;
        return w;
    }

    /// `exp(x^2) erfc(x)`
    public static double erfcx(double x) {
        if (x < -26.7) {
            return x != x ? x : Double.POSITIVE_INFINITY;
        }
        if (x < 0.5) {
            double square = x * x;
            double rounding = Math.fma(x, x, -square);
            double e = Math.exp(square);
            return (e + e * rounding) * erfc(x);
        }
        if (x <= 28) {
            return tailFactor((x - 4) / (x + 4)) / (x + 4);
        }
        double z = 0.5 / x / x; // DLMF 7.12.1
        double tail = 1 - 5 * z * (1 - 7 * z * (1 - 9 * z * (1 - 11 * z)));
        return (1 - z * (1 - 3 * z * tail)) / (x * SQRT_PI);
    }

    /// The inverse of [#erf]: a first guess by Winitzki's formula, bettered by Halley's method for
    /// small `y`, and by Newton's for the logarithm of [#erfc] for large.
    public static double erfinv(double y) {
        double a = Math.abs(y);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
        }
        if (a > 0.5) {
            return Math.copySign(erfcinv(1 - a), y);
        }
        double square = y * y;
        double x = 0.5 * SQRT_PI * y * (1 + square * (Math.PI / 12 + square * 0.1439));
        for (int i = 0; i < 2; i++) {
            double step = (erf(x) - y) * 0.5 * SQRT_PI * Math.exp(x * x);
            x -= step / (1 + x * step);
        }
        return x;
    }

    /// The x of which erfc is `q`, for q from 0 to 0.5.
    private static double erfcinv(double q) {
        if (q == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double logQ = Math.log(q);
        double log = logQ + Math.log(2 - q); // of 1 - erf^2
        double t = 2 / (Math.PI * WINITZKI) + 0.5 * log;
        double x = Math.sqrt(Math.sqrt(t * t - log / WINITZKI) - t);
        for (int i = 0; i < 4; i++) {
            double scaled = erfcx(x);
            double excess = Math.log(scaled) - x * x - logQ;
            x += excess * scaled * 0.5 * SQRT_PI;
        }
        return x;
    }

    /// The distribution function of the standard normal distribution.
    public static double ndtr(double x) {
        return 0.5 * erfc(-x * SQRT_HALF);
    }

    /// `log(ndtr(x))`
    public static double logNdtr(double x) {
        double t = x * SQRT_HALF;
        return x < -1 ? Math.log(0.5 * erfcx(-t)) - 0.5 * x * x : Math.log1p(-0.5 * erfc(t));
    }

    /// The inverse of [#ndtr].
    public static double ndtri(double p) {
        if (!(p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        if (p < 0.25) {
            return -SQRT_TWO * erfcinv(2 * p);
        }
        return SQRT_TWO * (p > 0.75 ? erfcinv(2 * (1 - p)) : erfinv(2 * p - 1));
    }
}
