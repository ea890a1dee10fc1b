package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.walk.Widen;

import java.util.Arrays;

/// A reduction to doubles that takes an element at a time: the ones that are rare, and have no
/// loops of their own.
abstract class ScalarFold extends Fold {
    final double[] acc;
    private final Object array;
    private final DType type;

    ScalarFold(Object array, DType type, int results, double identity) {
        this.array = array;
        this.type = type;
        this.acc = new double[results];
        if (identity != 0) {
            Arrays.fill(acc, identity);
        }
    }

    /// What an element is worth before it is merged.
    abstract double term(double x);

    abstract double merge(double a, double b);

    @Override
    void row(int at, int stride, int n, int output, int to, Scratch scratch) {
        double[] block = scratch.doubles();
        double result = acc[to];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            Widen.load(array, type, at + i * stride, stride, count, block, 0);
            for (int k = 0; k < count; k++) {
                result = merge(result, term(block[k]));
            }
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
        double[] block = scratch.doubles();
        for (int r = 0; r < rows; r++) {
            Widen.load(array, type, at + r * rowStride, columnStride, columns, block, 0);
            for (int j = 0; j < columns; j++) {
                acc[to + j] = merge(acc[to + j], term(block[j]));
            }
        }
    }

    @Override
    void merge(int to, int from) {
        acc[to] = merge(acc[to], acc[from]);
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
