package jgrad.kernels.linalg;

/// `A = U diag(S) V^T` by one-sided Jacobi rotations behind a QR factorization with pivoting (Drmac
/// and Veselic, New fast and accurate Jacobi SVD algorithm).
///
/// Slower than the reduction to two diagonals for large matrices, but small singular values come
/// out with as many right digits as the matrix determines, where the reduction leaves an error in
/// proportion to the largest.
final class Svd {
    private static final double EPS = Math.ulp(1.0) / 2;

    /// Passes over all pairs, of which four to seven are usual.
    private static final int SWEEPS = 60;

    private final int m;
    private final int n;

    /// The triangle of the pivoted QR factorization, whose rows the rotations make orthogonal.
    private final double[] r;

    private final double[] s;

    /// The rotations, as rows; empty if nobody asked for singular vectors.
    private final double[] turns;

    private Svd(int m, int n, boolean vectors) {
        this.m = m;
        this.n = n;
        this.r = new double[n * n];
        this.s = new double[n];
        this.turns = vectors ? Rows.identity(n) : new double[0];
    }

    /// The parts of the decomposition of one matrix, each dense: `u` is `m x columns`, `v` is `n x
    /// columns` of the other.
    record Parts(double[] u, double[] s, double[] v) {}

    /// Decomposes the dense, finite `m x n` matrix at `at`. `columns` says how many columns `U`
    /// (and `V`) get: the smaller size, or all of them if `full`; none are made without `vectors`.
    static Parts run(double[] a, int at, int m, int n, boolean vectors, boolean full) {
        if (m < n) {
            Parts of = tall(a.clone(), at, n, m, vectors, full); // row by row is A^T by columns
            return new Parts(of.v, of.s, of.u);
        }
        return tall(Rows.transpose(a, at, m, n), 0, m, n, vectors, full);
    }

    /// `m >= n`, the matrix lies column by column.
    private static Parts tall(
            double[] columns, int at, int m, int n, boolean vectors, boolean full) {
        double[] a = new double[m * n];
        System.arraycopy(columns, at, a, 0, m * n);
        double largest = Rows.largest(a, 0, m * n);
        double scale = largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
        boolean scaled = largest != 0 && (largest < 1e-100 || largest > 1e100);
        if (scaled) {
            scaleBy(scale, a);
        }
        var svd = new Svd(m, n, vectors);
        double[] tau = new double[n];
        int[] order = new int[n];
        Reflectors.factorPivoted(a, m, n, tau, order);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                svd.r[i * n + j] = a[j * m + i];
            }
        }
        svd.rotate();
        svd.sort();
        Parts parts =
                vectors
                        ? svd.vectors(a, tau, order, full)
                        : new Parts(new double[0], svd.s, new double[0]);
        for (int i = 0; scaled && i < n; i++) {
            parts.s[i] /= scale;
        }
        return parts;
    }

    private static void scaleBy(double scale, double[] a) {
        // in two steps, since the factor for the smallest numbers is beyond the largest number
        double root = Math.scalb(1.0, Math.getExponent(scale) / 2);
        Rows.scale(root, a, 0, a.length);
        Rows.scale(scale / root, a, 0, a.length);
    }

    private void rotate() {
        double tolerance = EPS * Math.sqrt(n);
        boolean turned = true;
        for (int sweep = 0; turned && sweep < SWEEPS; sweep++) {
            turned = false;
            for (int i = 0; i < n; i++) {
                s[i] = Rows.norm(r, i * n, n); // rotations change them by formula, which drifts
            }
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    turned |= makeOrthogonal(p, q, tolerance);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            s[i] = Rows.norm(r, i * n, n);
        }
    }

    private boolean makeOrthogonal(int p, int q, double tolerance) {
        double a = s[p];
        double b = s[q];
        if (a == 0 || b == 0) {
            return false;
        }
        double product = Rows.dot(r, p * n, r, q * n, n);
        double cosine = product / a / b;
        if (!(Math.abs(cosine) > tolerance)) {
            return false;
        }
        // tan of twice the angle is 2 product / (b^2 - a^2), written without squares
        double zeta = (b / a - a / b) / (2 * cosine);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        double sine = c * t;
        Rows.rotate(c, sine, r, p * n, q * n, n);
        s[p] = a * Math.sqrt(Math.max(0, 1 - t * cosine * (b / a)));
        s[q] = b * Math.sqrt(Math.max(0, 1 + t * cosine * (a / b)));
        if (turns.length > 0) {
            Rows.rotate(c, sine, turns, p * n, q * n, n);
        }
        return true;
    }

    private void sort() {
        for (int i = 0; i < n; i++) {
            int largest = i;
            for (int j = i + 1; j < n; j++) {
                largest = s[j] > s[largest] ? j : largest;
            }
            if (largest != i) {
                double value = s[i];
                s[i] = s[largest];
                s[largest] = value;
                Rows.swap(r, i * n, largest * n, n);
                if (turns.length > 0) {
                    Rows.swap(turns, i * n, largest * n, n);
                }
            }
        }
    }

    /// `R^T J = W` with orthogonal columns `s w`, so `A = Q J diag(s) (P w)^T`.
    private Parts vectors(double[] a, double[] tau, int[] order, boolean full) {
        normalize();
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v[order[i] * n + j] = r[j * n + i];
            }
        }
        int columns = full ? m : n;
        double[] u = new double[columns * m];
        for (int c = 0; c < columns; c++) {
            if (c < n) {
                System.arraycopy(turns, c * n, u, c * m, n);
            } else {
                u[c * m + c] = 1;
            }
        }
        Reflectors.multiply(false, a, 0, m, n, tau, 0, u, 0, columns);
        return new Parts(Rows.transpose(u, 0, columns, m), s, v);
    }

    /// Rows of length 1; those of singular value 0 are chosen orthogonal to the others.
    private void normalize() {
        int rank = 0;
        while (rank < n && s[rank] > 0) {
            for (int j = 0; j < n; j++) {
                r[rank * n + j] /= s[rank];
            }
            rank++;
        }
        if (rank < n) {
            double[] known = new double[rank * n];
            System.arraycopy(r, 0, known, 0, rank * n);
            double[] tau = new double[rank];
            Reflectors.factor(known, 0, n, rank, tau, 0);
            double[] basis = new double[n * n];
            Reflectors.form(known, 0, n, rank, tau, 0, n, basis, 0);
            System.arraycopy(basis, rank * n, r, rank * n, (n - rank) * n);
        }
    }
}
