package jgrad.autograd;

import jgrad.Tensor;

/// The node that stands for a leaf: it adds what arrives to the leaf's `grad`.
///
/// There is one per leaf, and the leaf owns it.
public non-sealed interface AccumulateGrad extends Node {
    /// The leaf.
    Tensor variable();
}
