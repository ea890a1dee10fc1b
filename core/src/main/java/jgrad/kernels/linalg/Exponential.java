package jgrad.kernels.linalg;

/// `exp(A)` by scaling and squaring: `exp(A) = exp(A / 2^s)^(2^s)`, where the norm of `A / 2^s` is
/// small enough for a Taylor polynomial.
///
/// The polynomial is evaluated in powers of a power (Paterson and Stockmeyer), of degree 1, 2, 4, 9
/// or 16 by the norm. The bounds make the backward error less than a rounding (Al-Mohy and Higham,
/// Computing the action of the matrix exponential, table 3.1).
final class Exponential {
    private static final int[] DEGREES = {1, 2, 4, 9, 16};

    private static final double[] BOUNDS = {2.29e-16, 2.58e-8, 3.39e-4, 8.95e-2, 7.8e-1};

    private Exponential() {}

    /// The exponential of the dense `n x n` matrix at `at`, in place.
    static void run(double[] a, int at, int n) {
        if (n == 0) {
            return;
        }
        double[] x = new double[n * n];
        System.arraycopy(a, at, x, 0, n * n);
        double norm = norm(x, n);
        int degree = 0;
        while (degree < DEGREES.length && !(norm <= BOUNDS[degree])) {
            degree++;
        }
        int squarings = 0;
        if (degree == DEGREES.length) {
            degree--;
            double times = norm / BOUNDS[degree];
            // NaN and infinity have no exponent to go by, and come out as NaN anyway
            squarings = Double.isFinite(times) ? Math.getExponent(times) + 1 : 0;
            for (int i = 0; i < n * n; i++) {
                x[i] = Math.scalb(x[i], -squarings);
            }
        }
        double[] e = taylor(x, n, DEGREES[degree]);
        for (int i = 0; i < squarings; i++) {
            e = Blocks.times(e, e, n);
        }
        System.arraycopy(e, 0, a, at, n * n);
    }

    /// The largest column sum of magnitudes.
    private static double norm(double[] x, int n) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.abs(x[i * n + j]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    /// `sum of x^i / i!` for `i` up to `degree`, which is at most 2 or a square: with `q` its root,
    /// a polynomial in `x^q` whose coefficients are polynomials in `x`.
    private static double[] taylor(double[] x, int n, int degree) {
        int q = degree == 2 ? 2 : (int) Math.sqrt(degree);
        double[][] powers = new double[q + 1][];
        powers[0] = Rows.identity(n);
        powers[1] = x;
        for (int i = 2; i <= q; i++) {
            powers[i] = Blocks.times(powers[i - 1], x, n);
        }
        double[] sum = new double[n * n];
        Rows.axpy(inverseFactorial(degree), powers[q], 0, sum, 0, n * n);
        for (int from = degree - q; from >= 0; from -= q) {
            for (int i = 0; i < q; i++) {
                Rows.axpy(inverseFactorial(from + i), powers[i], 0, sum, 0, n * n);
            }
            if (from > 0) {
                sum = Blocks.times(sum, powers[q], n);
            }
        }
        return sum;
    }

    private static double inverseFactorial(int n) {
        double factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        return 1 / factorial;
    }
}
