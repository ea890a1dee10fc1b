package jgrad.kernels.loops;

import jgrad.kernels.choice.Simd;
import jgrad.kernels.scalar.DoubleExtremes;
import jgrad.kernels.scalar.FloatExtremes;
import jgrad.kernels.vector.DoubleVectorExtremes;
import jgrad.kernels.vector.FloatVectorExtremes;

/// The inner loops of searches for the greatest or least element of arrays `A` of one type: the
/// first NaN, else the first of the best.
public interface ExtremeLoops<A> {
    /// The fastest there are on this machine.
    ExtremeLoops<float[]> FLOATS = Simd.AVAILABLE ? new FloatVectorExtremes() : new FloatExtremes();

    ExtremeLoops<double[]> DOUBLES =
            Simd.AVAILABLE ? new DoubleVectorExtremes() : new DoubleExtremes();

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
