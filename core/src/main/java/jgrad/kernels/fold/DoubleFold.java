package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.walk.Widen;

import java.util.Arrays;

/// A reduction whose running results are doubles.
///
/// Neighbouring float32 and float64 elements are folded where they lie; anything else is first
/// gathered, a block at a time, into doubles.
abstract class DoubleFold extends Fold {
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

    /// The result of `n` neighbours by themselves.
    abstract <A> double row(FoldLoops<A> loops, A x, int at, int n, int output);

    /// Folds a panel into `acc`, from `to` on.
    abstract <A> void panel(
            FoldLoops<A> loops,
            A x,
            int at,
            int rowStride,
            int rows,
            int columns,
            int output,
            int to);

    abstract double merge(double a, double b);

    @Override
    void row(int at, int stride, int n, int output, int to, Scratch scratch) {
        double result = acc[to];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            result = merge(result, block(at + i * stride, stride, count, output, scratch));
        }
        acc[to] = result;
    }

    @Override
    void rows(int at, int apart, int rows, int stride, int n, int output, Scratch scratch) {
        if (stride == 1 && n <= BLOCK && type == DType.FLOAT32) {
            rows(Chosen.Folds.FLOATS, (float[]) array, at, apart, rows, n, output);
        } else if (stride == 1 && n <= BLOCK && type == DType.FLOAT64) {
            rows(Chosen.Folds.DOUBLES, (double[]) array, at, apart, rows, n, output);
        } else {
            super.rows(at, apart, rows, stride, n, output, scratch);
        }
    }

    /// Short rows, of which there are many, without what a row of its own costs.
    private <A> void rows(FoldLoops<A> loops, A x, int at, int apart, int rows, int n, int output) {
        for (int r = 0; r < rows; r++) {
            int to = output + r;
            acc[to] = merge(acc[to], row(loops, x, at + r * apart, n, to));
        }
    }

    private double block(int at, int stride, int n, int output, Scratch scratch) {
        if (stride == 1 && type == DType.FLOAT32) {
            return row(Chosen.Folds.FLOATS, (float[]) array, at, n, output);
        }
        if (stride == 1 && type == DType.FLOAT64) {
            return row(Chosen.Folds.DOUBLES, (double[]) array, at, n, output);
        }
        double[] block = scratch.doubles();
        Widen.load(array, type, at, stride, n, block, 0);
        return row(Chosen.Folds.DOUBLES, block, 0, n, output);
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
            panel(Chosen.Folds.FLOATS, (float[]) array, at, rowStride, rows, columns, output, to);
            return;
        }
        if (columnStride == 1 && type == DType.FLOAT64) {
            panel(Chosen.Folds.DOUBLES, (double[]) array, at, rowStride, rows, columns, output, to);
            return;
        }
        double[] block = scratch.doubles();
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
                        block,
                        k * columns);
            }
            panel(Chosen.Folds.DOUBLES, block, 0, columns, count, columns, output, to);
        }
    }

    @Override
    void merge(int to, int from) {
        acc[to] = merge(acc[to], acc[from]);
    }
}
