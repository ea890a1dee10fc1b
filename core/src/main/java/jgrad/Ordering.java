package jgrad;

import jgrad.Reduction.ValuesAndIndices;
import jgrad.engine.Ops;
import jgrad.ops.Scans;

/// Operations that go along a dimension in order, or that make an order.
public sealed interface Ordering permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The product of all elements up to each, along a dimension. Torch: `torch.cumprod`.
    default Tensor cumprod(int dim) {
        return Ops.apply(new Scans.Cumprod(dim), self());
    }

    /// The sum of all elements up to each, along a dimension. Torch: `torch.cumsum`.
    default Tensor cumsum(int dim) {
        return Ops.apply(new Scans.Cumsum(dim), self());
    }

    /// The elements in opposite order along dimensions; a copy. Torch: `torch.flip`.
    default Tensor flip(int... dims) {
        return Ops.apply(new Scans.Flip(dims.clone()), self());
    }

    /// The elements in ascending order along the last dimension, and where they were. Equal ones
    /// keep their order; NaN comes last. Torch: `torch.sort`.
    default ValuesAndIndices sort() {
        return sort(-1, false);
    }

    default ValuesAndIndices sort(int dim, boolean descending) {
        return pair(Ops.apply(new Scans.Sort(dim, descending, false), self()));
    }

    /// As above, by PyTorch's overload with `stable`; the order is stable in any case.
    default ValuesAndIndices sort(
            int dim, boolean descending, @SuppressWarnings("unused") boolean stable) {
        return pair(Ops.apply(new Scans.Sort(dim, descending, true), self()));
    }

    /// The `k` largest along the last dimension, the largest first, and where they were. Torch:
    /// `torch.topk`.
    ///
    /// @throws IllegalArgumentException if there are less than `k`
    default ValuesAndIndices topk(int k) {
        return topk(k, -1, true);
    }

    default ValuesAndIndices topk(int k, int dim, boolean largest) {
        return pair(Ops.apply(new Scans.Topk(k, dim, largest), self()));
    }

    private static ValuesAndIndices pair(Tensor[] found) {
        return new ValuesAndIndices(found[0], found[1]);
    }
}
