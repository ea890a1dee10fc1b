package jgrad.kernels.special;

/// Sums of series.
final class Series {
    private Series() {}

    /// `sum of c_k T_k(t)`, by Clenshaw's recurrence.
    static double chebyshev(double[] c, double t) {
        double twice = 2 * t;
        double next = 0;
        double afterNext = 0;
        for (int k = c.length - 1; k > 0; k--) {
            double own = twice * next - afterNext + c[k];
            afterNext = next;
            next = own;
        }
        return t * next - afterNext + c[0];
    }

    /// The same for `x` between `low` and `high`, which stand for -1 and 1.
    static double chebyshev(double[] c, double x, double low, double high) {
        return chebyshev(c, ((x - low) - (high - x)) / (high - low));
    }

    /// `sum of c_k x^k`
    static double power(double[] c, double x) {
        double sum = 0;
        for (int k = c.length - 1; k >= 0; k--) {
            sum = sum * x + c[k];
        }
        return sum;
    }

    /// `sin(pi x)`, exactly 0 at integers
    static double sinPi(double x) {
        double r = x - 2 * Math.rint(0.5 * x); // from -1 to 1
        double a = Math.abs(r);
        return Math.copySign(Math.sin(Math.PI * (a > 0.5 ? 1 - a : a)), r);
    }
}
