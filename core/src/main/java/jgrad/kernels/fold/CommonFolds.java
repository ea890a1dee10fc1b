package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.loops.FoldLoops;

/// The reductions that have loops of their own.
final class CommonFolds {
    private CommonFolds() {}

    /// `sum x`
    static final class Sum extends DoubleFold {
        Sum(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        <A> double row(FoldLoops<A> loops, A x, int at, int n, int output) {
            return loops.sum(x, at, n);
        }

        @Override
        <A> void panel(
                FoldLoops<A> loops,
                A x,
                int at,
                int rowStride,
                int rows,
                int columns,
                int output,
                int to) {
            loops.sum(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return a + b;
        }
    }

    /// `sum (x - center)^2`, a center for each output
    static final class Squares extends DoubleFold {
        private final double[] center;

        Squares(Object array, DType type, int results, double[] center) {
            super(array, type, results, 0);
            this.center = center;
        }

        @Override
        <A> double row(FoldLoops<A> loops, A x, int at, int n, int output) {
            return loops.squares(x, at, n, center[output]);
        }

        @Override
        <A> void panel(
                FoldLoops<A> loops,
                A x,
                int at,
                int rowStride,
                int rows,
                int columns,
                int output,
                int to) {
            loops.squares(x, at, rowStride, rows, columns, center, output, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return a + b;
        }
    }

    /// `sum |x|`
    static final class Magnitudes extends DoubleFold {
        Magnitudes(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        <A> double row(FoldLoops<A> loops, A x, int at, int n, int output) {
            return loops.magnitudes(x, at, n);
        }

        @Override
        <A> void panel(
                FoldLoops<A> loops,
                A x,
                int at,
                int rowStride,
                int rows,
                int columns,
                int output,
                int to) {
            loops.magnitudes(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return a + b;
        }
    }

    /// The greatest, NaN if there is one.
    static final class Max extends DoubleFold {
        Max(Object array, DType type, int results) {
            super(array, type, results, Double.NEGATIVE_INFINITY);
        }

        @Override
        <A> double row(FoldLoops<A> loops, A x, int at, int n, int output) {
            return loops.max(x, at, n);
        }

        @Override
        <A> void panel(
                FoldLoops<A> loops,
                A x,
                int at,
                int rowStride,
                int rows,
                int columns,
                int output,
                int to) {
            loops.max(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return Math.max(a, b);
        }
    }

    /// The least, NaN if there is one.
    static final class Min extends DoubleFold {
        Min(Object array, DType type, int results) {
            super(array, type, results, Double.POSITIVE_INFINITY);
        }

        @Override
        <A> double row(FoldLoops<A> loops, A x, int at, int n, int output) {
            return loops.min(x, at, n);
        }

        @Override
        <A> void panel(
                FoldLoops<A> loops,
                A x,
                int at,
                int rowStride,
                int rows,
                int columns,
                int output,
                int to) {
            loops.min(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return Math.min(a, b);
        }
    }
}
