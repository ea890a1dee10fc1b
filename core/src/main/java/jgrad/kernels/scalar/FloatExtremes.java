package jgrad.kernels.scalar;

import jgrad.kernels.loops.ExtremeLoops;

/// The searches on floats in plain Java. The least of `x` is found as the greatest of `-x`, which
/// is exact.
public final class FloatExtremes implements ExtremeLoops<float[]> {
    @Override
    public int first(float[] x, int at, int n, boolean largest) {
        float sign = largest ? 1 : -1;
        float best = sign * x[at];
        int found = 0;
        for (int i = 1; i < n && !Float.isNaN(best); i++) {
            float v = sign * x[at + i];
            if (!(v <= best)) {
                best = v;
                found = i;
            }
        }
        return found;
    }

    @Override
    public void first(
            float[] x,
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
