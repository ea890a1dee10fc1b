package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;

import org.jspecify.annotations.Nullable;

/// `y_i = f(a_i, b_i)` with broadcasting: the engine sums gradients back to the shape of each
/// operand. What the formulas read is said by [SelfBy] and [OtherBy].
interface Pairwise extends BinaryOp {
    @Override
    default boolean promotes() {
        return true;
    }

    /// The shape of the result of the first `n` inputs.
    static int[] broadcast(Saved s, int n) {
        int[] shape = s.shape(0);
        for (int i = 1; i < n; i++) {
            shape = Each.broadcastShape(shape, s.shape(i));
        }
        return shape;
    }

    @Override
    default @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
        Tensor ofSelf = tSelf == null ? null : gradSelf(tSelf, s);
        Tensor ofOther = tOther == null ? null : gradOther(tOther, s);
        Tensor sum = Laws.add(ofSelf, ofOther);
        return sum == null ? null : Fitting.broadcastTo(sum, broadcast(s, 2));
    }

    @Override
    default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
        Tensor[] aligned = Batching.align(inputs, dims);
        return new Tensor[] {Ops.apply(this, aligned[0], aligned[1])};
    }

    /// Both formulas read both operands.
    interface OfBoth extends Pairwise, SelfBy.Both, OtherBy.Both {}

    /// A step function of either: no gradient flows, as from comparisons.
    interface Undifferentiable extends Pairwise, SelfBy.Nothing, OtherBy.Nothing {
        @Override
        default boolean differentiable(int k) {
            return false;
        }

        @Override
        default @Nullable Tensor slopeSelf(Tensor g) {
            return null;
        }

        @Override
        default @Nullable Tensor slopeOther(Tensor g) {
            return null;
        }
    }

    /// The derivative of an elementwise function as an operation of its own, where PyTorch has one
    /// (`tanh_backward`): linear in the incoming gradient, which is `self`; `other` is what the
    /// function's slope is written with.
    interface Backward extends Pairwise, SelfBy.Other, OtherBy.Both, OfGradient {
        @Override
        default Tensor slopeSelf(Tensor g, Tensor other) {
            return Ops.apply(this, g, other);
        }
    }

    /// The same where the slope is piecewise constant, so that the second derivative is 0.
    interface StepBackward extends Pairwise, SelfBy.Other, OtherBy.Zero, OfGradient {
        @Override
        default Tensor slopeSelf(Tensor g, Tensor other) {
            return Ops.apply(this, g, other);
        }
    }

    /// Names of the operands of a `_backward` operation.
    interface OfGradient extends BinaryOp {
        @Override
        default String inputName(int i) {
            return i == 0 ? "grad_output" : readsOf();
        }

        /// What the slope is written with: `self` or `output`
        default String readsOf() {
            return "self";
        }
    }

    /// `y_i = f(a_i, b_i, c_i)` with broadcasting.
    interface OfThree extends NaryOp {
        @Override
        default boolean promotes() {
            return true;
        }

        @Override
        default @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            for (int i = 0; i < 3; i++) {
                sum = t[i] == null ? sum : Laws.add(sum, grad(i, t[i], s));
            }
            return sum == null ? null : Fitting.broadcastTo(sum, broadcast(s, 3));
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }
}
