package jgrad.ops;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// An operation of two tensors with one result.
public non-sealed interface BinaryOp extends Op {
    Tensor forward(Tensor self, Tensor other);

    @Nullable Tensor gradSelf(Tensor g, Saved s);

    @Nullable Tensor gradOther(Tensor g, Saved s);

    /// The directional derivative; a null tangent is zero, and not both are null.
    @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s);

    int readsForSelf();

    int readsForOther();

    @Override
    default int reads(int i) {
        return i == 0 ? readsForSelf() : readsForOther();
    }

    @Override
    default Tensor[] run(Tensor[] inputs) {
        return new Tensor[] {forward(inputs[0], inputs[1])};
    }

    @Override
    default @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
        return g[0] == null ? null : i == 0 ? gradSelf(g[0], s) : gradOther(g[0], s);
    }

    @Override
    default @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
        return new @Nullable Tensor[] {jvp(t[0], t[1], s)};
    }
}
