package jgrad.kernels.fold;

/// One reduction in progress: how elements of one array are folded into many running results.
///
/// `to` is the running result, `output` the result it belongs to in the end (they differ while an
/// output is made from several parts). Positions are in elements.
abstract class Fold {
    /// Elements handled at a stretch: fits the first-level cache and bounds the error of a plain
    /// sum.
    static final int BLOCK = 1024;

    /// Folds `n` elements from `at` into one result.
    abstract void row(int at, int stride, int n, int output, int to, Scratch scratch);

    /// Folds `rows` rows of `n` elements, `apart` from each other, into a result each.
    void rows(int at, int apart, int rows, int stride, int n, int output, Scratch scratch) {
        for (int r = 0; r < rows; r++) {
            row(at + r * apart, stride, n, output + r, output + r, scratch);
        }
    }

    /// Folds `rows` elements into each of `columns` results beside each other.
    abstract void panel(
            int at,
            int rowStride,
            int rows,
            int columnStride,
            int columns,
            int output,
            int to,
            Scratch scratch);

    /// Folds one running result into another.
    abstract void merge(int to, int from);
}
