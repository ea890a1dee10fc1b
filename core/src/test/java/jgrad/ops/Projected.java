package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

/// An operation on symmetric or triangular matrices as a function of all matrices: one input is
/// projected first. So its elements can be varied one by one.
record Projected(Op op, int input, Kind kind) implements MultiOp {
    enum Kind {
        SYMMETRIC,
        UPPER,
        LOWER
    }

    private Tensor project(Tensor t) {
        return switch (kind) {
            case SYMMETRIC -> t.add(t.mT());
            case UPPER -> t.triu();
            case LOWER -> t.tril();
        };
    }

    @Override
    public String torchName() {
        return op.torchName();
    }

    @Override
    public Tensor[] run(Tensor[] inputs) {
        Tensor[] projected = inputs.clone();
        projected[input] = project(inputs[input].detach());
        return op.run(projected);
    }

    @Override
    public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
        Tensor grad = op.grad(i, g, new Inner(s));
        return grad == null || i != input ? grad : project(grad); // its own adjoint
    }

    @Override
    public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
        @Nullable Tensor[] projected = t.clone();
        Tensor given = t[input];
        projected[input] = given == null ? null : project(given);
        return op.jvp(projected, new Inner(s));
    }

    @Override
    public int reads(int i) {
        return op.reads(i);
    }

    @Override
    public int edges(int inputs) {
        return op.edges(inputs);
    }

    @Override
    public boolean differentiable(int k) {
        return op.differentiable(k);
    }

    @Override
    public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
        Tensor[] projected = inputs.clone();
        if (dims[input] == 0 || dims[input] < 0) {
            projected[input] = project(inputs[input]);
            return op.batch(projected, dims, size);
        }
        return null;
    }

    private final class Inner implements Saved {
        private final Saved outer;

        Inner(Saved outer) {
            this.outer = outer;
        }

        @Override
        public Tensor input(int i) {
            return i == input ? project(outer.input(i)) : outer.input(i);
        }

        @Override
        public Tensor result(int k) {
            return outer.result(k);
        }

        @Override
        public int[] shape(int i) {
            return outer.shape(i);
        }

        @Override
        public DType dtype(int i) {
            return outer.dtype(i);
        }

        @Override
        public Layout layout(int i) {
            return outer.layout(i);
        }

        @Override
        public int inputs() {
            return outer.inputs();
        }
    }
}
