package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// A tensor that a node keeps for its formulas.
///
/// @param name the name by which [Node#saved(String)] knows it
/// @param input which input of the operation it is; -1 for an output, or what a user's function
///   saved
/// @param tensor null if it was freed, or packed by a hook
public record SavedSlot(String name, int input, @Nullable Tensor tensor) {}
