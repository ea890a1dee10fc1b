package jgrad.func;

import jgrad.Tensor;

/// A tensor as a function of one tensor.
@FunctionalInterface
public interface Fn1 {
    Tensor apply(Tensor x);
}
