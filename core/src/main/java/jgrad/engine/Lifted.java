package jgrad.engine;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// What makes a tensor belong to a transform: the level, and the tensor one level down.
///
/// @param tangent forward mode: the directional derivative; null for zero
/// @param dim vmap: the dimension of `value` that the function does not see
record Lifted(Level level, Tensor value, @Nullable Tensor tangent, int dim) {}
