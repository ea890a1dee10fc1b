package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// A user's operation of three tensors with one result. See [Function].
public interface Function3 extends Function {
    Tensor forward(Context ctx, Tensor x, Tensor y, Tensor z);

    /// @param g the gradient of the result
    /// @return the gradients of the three inputs, null for none: `new Gradients(...)`
    Gradients backward(Context ctx, Tensor g);

    /// Applies the operation.
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
