package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.functions.Compare;

import org.jspecify.annotations.Nullable;

/// Comparisons and logic: bool tensors, which carry no gradient.
public sealed interface Comparisons extends Op {

    /// One comparison of two tensors, elementwise.
    record Comparison(Compare kind, String name) implements Comparisons, BinaryOp {
        public static final Comparison EQ = new Comparison(Compare.EQ, "eq");
        public static final Comparison NE = new Comparison(Compare.NE, "ne");
        public static final Comparison LT = new Comparison(Compare.LT, "lt");
        public static final Comparison LE = new Comparison(Compare.LE, "le");
        public static final Comparison GT = new Comparison(Compare.GT, "gt");
        public static final Comparison GE = new Comparison(Compare.GE, "ge");
        public static final Comparison AND = new Comparison(Compare.LOGICAL_AND, "logical_and");
        public static final Comparison OR = new Comparison(Compare.LOGICAL_OR, "logical_or");
        public static final Comparison XOR = new Comparison(Compare.LOGICAL_XOR, "logical_xor");

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.compare(kind, self, other);
        }

        @Override
        public boolean differentiable(int k) {
            return false;
        }

        @Override
        public @Nullable Tensor gradSelf(Tensor g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor gradOther(Tensor g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return null;
        }

        @Override
        public int readsForSelf() {
            return 0;
        }

        @Override
        public int readsForOther() {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] aligned = Batching.align(inputs, dims);
            return new Tensor[] {Ops.apply(this, aligned[0], aligned[1])};
        }
    }
}
