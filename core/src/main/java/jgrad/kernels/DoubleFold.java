package jgrad.kernels;

import jgrad.DType;

import java.util.Arrays;

/// A reduction whose running results are doubles.
///
/// Neighbouring float32 and float64 elements are folded where they lie; anything else is first
/// gathered, a block at a time, into doubles. The families of loops come from [FoldLoops].
abstract class DoubleFold extends Fold {
    static final FoldLoops LOOPS = FoldLoops.BEST;

    final double[] acc;
    private final Object array;
    private final DType type;

    DoubleFold(Object array, DType type, int results, double identity) {
        this.array = array;
        this.type = type;
        this.acc = new double[results];
        if (identity != 0) {
            Arrays.fill(acc, identity);
        }
    }

    abstract double row(float[] x, int at, int n, int output);

    abstract double row(double[] x, int at, int n, int output);

    abstract void panel(
            float[] x, int at, int rowStride, int rows, int columns, int output, int to);

    abstract void panel(
            double[] x, int at, int rowStride, int rows, int columns, int output, int to);

    abstract double merge(double a, double b);

    @Override
    void row(int at, int stride, int n, int output, int to, Scratch scratch) {
        double result = acc[to];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            int from = at + i * stride;
            double block;
            if (stride == 1 && type == DType.FLOAT32) {
                block = row((float[]) array, from, count, output);
            } else if (stride == 1 && type == DType.FLOAT64) {
                block = row((double[]) array, from, count, output);
            } else {
                double[] buffer = scratch.doubles();
                Widen.load(array, type, from, stride, count, buffer, 0);
                block = row(buffer, 0, count, output);
            }
            result = merge(result, block);
        }
        acc[to] = result;
    }

    @Override
    void panel(
            int at,
            int rowStride,
            int rows,
            int columnStride,
            int columns,
            int output,
            int to,
            Scratch scratch) {
        if (columnStride == 1 && type == DType.FLOAT32) {
            panel((float[]) array, at, rowStride, rows, columns, output, to);
        } else if (columnStride == 1 && type == DType.FLOAT64) {
            panel((double[]) array, at, rowStride, rows, columns, output, to);
        } else {
            double[] buffer = scratch.doubles();
            int most = BLOCK / columns;
            for (int r = 0; r < rows; r += most) {
                int count = Math.min(most, rows - r);
                for (int k = 0; k < count; k++) {
                    Widen.load(
                            array,
                            type,
                            at + (r + k) * rowStride,
                            columnStride,
                            columns,
                            buffer,
                            k * columns);
                }
                panel(buffer, 0, columns, count, columns, output, to);
            }
        }
    }

    @Override
    void merge(int to, int from) {
        acc[to] = merge(acc[to], acc[from]);
    }
}
