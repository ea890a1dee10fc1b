package jgrad.nn;

import jgrad.Tensor;

/// Tensors that are to be learned: leaves that require gradients and print as parameters.
///
/// Torch: `torch.nn.Parameter`.
public final class Parameter {
    private Parameter() {}

    /// The elements of `data` as a parameter of its own.
    public static Tensor of(Tensor data) {
        return data.detach().asParameter();
    }

    public static boolean is(Tensor tensor) {
        return tensor.isParameter();
    }
}
