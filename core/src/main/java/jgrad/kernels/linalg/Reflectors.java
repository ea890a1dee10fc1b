package jgrad.kernels.linalg;

import java.util.Arrays;

/// Householder reflectors `H = I - tau v v^T` with LAPACK's conventions: `v` begins with a 1 that
/// is not kept, and the element it leaves has the sign opposite to the one it had.
///
/// Matrices lie here column by column, so that a column, and a `v`, is a stretch of the array.
final class Reflectors {
    private Reflectors() {}

    /// Makes the reflector that takes the `n` elements at `at` to a multiple of the first unit
    /// vector. The first element becomes the multiple, the others `v`.
    ///
    /// @return tau, which is 0 if there is nothing to reflect
    static double make(double[] x, int at, int n) {
        if (n <= 1) {
            return 0;
        }
        double rest = Rows.norm(x, at + 1, n - 1);
        if (rest == 0) {
            return 0;
        }
        double alpha = x[at];
        double beta = -Math.copySign(hypot(alpha, rest), alpha);
        double tau = (beta - alpha) / beta;
        double pivot = alpha - beta;
        for (int i = 1; i < n; i++) {
            x[at + i] /= pivot;
        }
        x[at] = beta;
        return tau;
    }

    private static double hypot(double a, double b) {
        double squares = a * a + b * b;
        return squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(a, b);
    }

    /// Applies `H` to the `n` elements at `at`; `v`'s first element is taken for 1.
    static void apply(double tau, double[] v, int vAt, double[] x, int at, int n) {
        if (tau == 0 || n == 0) {
            return;
        }
        double sum = tau * (x[at] + Rows.dot(v, vAt + 1, x, at + 1, n - 1));
        x[at] -= sum;
        Rows.axpy(-sum, v, vAt + 1, x, at + 1, n - 1);
    }

    /// `A = Q R` over the `m x n` matrix: `R` on and above the diagonal, the reflectors below it.
    static void factor(double[] a, int at, int m, int n, double[] tau, int tauAt) {
        for (int j = 0; j < Math.min(m, n); j++) {
            int v = at + j * m + j;
            double t = make(a, v, m - j);
            tau[tauAt + j] = t;
            for (int c = j + 1; c < n; c++) {
                apply(t, a, v, a, at + c * m + j, m - j);
            }
        }
    }

    /// `A P = Q R` as [#factor], where each column in turn is the one with most left to reflect, so
    /// that the diagonal of `R` falls and shows the rank (Businger and Golub). `order[j]` is the
    /// column of `A` that became column `j`.
    static void factorPivoted(double[] a, int m, int n, double[] tau, int[] order) {
        double[] left = new double[n];
        double[] first = new double[n];
        for (int j = 0; j < n; j++) {
            order[j] = j;
            left[j] = Rows.norm(a, j * m, m);
            first[j] = left[j];
        }
        for (int j = 0; j < Math.min(m, n); j++) {
            int best = j;
            for (int c = j + 1; c < n; c++) {
                best = left[c] > left[best] ? c : best;
            }
            if (best != j) {
                Rows.swap(a, j * m, best * m, m);
                int column = order[j];
                order[j] = order[best];
                order[best] = column;
                left[best] = left[j];
                first[best] = first[j];
            }
            int v = j * m + j;
            tau[j] = make(a, v, m - j);
            for (int c = j + 1; c < n; c++) {
                apply(tau[j], a, v, a, c * m + j, m - j);
                shorten(left, first, a, c, j, m);
            }
        }
    }

    /// Takes row `j` out of the norm of column `c`; computed anew where cancellation would have
    /// left little of it (Drmac and Bujanovic).
    private static void shorten(double[] left, double[] first, double[] a, int c, int j, int m) {
        if (left[c] == 0) {
            return;
        }
        double part = Math.abs(a[c * m + j]) / left[c];
        double rest = Math.max(0, (1 + part) * (1 - part));
        double ratio = left[c] / first[c];
        if (rest * ratio * ratio <= 1.5e-8) {
            left[c] = Rows.norm(a, c * m + j + 1, m - j - 1);
            first[c] = left[c];
        } else {
            left[c] *= Math.sqrt(rest);
        }
    }

    /// The first `columns` columns of `Q = H_0 H_1 ... H_(k-1)`, written to `q` column by column
    /// (`m` long each). Reflector `j` starts at `(j, j)` of `a`.
    static void form(
            double[] a,
            int at,
            int m,
            int k,
            double[] tau,
            int tauAt,
            int columns,
            double[] q,
            int qAt) {
        Arrays.fill(q, qAt, qAt + columns * m, 0);
        for (int c = 0; c < Math.min(columns, m); c++) {
            q[qAt + c * m + c] = 1;
        }
        for (int j = k - 1; j >= 0; j--) {
            // columns before j are still those of the identity, and H_j leaves them alone
            for (int c = j; c < columns; c++) {
                apply(tau[tauAt + j], a, at + j * m + j, q, qAt + c * m + j, m - j);
            }
        }
    }

    /// `Q C`, or `Q^T C`, over the columns of `C`, which are `m` long each.
    static void multiply(
            boolean transpose,
            double[] a,
            int at,
            int m,
            int k,
            double[] tau,
            int tauAt,
            double[] c,
            int cAt,
            int columns) {
        for (int q = 0; q < columns; q++) {
            for (int i = 0; i < k; i++) {
                int j = transpose ? i : k - 1 - i;
                apply(tau[tauAt + j], a, at + j * m + j, c, cAt + q * m + j, m - j);
            }
        }
    }
}
