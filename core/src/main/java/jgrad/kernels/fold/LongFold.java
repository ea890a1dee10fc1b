package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.walk.Widen;

import java.util.Arrays;

/// A reduction of integers or bools whose running results are longs, which wrap around as PyTorch's
/// do.
abstract class LongFold extends Fold {
    final long[] acc;
    private final Object array;
    private final DType type;

    LongFold(Object array, DType type, int results, long identity) {
        this.array = array;
        this.type = type;
        this.acc = new long[results];
        if (identity != 0) {
            Arrays.fill(acc, identity);
        }
    }

    abstract long merge(long a, long b);

    abstract long row(long[] x, int n, long result);

    abstract void panel(long[] x, int columns, int to);

    @Override
    void row(int at, int stride, int n, int output, int to, Scratch scratch) {
        long[] buffer = scratch.longs();
        long result = acc[to];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            Widen.load(array, type, at + i * stride, stride, count, buffer, 0);
            result = row(buffer, count, result);
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
        long[] buffer = scratch.longs();
        for (int r = 0; r < rows; r++) {
            Widen.load(array, type, at + r * rowStride, columnStride, columns, buffer, 0);
            panel(buffer, columns, to);
        }
    }

    @Override
    void merge(int to, int from) {
        acc[to] = merge(acc[to], acc[from]);
    }

    static final class Sum extends LongFold {
        Sum(Object array, DType type, int results) {
            super(array, type, results, 0);
        }

        @Override
        long merge(long a, long b) {
            return a + b;
        }

        @Override
        long row(long[] x, int n, long result) {
            long sum = result;
            for (int i = 0; i < n; i++) {
                sum += x[i];
            }
            return sum;
        }

        @Override
        void panel(long[] x, int columns, int to) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] += x[j];
            }
        }
    }

    static final class Product extends LongFold {
        Product(Object array, DType type, int results) {
            super(array, type, results, 1);
        }

        @Override
        long merge(long a, long b) {
            return a * b;
        }

        @Override
        long row(long[] x, int n, long result) {
            long product = result;
            for (int i = 0; i < n; i++) {
                product *= x[i];
            }
            return product;
        }

        @Override
        void panel(long[] x, int columns, int to) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] *= x[j];
            }
        }
    }

    static final class Max extends LongFold {
        Max(Object array, DType type, int results) {
            super(array, type, results, Long.MIN_VALUE);
        }

        @Override
        long merge(long a, long b) {
            return Math.max(a, b);
        }

        @Override
        long row(long[] x, int n, long result) {
            long best = result;
            for (int i = 0; i < n; i++) {
                best = Math.max(best, x[i]);
            }
            return best;
        }

        @Override
        void panel(long[] x, int columns, int to) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[j]);
            }
        }
    }

    static final class Min extends LongFold {
        Min(Object array, DType type, int results) {
            super(array, type, results, Long.MAX_VALUE);
        }

        @Override
        long merge(long a, long b) {
            return Math.min(a, b);
        }

        @Override
        long row(long[] x, int n, long result) {
            long best = result;
            for (int i = 0; i < n; i++) {
                best = Math.min(best, x[i]);
            }
            return best;
        }

        @Override
        void panel(long[] x, int columns, int to) {
            for (int j = 0; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[j]);
            }
        }
    }
}
