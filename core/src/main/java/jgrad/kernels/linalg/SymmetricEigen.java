package jgrad.kernels.linalg;

import java.util.Arrays;

/// Eigenvalues and eigenvectors of a symmetric matrix: reduced to three diagonals by reflectors,
/// then diagonalized by implicit QL steps (Golub and Van Loan, Matrix Computations, 8.3).
final class SymmetricEigen {
    private static final double EPS = Math.ulp(1.0) / 2;

    /// Steps per eigenvalue, of which two or three are usual.
    private static final int STEPS = 60;

    private final int n;
    private final double[] a;
    private final double[] values;
    private final double[] off;
    private final double[] tau;

    /// Row `i` is the eigenvector of `values[i]`; empty if nobody asked for them.
    private final double[] vectors;

    private SymmetricEigen(double[] a, int n, boolean wanted) {
        this.n = n;
        this.a = a;
        this.values = new double[n];
        this.off = new double[n];
        this.tau = new double[n];
        this.vectors = wanted ? Rows.identity(n) : new double[0];
    }

    /// Decomposes the dense `n x n` matrix at `at`, of which the lower triangle is read, writes the
    /// eigenvalues in rising order to `w` and, unless `v` is empty, the eigenvectors to the columns
    /// of `v`.
    ///
    /// A matrix with NaN or infinities has NaN for all of them.
    ///
    /// @return 0, or how many off-diagonal elements did not converge
    static int run(double[] a, int at, int n, double[] w, int wAt, double[] v, int vAt) {
        double[] full = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                full[i * n + j] = a[at + i * n + j];
                full[j * n + i] = full[i * n + j];
            }
        }
        double largest = Rows.largest(full, 0, n * n);
        if (!Double.isFinite(largest)) {
            Arrays.fill(w, wAt, wAt + n, Double.NaN);
            if (v.length > 0) {
                Arrays.fill(v, vAt, vAt + n * n, Double.NaN);
            }
            return 0;
        }
        // a power of two, so that scaling is exact
        double scale = largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
        boolean scaled = largest != 0 && (largest < 1e-120 || largest > 1e120);
        if (scaled) {
            Rows.scale(scale, full, 0, n * n);
        }
        var eigen = new SymmetricEigen(full, n, v.length > 0);
        eigen.reduce();
        int failed = eigen.diagonalize();
        eigen.sort();
        for (int i = 0; i < n; i++) {
            w[wAt + i] = scaled ? eigen.values[i] / scale : eigen.values[i];
        }
        if (v.length > 0) {
            Rows.transpose(eigen.vectors, 0, n, n, v, vAt);
        }
        return failed;
    }

    /// `T = Q^T A Q` with three diagonals; `Q^T` goes to the vectors.
    private void reduce() {
        double[] p = new double[n];
        for (int k = 0; k + 1 < n; k++) {
            values[k] = a[k * n + k];
            // by symmetry row k is column k
            int v = k * n + k + 1;
            int size = n - k - 1;
            double t = Reflectors.make(a, v, size);
            tau[k] = t;
            off[k] = a[v];
            if (t == 0) {
                continue;
            }
            a[v] = 1;
            for (int i = 0; i < size; i++) {
                p[i] = t * Rows.dot(a, (k + 1 + i) * n + k + 1, a, v, size);
            }
            Rows.axpy(-t / 2 * Rows.dot(p, 0, a, v, size), a, v, p, 0, size);
            for (int i = 0; i < size; i++) {
                subtractOuter(a[v + i], p[i], v, p, (k + 1 + i) * n + k + 1, size);
            }
        }
        if (n > 0) {
            values[n - 1] = a[n * n - 1];
        }
        if (vectors.length > 0) {
            for (int k = n - 2; k >= 0; k--) {
                for (int r = k + 1; tau[k] != 0 && r < n; r++) {
                    Reflectors.apply(tau[k], a, k * n + k + 1, vectors, r * n + k + 1, n - k - 1);
                }
            }
        }
    }

    private void subtractOuter(double vi, double pi, int v, double[] p, int row, int size) {
        for (int j = 0; j < size; j++) {
            a[row + j] -= vi * p[j] + pi * a[v + j];
        }
    }

    private int diagonalize() {
        int failed = 0;
        for (int l = 0; l < n; l++) {
            int steps = 0;
            for (int m = end(l); m != l; m = end(l)) {
                if (steps++ == STEPS) {
                    failed++;
                    break;
                }
                step(l, m);
            }
        }
        return failed;
    }

    /// Where the unreduced part that begins at `l` ends.
    private int end(int l) {
        int m = l;
        while (m + 1 < n
                && Math.abs(off[m]) > EPS * (Math.abs(values[m]) + Math.abs(values[m + 1]))) {
            m++;
        }
        return m;
    }

    /// One QL step on rows `[l, m]` with Wilkinson's shift.
    private void step(int l, int m) {
        double half = (values[l + 1] - values[l]) / (2 * off[l]);
        double root = Math.hypot(half, 1);
        double g = values[m] - values[l] + off[l] / (half + Math.copySign(root, half));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * off[i];
            double b = c * off[i];
            double r = Math.hypot(f, g);
            off[i + 1] = r;
            if (r == 0) { // split earlier than expected
                values[i + 1] -= p;
                off[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = values[i + 1] - p;
            r = (values[i] - g) * s + 2 * c * b;
            p = s * r;
            values[i + 1] = g + p;
            g = c * r - b;
            if (vectors.length > 0) {
                Rows.rotate(c, s, vectors, i * n, (i + 1) * n, n);
            }
        }
        values[l] -= p;
        off[l] = g;
        off[m] = 0;
    }

    private void sort() {
        for (int i = 0; i < n; i++) {
            int smallest = i;
            for (int j = i + 1; j < n; j++) {
                smallest = values[j] < values[smallest] ? j : smallest;
            }
            if (smallest != i) {
                double value = values[i];
                values[i] = values[smallest];
                values[smallest] = value;
                if (vectors.length > 0) {
                    Rows.swap(vectors, i * n, smallest * n, n);
                }
            }
        }
    }
}
