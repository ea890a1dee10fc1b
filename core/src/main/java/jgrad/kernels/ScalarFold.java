package jgrad.kernels;

import jgrad.DType;

/// A reduction to doubles that takes an element at a time: the ones that are rare, and have no
/// loops of their own.
abstract class ScalarFold extends DoubleFold {
    ScalarFold(Object array, DType type, int results, double identity) {
        super(array, type, results, identity);
    }

    /// What an element is worth before it is merged.
    abstract double term(double x);

    @Override
    double row(float[] x, int at, int n, int output) {
        double result = term(x[at]);
        for (int i = 1; i < n; i++) {
            result = merge(result, term(x[at + i]));
        }
        return result;
    }

    @Override
    double row(double[] x, int at, int n, int output) {
        double result = term(x[at]);
        for (int i = 1; i < n; i++) {
            result = merge(result, term(x[at + i]));
        }
        return result;
    }

    @Override
    void panel(float[] x, int at, int rowStride, int rows, int columns, int output, int to) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] = merge(acc[to + j], term(x[at + r * rowStride + j]));
            }
        }
    }

    @Override
    void panel(double[] x, int at, int rowStride, int rows, int columns, int output, int to) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] = merge(acc[to + j], term(x[at + r * rowStride + j]));
            }
        }
    }

    static final class Product extends ScalarFold {
        Product(Object array, DType type, int results) {
            super(array, type, results, 1);
        }

        @Override
        double term(double x) {
            return x;
        }

        @Override
        double merge(double a, double b) {
            return a * b;
        }
    }

    /// `sum |x|^p`
    static final class Powers extends ScalarFold {
        private final double p;

        Powers(Object array, DType type, int results, double p) {
            super(array, type, results, 0);
            this.p = p;
        }

        @Override
        double term(double x) {
            return Math.pow(Math.abs(x), p);
        }

        @Override
        double merge(double a, double b) {
            return a + b;
        }
    }

    /// How many are not zero; a NaN is not.
    static final class Nonzero extends ScalarFold {
        Nonzero(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        double term(double x) {
            return x == 0 ? 0 : 1;
        }

        @Override
        double merge(double a, double b) {
            return a + b;
        }
    }

    static final class GreatestMagnitude extends ScalarFold {
        GreatestMagnitude(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        double term(double x) {
            return Math.abs(x);
        }

        @Override
        double merge(double a, double b) {
            return Math.max(a, b);
        }
    }

    static final class LeastMagnitude extends ScalarFold {
        LeastMagnitude(Object array, DType type, int results) {
            super(array, type, results, Double.POSITIVE_INFINITY);
        }

        @Override
        double term(double x) {
            return Math.abs(x);
        }

        @Override
        double merge(double a, double b) {
            return Math.min(a, b);
        }
    }
}
