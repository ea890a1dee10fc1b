package jgrad.autograd;

import jgrad.Tensor;
import jgrad.func.Fn3;

import org.jspecify.annotations.Nullable;

/// A user's operation of three tensors with one result; see [FunctionN]. It is an [Fn3] with a
/// gradient of its own.
public interface Function3 extends FunctionN, Fn3 {
    Tensor forward(Context ctx, Tensor x, Tensor y, Tensor z);

    /// @param g the gradient of the result
    /// @return the gradients of the three inputs, null for none: `new Gradients(...)`
    Gradients backward(Context ctx, Tensor g);

    /// Applies the operation.
    @Override
    default Tensor apply(Tensor x, Tensor y, Tensor z) {
        return applyAll(x, y, z)[0];
    }

    @Override
    default @Nullable Tensor[] forwardAll(Context ctx, Tensor[] inputs) {
        return new @Nullable Tensor[] {forward(ctx, inputs[0], inputs[1], inputs[2])};
    }

    @Override
    default @Nullable Tensor[] backwardAll(Context ctx, @Nullable Tensor[] gradOutputs) {
        Tensor g = gradOutputs[0];
        return g == null
                ? new @Nullable Tensor[ctx.inputCount()]
                : backward(ctx, g).toArray(new @Nullable Tensor[0]);
    }
}
