package jgrad.kernels;

import jgrad.DType;

/// The reductions that [FoldLoops] knows.
final class DoubleFolds {
    private DoubleFolds() {}

    /// `sum x`
    static final class Sum extends DoubleFold {
        Sum(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        double row(float[] x, int at, int n, int output) {
            return LOOPS.sum(x, at, n);
        }

        @Override
        double row(double[] x, int at, int n, int output) {
            return LOOPS.sum(x, at, n);
        }

        @Override
        void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.sum(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.sum(x, at, rowStride, rows, columns, acc, to);
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
        double row(float[] x, int at, int n, int output) {
            return LOOPS.squares(x, at, n, center[output]);
        }

        @Override
        double row(double[] x, int at, int n, int output) {
            return LOOPS.squares(x, at, n, center[output]);
        }

        @Override
        void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.squares(x, at, rowStride, rows, columns, center, output, acc, to);
        }

        @Override
        void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.squares(x, at, rowStride, rows, columns, center, output, acc, to);
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
        double row(float[] x, int at, int n, int output) {
            return LOOPS.magnitudes(x, at, n);
        }

        @Override
        double row(double[] x, int at, int n, int output) {
            return LOOPS.magnitudes(x, at, n);
        }

        @Override
        void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.magnitudes(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.magnitudes(x, at, rowStride, rows, columns, acc, to);
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
        double row(float[] x, int at, int n, int output) {
            return LOOPS.max(x, at, n);
        }

        @Override
        double row(double[] x, int at, int n, int output) {
            return LOOPS.max(x, at, n);
        }

        @Override
        void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.max(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.max(x, at, rowStride, rows, columns, acc, to);
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
        double row(float[] x, int at, int n, int output) {
            return LOOPS.min(x, at, n);
        }

        @Override
        double row(double[] x, int at, int n, int output) {
            return LOOPS.min(x, at, n);
        }

        @Override
        void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.min(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
            LOOPS.min(x, at, rowStride, rows, columns, acc, to);
        }

        @Override
        double merge(double a, double b) {
            return Math.min(a, b);
        }
    }
}
