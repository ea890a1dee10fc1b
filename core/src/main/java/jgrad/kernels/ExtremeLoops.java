package jgrad.kernels;

import jgrad.kernels.scalar.ScalarExtremes;
import jgrad.kernels.vector.VectorExtremes;

/// The inner loops of searches for the greatest or least element: the first NaN, else the first of
/// the best.
public interface ExtremeLoops {
    /// The fastest there is on this machine.
    ExtremeLoops BEST = Simd.AVAILABLE ? new VectorExtremes() : new ScalarExtremes();

    /// Where among `n > 0` neighbours the winner is, counted from `at`.
    int first(float[] x, int at, int n, boolean largest);

    int first(double[] x, int at, int n, boolean largest);

    /// Lets `rows` rows, the first of them number `row`, compete with the best of each column so
    /// far.
    void first(
            float[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int row,
            double[] best,
            int[] index,
            int to,
            boolean largest);

    void first(
            double[] x,
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
