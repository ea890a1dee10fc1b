package jgrad.func;

import jgrad.Tensor;

/// A tensor as a function of two tensors.
@FunctionalInterface
public interface Fn2 {
    Tensor apply(Tensor x, Tensor y);
}
