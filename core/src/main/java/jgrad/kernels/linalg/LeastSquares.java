package jgrad.kernels.linalg;

import java.util.Arrays;

/// Minimizes `|A X - B|`, and `|X|` among those that do, by LAPACK's four methods.
final class LeastSquares {
    private LeastSquares() {}

    /// Full rank: QR of `A`, or of `A^T` if there are more columns than rows. `a` is dense `m x n`,
    /// `b` dense `m x k`.
    ///
    /// @return `X`, dense `n x k`; with zeros on the diagonal of `R` it has infinities or NaN
    static double[] fullRank(double[] a, int m, int n, double[] b, int k) {
        int r = Math.min(m, n);
        double[] tau = new double[r];
        double[] x = new double[n * k];
        if (m >= n) {
            double[] qr = Rows.transpose(a, 0, m, n);
            Reflectors.factor(qr, 0, m, n, tau, 0);
            double[] columns = Rows.transpose(b, 0, m, k);
            Reflectors.multiply(true, qr, 0, m, r, tau, 0, columns, 0, k);
            double[] top = rows(Rows.transpose(columns, 0, k, m), n, k);
            Triangular.solve(true, false, n, k, Rows.transpose(qr, 0, n, m), 0, n, top, 0, k);
            System.arraycopy(top, 0, x, 0, n * k);
            return x;
        }
        double[] qr = a.clone(); // row by row is A^T column by column
        Reflectors.factor(qr, 0, n, m, tau, 0);
        double[] y = new double[n * k];
        System.arraycopy(b, 0, y, 0, m * k);
        // R^T lies row by row in what is R column by column
        Triangular.solve(false, false, m, k, qr, 0, n, y, 0, k);
        double[] columns = Rows.transpose(y, 0, n, k);
        Reflectors.multiply(false, qr, 0, n, r, tau, 0, columns, 0, k);
        Rows.transpose(columns, 0, k, n, x, 0);
        return x;
    }

    /// What a method that finds the rank returns; `s` is empty for the one without singular values.
    record Solution(double[] x, int rank, double[] s) {}

    /// Any rank: QR with pivoting, whose diagonal shows the rank, then a QR of the transpose of the
    /// rows that count, which makes the solution the shortest.
    static Solution pivoted(double[] a, int m, int n, double[] b, int k, double rcond) {
        double[] qr = Rows.transpose(a, 0, m, n);
        int r = Math.min(m, n);
        double[] tau = new double[r];
        int[] order = new int[n];
        Reflectors.factorPivoted(qr, m, n, tau, order);
        int rank = 0;
        while (rank < r && Math.abs(qr[rank * m + rank]) > rcond * Math.abs(qr[0])) {
            rank++;
        }
        double[] columns = Rows.transpose(b, 0, m, k);
        Reflectors.multiply(true, qr, 0, m, r, tau, 0, columns, 0, k);
        double[] top = rows(Rows.transpose(columns, 0, k, m), rank, k);
        double[] upper = new double[rank * n];
        for (int i = 0; i < rank; i++) {
            for (int j = i; j < n; j++) {
                upper[i * n + j] = qr[j * m + i];
            }
        }
        double[] permuted = fullRank(upper, rank, n, top, k);
        double[] x = new double[n * k];
        for (int i = 0; i < n; i++) {
            System.arraycopy(permuted, i * k, x, order[i] * k, k);
        }
        return new Solution(x, rank, new double[0]);
    }

    /// Any rank, by singular values: those above `rcond` times the largest count.
    static Solution bySingularValues(double[] a, int m, int n, double[] b, int k, double rcond) {
        Svd.Parts svd = Svd.run(a, 0, m, n, true, false);
        int r = Math.min(m, n);
        int rank = 0;
        while (rank < r && svd.s()[rank] > rcond * svd.s()[0]) {
            rank++;
        }
        double[] y = Blocks.times(Rows.transpose(svd.u(), 0, m, r), b, r, m, k);
        for (int i = 0; i < r; i++) {
            if (i < rank) {
                Rows.scale(1 / svd.s()[i], y, i * k, k);
            } else {
                Arrays.fill(y, i * k, (i + 1) * k, 0);
            }
        }
        return new Solution(Blocks.times(svd.v(), y, n, r, k), rank, svd.s());
    }

    private static double[] rows(double[] b, int count, int k) {
        return Arrays.copyOf(b, count * k);
    }
}
