package jgrad.func;

import jgrad.Tensor;

/// A tensor as a function of three tensors.
@FunctionalInterface
public interface Fn3 {
    Tensor apply(Tensor x, Tensor y, Tensor z);
}
