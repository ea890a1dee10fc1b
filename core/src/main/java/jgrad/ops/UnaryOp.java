package jgrad.ops;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// An operation of one tensor with one result.
public non-sealed interface UnaryOp extends Op {
    Tensor forward(Tensor self);

    @Nullable Tensor grad(Tensor g, Saved s);

    @Nullable Tensor jvp(Tensor t, Saved s);

    int reads();

    @Override
    default int reads(int i) {
        return reads();
    }

    @Override
    default Tensor[] run(Tensor[] inputs) {
        return new Tensor[] {forward(inputs[0])};
    }

    @Override
    default @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
        return g[0] == null ? null : grad(g[0], s);
    }

    @Override
    default @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
        return new @Nullable Tensor[] {t[0] == null ? null : jvp(t[0], s)};
    }
}
