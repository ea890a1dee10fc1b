package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// An operation along one dimension of tensors of equal rank, none of which goes: softmax, running
/// sums, gather. In a batch the dimension is one further on.
non-sealed interface AlongDim extends Op {
    /// the dimension, counted from the end if negative
    int dim();

    /// the same operation along another dimension
    Op along(int dim);

    @Override
    default Map<String, Object> parameters() {
        return Map.of("dim", (long) dim());
    }

    @Override
    default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
        Tensor[] wide = Batching.expanded(inputs, dims, size);
        int rank = wide[0].dim() - 1;
        return rank == 0 ? null : Ops.applyAny(along(Dims.wrap(dim(), rank) + 1), wide);
    }
}
