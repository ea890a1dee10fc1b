package jgrad.kernels.linalg;

import jgrad.kernels.loops.Product;
import jgrad.kernels.product.Gemm;

/// Products of parts of matrices, where a factorization spends its time once it goes block by
/// block.
final class Blocks {
    /// Columns factored at a time: enough for the product of the rest to be worth packing.
    static final int SIZE = 48;

    private Blocks() {}

    /// `C -= A B`, with the distance between rows of each; every part lies row by row.
    static void subtract(
            int m,
            int n,
            int k,
            double[] a,
            int aAt,
            int aRow,
            double[] b,
            int bAt,
            int bRow,
            double[] c,
            int cAt,
            int cRow) {
        if (m > 0 && n > 0 && k > 0) {
            Gemm.doubles(
                    new Product(1, m, n, k, aAt, 0, aRow, 1, bAt, 0, bRow, 1, cAt, 0, cRow),
                    -1,
                    a,
                    b,
                    1,
                    c);
        }
    }

    /// `C -= A B^T`.
    static void subtractTransposed(
            int m,
            int n,
            int k,
            double[] a,
            int aAt,
            int aRow,
            double[] b,
            int bAt,
            int bRow,
            double[] c,
            int cAt,
            int cRow) {
        if (m > 0 && n > 0 && k > 0) {
            Gemm.doubles(
                    new Product(1, m, n, k, aAt, 0, aRow, 1, bAt, 0, 1, bRow, cAt, 0, cRow),
                    -1,
                    a,
                    b,
                    1,
                    c);
        }
    }

    /// `A B` of square matrices, new.
    static double[] times(double[] a, double[] b, int n) {
        return times(a, b, n, n, n);
    }

    /// `A B` of a dense `m x k` and a dense `k x n` matrix, new.
    static double[] times(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        if (k > 0 && m > 0 && n > 0) {
            Gemm.doubles(new Product(1, m, n, k, 0, 0, k, 1, 0, 0, n, 1, 0, 0, n), 1, a, b, 0, c);
        }
        return c;
    }
}
