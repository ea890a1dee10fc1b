package jgrad.kernels.loops;

/// The inner loops of searches for the greatest or least element of arrays `A` of one type: the
/// first NaN, else the first of the best.
public interface ExtremeLoops<A> {
    /// Where among `n > 0` neighbours the winner is, counted from `at`.
    int first(A x, int at, int n, boolean largest);

    /// Lets `rows` rows, the first of them number `row`, compete with the best of each column so
    /// far.
    void first(
            A x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int row,
            double[] best,
            int[] index,
            int to,
            boolean largest);
}
