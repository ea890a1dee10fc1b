package jgrad.ops;

import jgrad.Tensor;
import jgrad.kernels.functions.Compare;

/// Comparisons and logic: bool tensors, which carry no gradient.
public sealed interface Comparisons extends Op {

    /// One comparison of two tensors, elementwise.
    enum Comparison implements Comparisons, Pairwise.Undifferentiable {
        EQ(Compare.EQ),
        NE(Compare.NE),
        LT(Compare.LT),
        LE(Compare.LE),
        GT(Compare.GT),
        GE(Compare.GE),
        LOGICAL_AND(Compare.LOGICAL_AND),
        LOGICAL_OR(Compare.LOGICAL_OR),
        LOGICAL_XOR(Compare.LOGICAL_XOR);

        private final Compare kernel;

        Comparison(Compare kernel) {
            this.kernel = kernel;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.compare(kernel, self, other);
        }
    }
}
