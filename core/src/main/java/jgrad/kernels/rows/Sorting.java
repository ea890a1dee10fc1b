package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.places.Picks;
import jgrad.kernels.places.Positions;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Sorting and choosing along a dimension. NaN counts as greater than any number, and 0 equals -0.
public final class Sorting {
    private Sorting() {}

    /// Elements in order, and the positions they came from as int64.
    public record Sorted(Tensor values, Tensor indices) {}

    /// The elements along `dim` in ascending or `descending` order. Equal elements keep their
    /// order.
    ///
    /// Torch: `aten::sort.stable`.
    public static Sorted sort(Tensor x, int dim, boolean descending) {
        return first(x, dim, descending, x.dim() == 0 ? 1 : Raw.shape(x)[dim]);
    }

    /// The `k` greatest or least elements along `dim`, the best first, and of equal ones the first.
    ///
    /// Torch: `aten::topk`.
    ///
    /// @throws IllegalArgumentException if there are less than `k`
    public static Sorted topk(Tensor x, int k, int dim, boolean largest) {
        if (k < 0 || k > (x.dim() == 0 ? 1 : Raw.shape(x)[dim])) {
            throw new IllegalArgumentException("selected index k out of range");
        }
        return first(x, dim, largest, k);
    }

    private static Sorted first(Tensor x, int dim, boolean descending, int k) {
        int[] shape = Raw.shape(x).clone();
        Span span = Span.of(shape, dim);
        if (shape.length > 0) {
            shape[dim] = k;
        }
        Layout layout = Layout.contiguous(shape);
        long[] indices = new long[layout.numel()];
        int[] at = new int[layout.numel()];
        int[] starts = starts(x, dim);
        int stride = x.dim() == 0 ? 0 : Raw.strides(x)[dim];
        Object array = Raw.storage(x).array();
        DType type = x.dtype();
        int rows = layout.numel() == 0 ? 0 : starts.length;
        int grain = Math.max(1, 4096 / Math.max(1, span.n()));
        Parallel.forRange(
                rows,
                grain,
                (lo, hi) -> {
                    RowSort sort = RowSort.of(type, span.n(), descending);
                    int[] order = new int[k];
                    for (int row = lo; row < hi; row++) {
                        sort.first(array, starts[row], stride, order);
                        int to = row / span.inner() * k * span.inner() + row % span.inner();
                        for (int i = 0; i < k; i++, to += span.inner()) {
                            indices[to] = order[i];
                            at[to] = starts[row] + order[i] * stride;
                        }
                    }
                });
        Storage values = Storage.uninitialized(type, at.length);
        if (at.length > 0) {
            Picks.take(array, new Positions(at, 1), values.array());
        }
        return new Sorted(
                new Tensor(values, layout, type),
                new Tensor(new Storage(indices), layout, DType.INT64));
    }

    /// Where each row along `dim` begins, in row-major order of the others.
    private static int[] starts(Tensor x, int dim) {
        int[] shape = Raw.shape(x).clone();
        if (shape.length > 0) {
            shape[dim] = Math.min(1, shape[dim]);
        }
        return Positions.each(shape, Raw.strides(x), Raw.offset(x));
    }
}
