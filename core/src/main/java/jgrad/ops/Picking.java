package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

/// Some elements of each line along a dimension, and where they were: the results `values` and
/// `indices`. The gradient goes back to these places, and a tangent is read at them.
interface Picking extends AlongDim, MultiOp {
    /// Whether the dimension is still there in the results.
    default boolean keepdim() {
        return true;
    }

    @Override
    default String outputName(int k) {
        return k == 0 ? "values" : "indices";
    }

    @Override
    default boolean differentiable(int k) {
        return k == 0;
    }

    @Override
    default int reads(int i) {
        return RESULT;
    }

    @Override
    default @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
        return g[0] == null
                ? null
                : Tensors.zeros(s.shape(), g[0].dtype())
                        .scatter(dim(), wide(s.result(1), s), wide(g[0], s));
    }

    @Override
    default @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
        if (t[0] == null) {
            return new @Nullable Tensor[2];
        }
        Tensor picked = t[0].gather(dim(), wide(s.result(1), s));
        return new @Nullable Tensor[] {gone(s) ? picked.squeeze(dim()) : picked, null};
    }

    private Tensor wide(Tensor t, Saved s) {
        return gone(s) ? t.unsqueeze(Dims.wrap(dim(), s.shape().length)) : t;
    }

    private boolean gone(Saved s) {
        return !keepdim() && s.shape().length > 0;
    }
}
