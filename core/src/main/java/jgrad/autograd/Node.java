package jgrad.autograd;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.GraphNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A step of the recorded graph: it takes the gradients of an operation's outputs and gives those
/// of its inputs.
///
/// Nodes can be walked ([#nextFunctions()]), asked for what they saved ([#saved(String)]) and
/// called by hand ([#apply(Tensor...)]). A node is one object as long as it lives, so `==` tells
/// whether two paths meet.
///
/// Torch: `torch.autograd.graph.Node`.
public sealed interface Node permits AccumulateGrad, GraphNode {
    /// The name PyTorch gives this node, such as `MulBackward0`.
    String name();

    /// One edge per tensor input of the operation, in order; the edge of an input that needs no
    /// gradient is `(None, 0)`.
    List<Edge> nextFunctions();

    /// Calls the node outside the engine: the gradients of its outputs in, the gradients of its
    /// inputs out.
    ///
    /// With gradients enabled the call itself is recorded. Nothing is freed, hooks of the node run.
    ///
    /// @param gradOutputs one per output of the operation; null stands for an undefined gradient
    /// @throws IllegalArgumentException for a wrong number of gradients
    /// @throws IllegalStateException if the saved tensors were freed
    Gradients apply(@Nullable Tensor... gradOutputs);

    /// A value saved for the backward pass: a [Tensor], or a parameter such as `dim`.
    ///
    /// Torch: `node._saved_self`.
    ///
    /// @throws IllegalStateException if it is a tensor and the graph was freed
    /// @throws IllegalArgumentException if nothing was saved under this name
    @Nullable Object saved(String name);

    /// The names that [#saved(String)] knows.
    List<String> savedNames();

    /// What this node keeps for its formulas, as it lies there: nothing is unpacked and no version
    /// is checked. For looking at a graph; [#saved(String)] is for computing.
    List<SavedSlot> savedSlots();

    /// The outputs of the operation that can still be told: those that retain their gradient, and
    /// those that were [named][Tensor#named(String)] and are still in use. A node does not
    /// otherwise know what it computed. An in-place operation may have moved them on since.
    List<Tensor> knownOutputs();

    /// Whether saved tensors were there and are freed.
    boolean isFreed();

    /// A larger number was recorded later, in the same thread; [AccumulateGrad] has the largest.
    long sequenceNr();

    /// The number of outputs of the operation, which is the number of gradients that [#apply]
    /// takes.
    int outputs();

    /// The shape of output `k` of the operation, which is the shape of the gradient that arrives.
    int[] outputShape(int k);

    /// The element type of output `k` of the operation.
    DType outputType(int k);

    /// A place for the user's own notes.
    Map<String, Object> metadata();

    /// Runs `hook` before the node; it may replace the incoming gradients.
    ///
    /// Torch: `node.register_prehook`.
    Handle registerPrehook(NodePreHook hook);

    /// Runs `hook` after the node; it may replace the outgoing gradients.
    ///
    /// Torch: `node.register_hook`.
    Handle registerHook(NodeHook hook);

    /// Whether code of the user hangs on this node or on the tensors it made; `retainGrad` is none.
    boolean hasHooks();
}
