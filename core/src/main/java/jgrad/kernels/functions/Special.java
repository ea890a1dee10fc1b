package jgrad.kernels.functions;

import static jgrad.kernels.special.ErrorFunctions.erfc;

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

    static double siluBackward(double g, double x) {
        double s = 1 / (1 + Math.exp(-x));
        return g * s * (1 + x * (1 - s));
    }

    static double geluBackward(double g, double x) {
        double cdf = 0.5 * erfc(-x * SQRT_HALF);
        return g * (cdf + x * Math.exp(-0.5 * x * x) * ONE_OVER_SQRT_TWO_PI);
    }
}
