package jgrad.ops;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// An operation of any number of tensors with one result.
public non-sealed interface NaryOp extends Op {
    Tensor forward(Tensor[] inputs);

    @Nullable Tensor grad(int i, Tensor g, Saved s);

    /// The directional derivative; null tangents are zero, and not all of them are null.
    @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s);

    @Override
    default Tensor[] run(Tensor[] inputs) {
        return new Tensor[] {forward(inputs)};
    }

    @Override
    default @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
        return g[0] == null ? null : grad(i, g[0], s);
    }

    @Override
    default @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
        return new @Nullable Tensor[] {tangent(t, s)};
    }
}
