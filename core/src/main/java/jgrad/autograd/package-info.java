/// Gradients: backward passes, the graph they walk, modes, hooks, and operations of one's own.
///
/// [Autograd] is the entry; [Node] and [Edge] are the graph as a user may look at it; [Function]
/// makes an operation with a derivative of its own; [GradCheck] compares derivatives with
/// differences; [ForwardAD] is forward mode by hand; [Derivatives] has Jacobians and Hessians.
/// Torch: `torch.autograd`.
@NullMarked
package jgrad.autograd;

import org.jspecify.annotations.NullMarked;
