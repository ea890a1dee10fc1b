package jgrad.kernels.linalg;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.walk.Broadcast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Norms of differences, and vectors cut to a norm. Shapes and types have been checked.
public final class Distances {
    /// Keeps the factor of a vector that is cut from overshooting, as in PyTorch.
    private static final double MARGIN = 1e-7;

    private Distances() {}

    /// The `p`-norm of the difference of each row of `x1` and each row of `x2`; other dimensions
    /// are broadcast.
    ///
    /// Torch: `torch.cdist`.
    public static Tensor between(Tensor x1, Tensor x2, double p) {
        int[] outer = Batch.outer(x1, x2);
        Batch a = Batch.of(x1, outer, false);
        Batch b = Batch.of(x2, outer, false);
        int rows = a.m();
        int columns = b.m();
        double[] out = a.room(rows, columns);
        a.forEach(i -> {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    out[(i * rows + r) * columns + c] =
                            distance(
                                    a.data(),
                                    a.at(i) + r * a.n(),
                                    b.data(),
                                    b.at(i) + c * b.n(),
                                    a.n(),
                                    p);
                }
            }
        });
        return a.tensor(out, rows, columns);
    }

    private static double distance(double[] a, int aAt, double[] b, int bAt, int n, double p) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double d = Math.abs(a[aAt + i] - b[bAt + i]);
            if (p == 2) {
                sum += d * d;
            } else if (p == 1) {
                sum += d;
            } else if (p == 0) {
                sum += d == 0 ? 0 : 1;
            } else if (p == Double.POSITIVE_INFINITY) {
                sum = Math.max(sum, d);
            } else {
                sum += Math.pow(d, p);
            }
        }
        return p == 2
                ? Math.sqrt(sum)
                : p == 0 || p == 1 || Double.isInfinite(p) ? sum : Math.pow(sum, 1 / p);
    }

    /// Each slice along `dim` whose `p`-norm exceeds `largest`, scaled to that norm.
    ///
    /// Torch: `torch.renorm`.
    public static Tensor cut(Tensor self, double p, int dim, double largest) {
        int[] shape = Raw.shape(self);
        int[] others = new int[shape.length - 1];
        for (int d = 0, k = 0; d < shape.length; d++) {
            if (d != dim) {
                others[k++] = d;
            }
        }
        double[] norms = Batch.values(Reduce.norm(self, p, others, false));
        double[] out = Batch.values(self);
        int inner = 1;
        for (int d = dim + 1; d < shape.length; d++) {
            inner *= shape[d];
        }
        for (int at = 0, slice = 0; at < out.length; at += inner, slice++) {
            double norm = norms[slice % shape[dim]];
            if (norm > largest) {
                Rows.scale(largest / (norm + MARGIN), out, at, inner);
            }
        }
        var whole = new Batch(out, Arrays.copyOf(shape, shape.length), 1, 1, self.dtype());
        return whole.tensor(out);
    }

    /// The cross products of vectors of three elements along `dim`; other dimensions are broadcast.
    ///
    /// Torch: `torch.linalg.cross`.
    public static Tensor cross(Tensor a, Tensor b, int dim) {
        return a.dtype().isFloating() ? crossDoubles(a, b, dim) : crossLongs(a, b, dim);
    }

    private static int inner(int[] shape, int dim) {
        int inner = 1;
        for (int d = dim + 1; d < shape.length; d++) {
            inner *= shape[d];
        }
        return inner;
    }

    private static Tensor crossDoubles(Tensor a, Tensor b, int dim) {
        int[] shape = Broadcast.shape(Raw.shape(a), Raw.shape(b));
        double[] x = Batch.values(a, shape);
        double[] y = Batch.values(b, shape);
        double[] z = new double[x.length];
        double[] minus = new double[x.length];
        int s = inner(shape, dim);
        for (int i = 0; i < z.length; i++) {
            int k = i / s % 3;
            int next = k == 2 ? i - 2 * s : i + s;
            int last = k == 0 ? i + 2 * s : i - s;
            z[i] = x[next] * y[last];
            minus[i] = x[last] * y[next];
        }
        Batch.round(z, a.dtype()); // PyTorch computes in the element type, step by step
        Batch.round(minus, a.dtype());
        Rows.axpy(-1, minus, 0, z, 0, z.length);
        return new Batch(z, shape, 1, 1, a.dtype()).tensor(z);
    }

    /// Integers wrap.
    private static Tensor crossLongs(Tensor a, Tensor b, int dim) {
        int[] shape = Broadcast.shape(Raw.shape(a), Raw.shape(b));
        long[] x = Batch.longs(a, shape);
        long[] y = Batch.longs(b, shape);
        long[] z = new long[x.length];
        int s = inner(shape, dim);
        for (int i = 0; i < z.length; i++) {
            int k = i / s % 3;
            int next = k == 2 ? i - 2 * s : i + s;
            int last = k == 0 ? i + 2 * s : i - s;
            z[i] = x[next] * y[last] - x[last] * y[next];
        }
        var wide = new Tensor(new Storage(z), Layout.contiguous(shape), DType.INT64);
        return a.dtype() == DType.INT64 ? wide : Batch.converted(wide, a.dtype());
    }
}
