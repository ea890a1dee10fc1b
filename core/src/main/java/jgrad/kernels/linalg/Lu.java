package jgrad.kernels.linalg;

/// `P A = L U` with partial pivoting, over the matrix: `U` on and above the diagonal, `L` below it,
/// whose diagonal of ones is not kept.
///
/// A block of columns is factored, then all of the rest brought up to date in one product (Golub
/// and Van Loan, Matrix Computations, 3.4).
final class Lu {
    private Lu() {}

    /// Factors the dense `m x n` matrix at `at`. Row `i` was swapped with row `pivots[pAt + i]`,
    /// which counts from 1 as LAPACK does.
    ///
    /// @return 0, or the first diagonal element of `U` that is 0, counted from 1
    static int factor(double[] a, int at, int m, int n, int[] pivots, int pAt) {
        int info = 0;
        int k = Math.min(m, n);
        for (int from = 0; from < k; from += Blocks.SIZE) {
            int end = Math.min(k, from + Blocks.SIZE);
            int zero = panel(a, at, m, n, from, end, pivots, pAt);
            info = info == 0 ? zero : info;
            int right = n - end;
            Triangular.solve(
                    false,
                    true,
                    end - from,
                    right,
                    a,
                    at + from * n + from,
                    n,
                    a,
                    at + from * n + end,
                    n);
            Blocks.subtract(
                    m - end,
                    right,
                    end - from,
                    a,
                    at + end * n + from,
                    n,
                    a,
                    at + from * n + end,
                    n,
                    a,
                    at + end * n + end,
                    n);
        }
        return info;
    }

    /// Factors columns `[from, end)` of rows `from` and below; swaps are made in whole rows.
    private static int panel(
            double[] a, int at, int m, int n, int from, int end, int[] pivots, int pAt) {
        int info = 0;
        for (int j = from; j < end; j++) {
            int best = pivot(a, at, m, n, j);
            pivots[pAt + j] = best + 1;
            if (best != j) {
                Rows.swap(a, at + j * n, at + best * n, n);
            }
            double diagonal = a[at + j * n + j];
            if (diagonal == 0) {
                info = info == 0 ? j + 1 : info;
                continue;
            }
            for (int i = j + 1; i < m; i++) {
                double factor = a[at + i * n + j] / diagonal;
                a[at + i * n + j] = factor;
                Rows.axpy(-factor, a, at + j * n + j + 1, a, at + i * n + j + 1, end - j - 1);
            }
        }
        return info;
    }

    /// The row at or below `j` with the largest element in column `j`, the first of equals.
    private static int pivot(double[] a, int at, int m, int n, int j) {
        int best = j;
        double largest = Math.abs(a[at + j * n + j]);
        for (int i = j + 1; i < m; i++) {
            double size = Math.abs(a[at + i * n + j]);
            if (size > largest) {
                best = i;
                largest = size;
            }
        }
        return best;
    }

    /// Solves `A X = B` for the factored `n x n` matrix `a`; `B` is `n x k`, dense, and becomes
    /// `X`.
    static void solve(
            double[] a, int at, int n, int[] pivots, int pAt, double[] b, int bAt, int k) {
        for (int i = 0; i < n; i++) {
            swap(b, bAt, k, i, pivots[pAt + i] - 1);
        }
        Triangular.solve(false, true, n, k, a, at, n, b, bAt, k);
        Triangular.solve(true, false, n, k, a, at, n, b, bAt, k);
    }

    /// Solves `A^T X = B`, given the factors transposed: `U^T` below, `L^T` above.
    static void solveTransposed(
            double[] at, int tAt, int n, int[] pivots, int pAt, double[] b, int bAt, int k) {
        Triangular.solve(false, false, n, k, at, tAt, n, b, bAt, k);
        Triangular.solve(true, true, n, k, at, tAt, n, b, bAt, k);
        for (int i = n - 1; i >= 0; i--) {
            swap(b, bAt, k, i, pivots[pAt + i] - 1);
        }
    }

    private static void swap(double[] b, int bAt, int k, int i, int j) {
        if (i != j) {
            Rows.swap(b, bAt + i * k, bAt + j * k, k);
        }
    }

    /// The row of `A` that became row `i` of `L U`, for each `i` of `m`.
    static int[] permutation(int[] pivots, int pAt, int count, int m) {
        int[] rows = new int[m];
        for (int i = 0; i < m; i++) {
            rows[i] = i;
        }
        for (int i = 0; i < count; i++) {
            int j = pivots[pAt + i] - 1;
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return rows;
    }
}
