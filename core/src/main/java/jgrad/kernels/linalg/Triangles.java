package jgrad.kernels.linalg;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Parts of matrices: what lies on one side of a diagonal, and what lies on it. Any element type.
///
/// Shapes and dimensions have been checked.
public final class Triangles {
    private Triangles() {}

    /// A copy with zeros above diagonal `k` (or below it).
    ///
    /// Torch: `torch.tril`, `torch.triu`.
    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of one element type
    public static Tensor keep(Tensor self, int k, boolean upper) {
        int[] shape = Raw.shape(self);
        int rows = shape[shape.length - 2];
        int columns = shape[shape.length - 1];
        DType type = self.dtype();
        Object all = Cast.toArray(type, Raw.storage(self).array(), Raw.layout(self), type);
        Object kept = Storage.newArray(type, self.numel());
        int total = columns == 0 ? 0 : self.numel() / columns;
        for (int r = 0; r < total; r++) {
            long diagonal = (long) r % rows + k;
            int from = upper ? Math.clamp(diagonal, 0, columns) : 0;
            int to = upper ? columns : Math.clamp(diagonal + 1, 0, columns);
            if (from < to) {
                System.arraycopy(all, r * columns + from, kept, r * columns + from, to - from);
            }
        }
        return new Tensor(new Storage(kept), Layout.contiguous(shape), type);
    }

    /// The layout of a diagonal of two dimensions, which becomes the last dimension.
    public static Layout diagonal(Layout of, int offset, int dim1, int dim2) {
        int[] shape = of.shape();
        int[] strides = of.strides();
        int rows = shape[dim1];
        int columns = shape[dim2];
        long length =
                offset >= 0
                        ? Math.min(rows, (long) columns - offset)
                        : Math.min((long) rows + offset, columns);
        int n = (int) Math.max(length, 0);
        int at = of.offset();
        if (n > 0) {
            at += offset >= 0 ? offset * strides[dim2] : -offset * strides[dim1];
        }
        int[] newShape = new int[shape.length - 1];
        int[] newStrides = new int[shape.length - 1];
        int k = 0;
        for (int d = 0; d < shape.length; d++) {
            if (d != dim1 && d != dim2) {
                newShape[k] = shape[d];
                newStrides[k++] = strides[d];
            }
        }
        newShape[k] = n;
        newStrides[k] = strides[dim1] + strides[dim2];
        return new Layout(newShape, newStrides, at);
    }

    /// Zeros of `shape` with `values` on a diagonal.
    public static Tensor embed(Tensor values, int[] shape, int offset, int dim1, int dim2) {
        var dense = Layout.contiguous(shape);
        DType type = values.dtype();
        Object out = Storage.newArray(type, dense.numel());
        put(values, out, diagonal(dense, offset, dim1, dim2));
        return new Tensor(new Storage(out), dense, type);
    }

    /// A copy of `self` with `values` on a diagonal.
    public static Tensor scatter(Tensor self, Tensor values, int offset, int dim1, int dim2) {
        var dense = Layout.contiguous(Raw.shape(self));
        DType type = self.dtype();
        Object out = Cast.toArray(type, Raw.storage(self).array(), Raw.layout(self), type);
        var on = diagonal(dense, offset, dim1, dim2);
        Cast.copy(values.dtype(), Raw.storage(values).array(), Raw.layout(values), type, out, on);
        return new Tensor(new Storage(out), dense, type);
    }

    private static void put(Tensor values, Object out, Layout at) {
        DType type = values.dtype();
        Cast.copy(type, Raw.storage(values).array(), Raw.layout(values), type, out, at);
    }

    /// Matrices one below the other along the diagonal of a larger one, with zeros around them.
    public static Tensor blocks(Tensor[] parts, DType type) {
        int rows = 0;
        int columns = 0;
        for (Tensor part : parts) {
            rows += rows(part);
            columns += columns(part);
        }
        var dense = Layout.contiguous(rows, columns);
        Object out = Storage.newArray(type, dense.numel());
        int at = 0;
        for (Tensor part : parts) {
            int m = rows(part);
            int n = columns(part);
            Layout own = Raw.layout(part);
            int[] strides = own.strides();
            int row = own.dim() == 2 ? strides[0] : n;
            int column = own.dim() == 0 ? 1 : strides[own.dim() - 1];
            var from = new Layout(new int[] {m, n}, new int[] {row, column}, own.offset());
            var to = new Layout(new int[] {m, n}, new int[] {columns, 1}, at);
            Cast.copy(part.dtype(), Raw.storage(part).array(), from, type, out, to);
            at += m * columns + n;
        }
        return new Tensor(new Storage(out), dense, type);
    }

    private static int rows(Tensor part) {
        return part.dim() == 2 ? Raw.shape(part)[0] : 1;
    }

    private static int columns(Tensor part) {
        return part.dim() == 0 ? 1 : Raw.shape(part)[part.dim() - 1];
    }
}
