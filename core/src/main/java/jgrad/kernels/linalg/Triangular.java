package jgrad.kernels.linalg;

/// Solves `T X = B` for a triangular `T` by substitution, a block of rows at a time.
///
/// Only the named triangle of `T` is read, and not its diagonal if that is `unit`. A zero on the
/// diagonal gives infinities and NaN, as in PyTorch.
final class Triangular {
    private Triangular() {}

    /// `T` is `n x n` with rows `tRow` apart, `B` is `n x k` with rows `bRow` apart and becomes
    /// `X`.
    static void solve(
            boolean upper,
            boolean unit,
            int n,
            int k,
            double[] t,
            int tAt,
            int tRow,
            double[] b,
            int bAt,
            int bRow) {
        if (upper) {
            for (int end = n; end > 0; end -= Blocks.SIZE) {
                int from = Math.max(0, end - Blocks.SIZE);
                upperBlock(unit, from, end, k, t, tAt, tRow, b, bAt, bRow);
                Blocks.subtract(
                        from,
                        k,
                        end - from,
                        t,
                        tAt + from,
                        tRow,
                        b,
                        bAt + from * bRow,
                        bRow,
                        b,
                        bAt,
                        bRow);
            }
        } else {
            for (int from = 0; from < n; from += Blocks.SIZE) {
                int end = Math.min(n, from + Blocks.SIZE);
                lowerBlock(unit, from, end, k, t, tAt, tRow, b, bAt, bRow);
                Blocks.subtract(
                        n - end,
                        k,
                        end - from,
                        t,
                        tAt + end * tRow + from,
                        tRow,
                        b,
                        bAt + from * bRow,
                        bRow,
                        b,
                        bAt + end * bRow,
                        bRow);
            }
        }
    }

    private static void lowerBlock(
            boolean unit,
            int from,
            int end,
            int k,
            double[] t,
            int tAt,
            int tRow,
            double[] b,
            int bAt,
            int bRow) {
        for (int i = from; i < end; i++) {
            int row = bAt + i * bRow;
            for (int j = from; j < i; j++) {
                subtract(t[tAt + i * tRow + j], b, bAt + j * bRow, row, k);
            }
            if (!unit) {
                divide(t[tAt + i * tRow + i], b, row, k);
            }
        }
    }

    private static void upperBlock(
            boolean unit,
            int from,
            int end,
            int k,
            double[] t,
            int tAt,
            int tRow,
            double[] b,
            int bAt,
            int bRow) {
        for (int i = end - 1; i >= from; i--) {
            int row = bAt + i * bRow;
            for (int j = i + 1; j < end; j++) {
                subtract(t[tAt + i * tRow + j], b, bAt + j * bRow, row, k);
            }
            if (!unit) {
                divide(t[tAt + i * tRow + i], b, row, k);
            }
        }
    }

    private static void subtract(double c, double[] b, int from, int to, int k) {
        for (int q = 0; q < k; q++) {
            b[to + q] -= c * b[from + q];
        }
    }

    private static void divide(double c, double[] b, int at, int k) {
        for (int q = 0; q < k; q++) {
            b[at + q] /= c;
        }
    }
}
