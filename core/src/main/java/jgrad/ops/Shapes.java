package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

/// Operations on shapes that are made of others, and so have no record and no derivative of their
/// own.
public final class Shapes {
    private Shapes() {}

    /// `shape` with -1 replaced by what fits `numel` elements.
    public static int[] inferred(int[] shape, int numel) {
        return Views.Inside.inferred(shape, numel).clone();
    }

    /// A view where the layout allows, else a copy.
    public static Tensor reshape(Tensor self, int... shape) {
        int[] to = inferred(shape, self.numel());
        if (Views.Inside.strides(Raw.layout(self), to) != null) {
            return Ops.view(
                    self.isContiguous() ? new Views.View(to) : new Views.ReshapeAlias(to), self);
        }
        return Ops.apply(new Views.UnsafeView(to), Ops.apply(Copies.Contiguous.OP, self));
    }

    public static Tensor flatten(Tensor self, int start, int end) {
        int rank = self.dim();
        int from = Dims.wrap(start, rank);
        int to = Dims.wrap(end, rank);
        if (from > to) {
            throw new IllegalArgumentException(
                    "flatten() has invalid args: start_dim cannot come after end_dim");
        }
        if (rank == 0) {
            return reshape(self, 1);
        }
        if (from == to) {
            return self;
        }
        int[] shape = Raw.shape(self);
        var out = new int[rank - (to - from)];
        System.arraycopy(shape, 0, out, 0, from);
        int product = 1;
        for (int d = from; d <= to; d++) {
            product *= shape[d];
        }
        out[from] = product;
        System.arraycopy(shape, to + 1, out, from + 1, rank - to - 1);
        return reshape(self, out);
    }

    public static Tensor narrow(Tensor self, int dim, int start, int length) {
        if (self.dim() == 0) {
            throw new IllegalArgumentException("narrow() cannot be applied to a 0-dim tensor.");
        }
        int d = Dims.wrap(dim, self.dim());
        int size = Raw.shape(self)[d];
        if (length < 0) {
            throw new IllegalArgumentException("narrow(): length must be non-negative.");
        }
        if (start < -size || start > size) {
            throw new IndexOutOfBoundsException(
                    "start out of range (expected to be in range of ["
                            + -size
                            + ", "
                            + size
                            + "], but got "
                            + start
                            + ")");
        }
        int from = start < 0 ? start + size : start;
        if (from > size - length) {
            throw new IllegalArgumentException(
                    "start ("
                            + start
                            + ") + length ("
                            + length
                            + ") exceeds dimension size ("
                            + size
                            + ").");
        }
        return Ops.view(new Regions.Slice(d, from, from + length, 1), self);
    }
}
