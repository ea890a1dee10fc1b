package jgrad.autograd;

import jgrad.Tensor;
import jgrad.func.Fn1;

import org.jspecify.annotations.Nullable;

/// A user's operation of one tensor with one result; see [FunctionN]. It is an [Fn1] with a
/// gradient of its own.
public interface Function1 extends FunctionN, Fn1 {
    Tensor forward(Context ctx, Tensor x);

    /// @param g the gradient of the result
    /// @return the gradient of `x`
    @Nullable Tensor backward(Context ctx, Tensor g);

    /// Applies the operation.
    @Override
    default Tensor apply(Tensor x) {
        return applyAll(x)[0];
    }

    @Override
    default @Nullable Tensor[] forwardAll(Context ctx, Tensor[] inputs) {
        return new @Nullable Tensor[] {forward(ctx, inputs[0])};
    }

    @Override
    default @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] gradOutputs) {
        Tensor g = gradOutputs[0];
        return new @Nullable Tensor[] {g == null ? null : backward(ctx, g)};
    }
}
