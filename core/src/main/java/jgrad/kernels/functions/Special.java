package jgrad.kernels.functions;

import static jgrad.kernels.functions.ErfCoefficients.P0;
import static jgrad.kernels.functions.ErfCoefficients.P1;
import static jgrad.kernels.functions.ErfCoefficients.P10;
import static jgrad.kernels.functions.ErfCoefficients.P11;
import static jgrad.kernels.functions.ErfCoefficients.P2;
import static jgrad.kernels.functions.ErfCoefficients.P3;
import static jgrad.kernels.functions.ErfCoefficients.P4;
import static jgrad.kernels.functions.ErfCoefficients.P5;
import static jgrad.kernels.functions.ErfCoefficients.P6;
import static jgrad.kernels.functions.ErfCoefficients.P7;
import static jgrad.kernels.functions.ErfCoefficients.P8;
import static jgrad.kernels.functions.ErfCoefficients.P9;
import static jgrad.kernels.functions.ErfCoefficients.W0;
import static jgrad.kernels.functions.ErfCoefficients.W1;
import static jgrad.kernels.functions.ErfCoefficients.W10;
import static jgrad.kernels.functions.ErfCoefficients.W11;
import static jgrad.kernels.functions.ErfCoefficients.W12;
import static jgrad.kernels.functions.ErfCoefficients.W13;
import static jgrad.kernels.functions.ErfCoefficients.W14;
import static jgrad.kernels.functions.ErfCoefficients.W15;
import static jgrad.kernels.functions.ErfCoefficients.W16;
import static jgrad.kernels.functions.ErfCoefficients.W17;
import static jgrad.kernels.functions.ErfCoefficients.W18;
import static jgrad.kernels.functions.ErfCoefficients.W19;
import static jgrad.kernels.functions.ErfCoefficients.W2;
import static jgrad.kernels.functions.ErfCoefficients.W20;
import static jgrad.kernels.functions.ErfCoefficients.W21;
import static jgrad.kernels.functions.ErfCoefficients.W22;
import static jgrad.kernels.functions.ErfCoefficients.W3;
import static jgrad.kernels.functions.ErfCoefficients.W4;
import static jgrad.kernels.functions.ErfCoefficients.W5;
import static jgrad.kernels.functions.ErfCoefficients.W6;
import static jgrad.kernels.functions.ErfCoefficients.W7;
import static jgrad.kernels.functions.ErfCoefficients.W8;
import static jgrad.kernels.functions.ErfCoefficients.W9;

/// The functions of one and two numbers that `Math` lacks or rounds differently from C.
final class Special {
    static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double LOG2_E = 1 / Math.log(2);
    private static final double ONE_OVER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    private Special() {}

    /// With NaN wherever one of the three is, and a zero of its own sign where a bound is zero.
    static double clamp(double x, double low, double high) {
        double raised = low > x || low != low ? low : x;
        return high < raised || high != high ? high : raised;
    }

    static float clamp(float x, float low, float high) {
        float raised = low > x || low != low ? low : x;
        return high < raised || high != high ? high : raised;
    }

    static double exp2(double x) {
        return Math.pow(2, x);
    }

    /// Exact at powers of two.
    static double log2(double x) {
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            return x > 0 && x < 1 ? log2(x * 0x1p54) - 54 : Math.log(x);
        }
        int exponent = Math.getExponent(x * SQRT_HALF) + 1;
        return exponent + Math.log(Math.scalb(x, -exponent)) * LOG2_E;
    }

    static double asinh(double x) {
        double a = Math.abs(x);
        if (a > 0x1p28) {
            return Math.copySign(Math.log(a) + Math.log(2), x);
        }
        return Math.copySign(Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))), x);
    }

    static double acosh(double x) {
        if (x > 0x1p28) {
            return Math.log(x) + Math.log(2);
        }
        double t = x - 1;
        return Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
    }

    /// As C and Python have it: 1 to any power is 1, even NaN, and so is -1 to an infinite one.
    static double pow(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
    }

    /// By repeated squaring, modulo 2^64. A negative exponent leaves 1 and -1 alive and 0 of
    /// anything else.
    static long pow(long a, long b) {
        if (b < 0) {
            return a == 1 ? 1 : a == -1 ? ((b & 1) == 0 ? 1 : -1) : 0;
        }
        long power = 1;
        long square = a;
        for (long rest = b; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    static double logAddExp(double a, double b) {
        if (Double.isInfinite(a) && a == b) {
            return a;
        }
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    static double erf(double x) {
        double a = Math.abs(x);
        return a < 0.75 ? erfNear0(x) : Math.copySign(1 - erfc(a), x);
    }

    /// Relative to its own size even where it is tiny.
    static double erfc(double x) {
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

    static double siluBackward(double g, double x) {
        double s = 1 / (1 + Math.exp(-x));
        return g * s * (1 + x * (1 - s));
    }

    static double geluBackward(double g, double x) {
        double cdf = 0.5 * erfc(-x * SQRT_HALF);
        return g * (cdf + x * Math.exp(-0.5 * x * x) * ONE_OVER_SQRT_TWO_PI);
    }
}
