package jgrad.func;

import jgrad.Tensor;

import java.util.List;
import java.util.function.Function;

/// Any number of tensors as a function of any number of tensors. [Fn1], [Fn2] and [Fn3] give one
/// tensor.
@FunctionalInterface
public interface FnN extends Function<List<Tensor>, List<Tensor>> {}
