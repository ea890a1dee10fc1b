package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Matrices for tests: repeatable values, laid out in every way a view can be, with poison between
/// the elements.
public final class Operands {
    /// How a matrix lies in its storage.
    public enum Form {
        ROWS,
        ROWS_IN_A_LARGER_MATRIX,
        COLUMNS,
        COLUMNS_IN_A_LARGER_MATRIX,
        EVERY_OTHER;

        private Layout layout(int count, int rows, int cols) {
            int[] shape = count < 0 ? new int[] {rows, cols} : new int[] {count, rows, cols};
            int row = 1;
            int col = 1;
            switch (this) {
                case ROWS -> row = cols;
                case ROWS_IN_A_LARGER_MATRIX -> row = cols + 5;
                case COLUMNS -> col = rows;
                case COLUMNS_IN_A_LARGER_MATRIX -> col = rows + 3;
                case EVERY_OTHER -> {
                    row = 2 * cols + 3;
                    col = 2;
                }
            }
            int offset = this == ROWS || this == COLUMNS ? 0 : 7;
            int size = rows * row + cols * col + 1;
            int[] strides = count < 0 ? new int[] {row, col} : new int[] {size, row, col};
            return new Layout(shape, strides, offset);
        }
    }

    private Operands() {}

    public static Tensor matrix(DType type, Form form, int rows, int cols, int seed) {
        return fill(type, form.layout(-1, rows, cols), seed);
    }

    public static Tensor batch(DType type, Form form, int count, int rows, int cols, int seed) {
        return fill(type, form.layout(count, rows, cols), seed);
    }

    public static Tensor vector(DType type, int n, int stride, int seed) {
        return fill(type, new Layout(new int[] {n}, new int[] {stride}, stride == 1 ? 0 : 3), seed);
    }

    /// Values between -1 and 1, or -9 and 9, that depend on the logical index and the seed only.
    public static Tensor fill(DType type, Layout layout, int seed) {
        int n = layout.numel();
        int end = layout.offset() + 1;
        for (int d = 0; d < layout.dim(); d++) {
            end += Math.max(0, layout.shape()[d] - 1) * layout.strides()[d];
        }
        Object array = Storage.newArray(type, end + 4);
        for (int i = 0; i < end + 4; i++) {
            if (type.isFloating()) {
                Elements.put(type, array, i, Double.NaN);
            } else {
                Elements.put(type, array, i, 0x5a5a5a5a5a5aL);
            }
        }
        for (int i = 0; i < n; i++) {
            int hash = (i * 0x9E3779B1 + seed * 0x85EBCA77) ^ 0x27D4EB2F;
            hash = (hash ^ hash >>> 15) * 0x2C1B3C6D;
            hash = hash ^ hash >>> 13;
            if (type.isFloating()) {
                Elements.put(type, array, layout.indexOf(i), (hash >> 8) * 0x1p-23);
            } else {
                Elements.put(type, array, layout.indexOf(i), (long) (hash & 0x7fffffff) % 19 - 9);
            }
        }
        return new Tensor(new Storage(array), layout, type);
    }

    /// The elements in logical order.
    public static double[] values(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    /// `beta c + alpha a b` by three loops, for matrices given in logical order.
    public static double[] product(
            int batch,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            double[] b,
            double beta,
            double[] c) {
        double[] out = new double[batch * m * n];
        for (int s = 0; s < batch; s++) {
            for (int i = 0; i < m; i++) {
                for (int q = 0; q < k; q++) {
                    double x = alpha * a[(s * m + i) * k + q];
                    for (int j = 0; j < n; j++) {
                        out[(s * m + i) * n + j] += x * b[(s * k + q) * n + j];
                    }
                }
            }
        }
        if (beta != 0) {
            for (int i = 0; i < out.length; i++) {
                out[i] += beta * c[i];
            }
        }
        return out;
    }

    /// What rounding may do to a sum of `k` products of numbers below 1.
    public static double tolerance(DType type, int k) {
        return switch (type) {
            case FLOAT32 -> 4e-7 * (4 + Math.sqrt(k) + 0.2 * k);
            case FLOAT64 -> 1e-15 * (4 + k);
            default -> 0;
        };
    }
}
