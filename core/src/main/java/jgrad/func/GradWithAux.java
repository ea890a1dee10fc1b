package jgrad.func;

import jgrad.Tensor;

import java.util.List;

/// A gradient, the value of the function, and what else it returned.
public record GradWithAux<P>(P grad, Tensor value, List<Tensor> aux) {}
