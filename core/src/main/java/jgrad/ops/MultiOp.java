package jgrad.ops;

/// An operation with several results. Gradients of results that nobody used arrive as null.
public non-sealed interface MultiOp extends Op {}
