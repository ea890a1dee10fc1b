package jgrad.func;

import jgrad.Tensor;

/// A gradient together with the value of the function.
public record GradAndValue<P>(P grad, Tensor value) {}
