package jgrad.kernels.special;

/// The classical orthogonal polynomials of degree n (its whole part counts; 0 for negative n), by
/// their recurrences (DLMF 18.9). Those of Chebyshev have a closed form (18.5) that takes over
/// where many steps would be needed.
public final class Polynomials {
    private static final int HERMITE_LIMIT = 512;

    private Polynomials() {}

    public static double chebyshevT(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (Math.abs(x) == 1) {
            return x > 0 || n % 2 == 0 ? 1 : -1;
        }
        return n > 6 && Math.abs(x) < 1 ? Math.cos(n * Math.acos(x)) : chebyshev(x, n, x);
    }

    public static double chebyshevU(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (Math.abs(x) == 1) {
            return x > 0 || n % 2 == 0 ? n + 1 : -(n + 1);
        }
        if (n > 8 && Math.abs(x) < 1) {
            double angle = Math.acos(x);
            return Math.sin((n + 1) * angle) / Math.sin(angle);
        }
        return chebyshev(x, n, 2 * x);
    }

    public static double chebyshevV(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (Math.abs(x) == 1) {
            return x > 0 ? 1 : n % 2 == 0 ? 2 * n + 1 : -(2 * n + 1);
        }
        if (n > 8 && Math.abs(x) < 1) {
            double angle = Math.acos(x);
            return Math.cos((n + 0.5) * angle) / Math.cos(0.5 * angle);
        }
        return chebyshev(x, n, 2 * x - 1);
    }

    public static double chebyshevW(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (Math.abs(x) == 1) {
            return x > 0 ? 2 * n + 1 : n % 2 == 0 ? 1 : -1;
        }
        if (n > 8 && Math.abs(x) < 1) {
            double angle = Math.acos(x);
            return Math.sin((n + 0.5) * angle) / Math.sin(0.5 * angle);
        }
        return chebyshev(x, n, 2 * x + 1);
    }

    /// The four kinds differ in the polynomial of degree 1.
    private static double chebyshev(double x, long n, double first) {
        if (n == 0) {
            return 1;
        }
        double before = 1;
        double last = first;
        for (long k = 2; k <= n && last == last; k++) {
            double next = 2 * x * last - before;
            before = last;
            last = next;
        }
        return last;
    }

    public static double shiftedChebyshevT(double x, double degree) {
        return chebyshevT(2 * x - 1, degree);
    }

    public static double shiftedChebyshevU(double x, double degree) {
        return chebyshevU(2 * x - 1, degree);
    }

    public static double shiftedChebyshevV(double x, double degree) {
        return chebyshevV(2 * x - 1, degree);
    }

    public static double shiftedChebyshevW(double x, double degree) {
        return chebyshevW(2 * x - 1, degree);
    }

    /// Hermite's polynomials of the physicists.
    public static double hermiteH(double x, double degree) {
        return hermite(x, degree, 2);
    }

    /// Hermite's polynomials of the probabilists.
    public static double hermiteHe(double x, double degree) {
        return hermite(x, degree, 1);
    }

    private static double hermite(double x, double degree, int scale) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (n == 0) {
            return 1;
        }
        if (n > HERMITE_LIMIT) {
            return Double.NaN; // they exceed the range
        }
        double before = 1;
        double last = scale * x;
        for (long k = 1; k < n && last == last; k++) {
            double next = scale * (x * last - k * before);
            before = last;
            last = next;
        }
        return last;
    }

    public static double laguerreL(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (x == 0 || n == 0) {
            return 1;
        }
        double before = 1;
        double last = 1 - x;
        for (long k = 1; k < n && last == last; k++) {
            double next = ((2 * k + (1 - x)) * last - k * before) / (k + 1);
            before = last;
            last = next;
        }
        return last;
    }

    public static double legendreP(double x, double degree) {
        long n = (long) degree;
        if (n < 0) {
            return 0;
        }
        if (Math.abs(x) == 1) {
            return x > 0 || n % 2 == 0 ? 1 : -1;
        }
        if (n == 0) {
            return 1;
        }
        double before = 1;
        double last = x;
        for (long k = 1; k < n && last == last; k++) {
            double next = ((2 * k + 1) * x * last - k * before) / (k + 1);
            before = last;
            last = next;
        }
        return last;
    }
}
