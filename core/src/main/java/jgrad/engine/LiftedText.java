package jgrad.engine;

import jgrad.Tensor;

/// How tensors are written, for the levels, which know what to write.
public interface LiftedText {
    /// A tensor one level down.
    String of(Tensor t);

    /// A tensor with its tangent behind it.
    String dual(Tensor primal, Tensor tangent);
}
