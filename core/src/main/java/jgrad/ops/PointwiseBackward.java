package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Ternary;

import java.util.Map;

/// Derivatives of functions of each element that are operations themselves, as in PyTorch: linear
/// in the incoming gradient, in one pass over memory.
public sealed interface PointwiseBackward extends Op {

    /// What all rows have: a loop.
    sealed interface Row extends PointwiseBackward, Pairwise.Backward {
        Binary kernel();

        @Override
        default Tensor forward(Tensor self, Tensor other) {
            return Types.binary(kernel(), self, other);
        }
    }

    /// The slope is written with the function's argument `x`.
    enum OfSelf implements Row {
        SILU_BACKWARD(Binary.SILU_BACKWARD);

        private final Binary kernel;

        OfSelf(Binary kernel) {
            this.kernel = kernel;
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            Tensor s = x.sigmoid();
            Tensor bend = s.mul(minus(1, s)); // s'
            return switch (this) {
                case SILU_BACKWARD ->
                        g.mul(grad).mul(bend.mul(plus(x.mul(minus(1, times(2, s))), 2)));
            };
        }

        @Override
        public Binary kernel() {
            return kernel;
        }
    }

    /// The slope is written with the function's result `y`.
    enum OfResult implements Row {
        SIGMOID_BACKWARD(Binary.SIGMOID_BACKWARD),
        TANH_BACKWARD(Binary.TANH_BACKWARD);

        private final Binary kernel;

        OfResult(Binary kernel) {
            this.kernel = kernel;
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor y) {
            return switch (this) {
                case SIGMOID_BACKWARD -> g.mul(grad).mul(plus(times(-2, y), 1));
                case TANH_BACKWARD -> g.mul(times(-2, y).mul(grad));
            };
        }

        @Override
        public String readsOf() {
            return "output";
        }

        @Override
        public Binary kernel() {
            return kernel;
        }
    }

    /// The gradient of silu: one pass, or, where it is to be differentiated itself, written out as
    /// PyTorch does.
    static Tensor silu(Tensor g, Tensor x) {
        if (!Autograd.isGradEnabled()) {
            return Ops.apply(OfSelf.SILU_BACKWARD, g, x);
        }
        Tensor s = x.sigmoid();
        return g.mul(s).mul(plus(x.mul(minus(1, s)), 1));
    }

    /// `grad` where `self` is above the threshold, else 0
    record ThresholdBackward(double threshold) implements PointwiseBackward, Pairwise.StepBackward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            Tensor limit = Each.scalar(threshold, grad.dtype());
            return Each.ternary(
                    Ternary.THRESHOLD_BACKWARD, grad, Types.cast(self, grad.dtype()), limit);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("threshold", threshold);
        }
    }
}
