package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// Sees the gradient of a tensor whenever it is computed.
@FunctionalInterface
public interface TensorHook {
    /// @return a replacement of the same shape and type, or null to leave the gradient as it is
    @Nullable Tensor apply(Tensor gradient);
}
