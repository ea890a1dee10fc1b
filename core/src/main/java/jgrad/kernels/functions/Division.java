package jgrad.kernels.functions;

/// Quotients and remainders in PyTorch's roundings. Integers by zero are refused.
final class Division {
    private Division() {}

    static double truncate(double quotient) {
        return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
    }

    static long truncate(long a, long b) {
        return a / nonZero(b);
    }

    static long floor(long a, long b) {
        return Math.floorDiv(a, nonZero(b));
    }

    /// With the sign of the divisor, as Python's `%`.
    static long remainder(long a, long b) {
        return Math.floorMod(a, nonZero(b));
    }

    /// With the sign of the dividend, as C's `%`.
    static long modulo(long a, long b) {
        return a % nonZero(b);
    }

    /// With the sign of the divisor, as Python's `%`.
    static double remainder(double a, double b) {
        double r = a % b;
        return r != 0 && b < 0 != r < 0 ? r + b : r;
    }

    static float remainder(float a, float b) {
        float r = a % b;
        return r != 0 && b < 0 != r < 0 ? r + b : r;
    }

    /// The floor of the exact quotient, which `Math.floor(a / b)` misses where the division rounds
    /// up to an integer.
    static double floor(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double r = a % b;
        double quotient = (a - r) / b;
        if (r != 0 && b < 0 != r < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    static float floor(float a, float b) {
        if (b == 0) {
            return a / b;
        }
        float r = a % b;
        float quotient = (a - r) / b;
        if (r != 0 && b < 0 != r < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0f, a / b);
        }
        float floor = (float) Math.floor(quotient);
        return quotient - floor > 0.5f ? floor + 1 : floor;
    }

    /// The greatest common divisor, by Euclid; not negative.
    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return Math.abs(x);
    }

    /// The least common multiple, modulo 2^64; not negative.
    static long lcm(long a, long b) {
        long divisor = gcd(a, b);
        return divisor == 0 ? 0 : Math.abs(a / divisor * b);
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new ArithmeticException("ZeroDivisionError");
        }
        return divisor;
    }
}
