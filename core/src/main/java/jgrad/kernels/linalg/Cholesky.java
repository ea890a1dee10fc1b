package jgrad.kernels.linalg;

/// `A = L L^T` of a symmetric positive definite matrix, over its lower triangle.
final class Cholesky {
    private Cholesky() {}

    /// Factors the dense `n x n` matrix at `at`. The upper triangle is not read, and holds
    /// intermediate values afterwards.
    ///
    /// @return 0, or the order of the first leading minor that is not positive definite; the matrix
    ///   is then factored up to it
    static int factor(double[] a, int at, int n) {
        for (int from = 0; from < n; from += Blocks.SIZE) {
            int end = Math.min(n, from + Blocks.SIZE);
            int info = panel(a, at, n, from, end);
            if (info != 0) {
                return info;
            }
            // Only strips that reach to their diagonal: the upper triangle need not be right.
            for (int strip = end; strip < n; strip += Blocks.SIZE) {
                int below = Math.min(n, strip + Blocks.SIZE);
                Blocks.subtractTransposed(
                        below - strip,
                        below - end,
                        end - from,
                        a,
                        at + strip * n + from,
                        n,
                        a,
                        at + end * n + from,
                        n,
                        a,
                        at + strip * n + end,
                        n);
            }
        }
        return 0;
    }

    private static int panel(double[] a, int at, int n, int from, int end) {
        for (int j = from; j < end; j++) {
            int row = at + j * n;
            double square = a[row + j] - Rows.dot(a, row + from, a, row + from, j - from);
            if (!(square > 0)) { // also NaN
                a[row + j] = square;
                return j + 1;
            }
            double diagonal = Math.sqrt(square);
            a[row + j] = diagonal;
            for (int i = j + 1; i < n; i++) {
                int below = at + i * n;
                double product = Rows.dot(a, below + from, a, row + from, j - from);
                a[below + j] = (a[below + j] - product) / diagonal;
            }
        }
        return 0;
    }
}
