package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// Hears what happens to the graph in this thread, and in the backward passes that it starts.
public interface GraphListener {
    /// A node was recorded; it is complete.
    default void created(Node node) {}

    /// The engine ran a node.
    default void executed(Node node, Gradients gradOutputs, Gradients gradInputs) {}

    /// A leaf's gradient was added to.
    default void accumulated(Tensor leaf, @Nullable Tensor grad) {}

    /// The saved tensors of a node were given up.
    default void freed(Node node) {}
}
