package jgrad.kernels.linalg;

/// `V diag(1 / S) U^T` of `A = U diag(S) V^T`, with 0 for the inverse of values that count as 0.
final class PseudoInverse {
    private PseudoInverse() {}

    /// The dense `n x m` pseudo-inverse of the dense, finite `m x n` matrix at `at`; of a symmetric
    /// one by its eigenvectors.
    static double[] of(
            double[] a, int at, int m, int n, double atol, double rtol, boolean symmetric) {
        int k = Math.min(m, n);
        double[] u;
        double[] v;
        double[] s;
        if (symmetric) {
            s = new double[n];
            v = new double[n * n];
            u = v;
            SymmetricEigen.run(a, at, n, s, 0, v, 0);
        } else {
            Svd.Parts svd = Svd.run(a, at, m, n, true, false);
            u = svd.u();
            v = svd.v();
            s = svd.s();
        }
        double cutoff = Math.max(atol, rtol * Rows.largest(s, 0, k));
        double[] scaled = new double[n * k];
        for (int j = 0; j < k; j++) {
            double inverse = Math.abs(s[j]) > cutoff ? 1 / s[j] : 0;
            for (int i = 0; i < n; i++) {
                scaled[i * k + j] = v[i * k + j] * inverse;
            }
        }
        return Blocks.times(scaled, Rows.transpose(u, 0, m, k), n, k, m);
    }
}
