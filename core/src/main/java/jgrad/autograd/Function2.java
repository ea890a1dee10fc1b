package jgrad.autograd;

import jgrad.Tensor;
import jgrad.func.Fn2;

import org.jspecify.annotations.Nullable;

/// A user's operation of two tensors with one result; see [FunctionN]. It is an [Fn2] with a
/// gradient of its own.
public interface Function2 extends FunctionN, Fn2 {
    Tensor forward(Context ctx, Tensor x, Tensor y);

    /// @param g the gradient of the result
    /// @return the gradients of the two inputs, null for none: `new Gradients(...)`
    Gradients backward(Context ctx, Tensor g);

    /// Applies the operation.
    @Override
    default Tensor apply(Tensor x, Tensor y) {
        return applyAll(x, y)[0];
    }

    @Override
    default @Nullable Tensor[] forwardAll(Context ctx, Tensor[] inputs) {
        return new @Nullable Tensor[] {forward(ctx, inputs[0], inputs[1])};
    }

    @Override
    default @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] gradOutputs) {
        Tensor g = gradOutputs[0];
        return g == null
                ? new @Nullable Tensor[ctx.inputCount()]
                : backward(ctx, g).toArray(new @Nullable Tensor[0]);
    }
}
