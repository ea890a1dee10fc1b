// Made of FloatExtremes.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.ExtremeLoops;

/// The searches on doubles in plain Java. The least of `x` is found as the greatest of `-x`, which
/// is exact.
public final class DoubleExtremes implements ExtremeLoops<double[]> {
    @Override
    public int first(double[] x, int at, int n, boolean largest) {
        double sign = largest ? 1 : -1;
        double best = sign * x[at];
        int found = 0;
        for (int i = 1; i < n && !Double.isNaN(best); i++) {
            double v = sign * x[at + i];
            if (!(v <= best)) {
                best = v;
                found = i;
            }
        }
        return found;
    }

    @Override
    public void first(
            double[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int row,
            double[] best,
            int[] index,
            int to,
            boolean largest) {
        double sign = largest ? 1 : -1;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                double v = sign * x[at + r * rowStride + j];
                double b = sign * best[to + j];
                if (!Double.isNaN(b) && !(v <= b)) {
                    best[to + j] = x[at + r * rowStride + j];
                    index[to + j] = row + r;
                }
            }
        }
    }
}
