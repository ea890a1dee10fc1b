package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What a user's forward pass saved that is neither input nor output: values computed on the way.
///
/// Note [Saved intermediates]: forward runs unrecorded, so such a value has no place in the graph,
/// and a backward pass that is itself recorded would take it for a constant: the second derivative
/// would be wrong without a word. So the inputs are kept along with it, and for a recorded backward
/// pass forward is run once more, recorded. A value that comes out the same then brings its place
/// in the graph; one that comes out different (a random mask) cannot, and gives an error to whoever
/// differentiates by it.
final class Intermediates {
    private static final String LOST =
            "the second derivative needs how a saved intermediate was computed, but forward gave"
                + " another value when it was run again. Save what it is computed from instead, or"
                + " make it an output: saved tensor ";

    private final FunctionNode node;
    private final SavedTensor[] inputs;
    private final boolean repeatable;

    /// The saved tensors, intermediates in their place in the graph, while a recorded backward pass
    /// runs.
    @Nullable Tensor @Nullable [] attached;

    private Intermediates(FunctionNode node, SavedTensor[] inputs, boolean repeatable) {
        this.node = node;
        this.inputs = inputs;
        this.repeatable = repeatable;
    }

    /// Null if everything saved is an input, an output, or cannot carry a gradient.
    static @Nullable Intermediates of(
            FunctionNode node, @Nullable Tensor[] saved, Tensor[] inputs, State state) {
        for (Tensor t : saved) {
            if (t != null && isIntermediate(t, node, inputs)) {
                var kept = new SavedTensor[inputs.length];
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = SavedTensor.of(inputs[i], state);
                }
                return new Intermediates(node, kept, node.dirty.isEmpty());
            }
        }
        return null;
    }

    private static boolean isIntermediate(Tensor t, FunctionNode node, Tensor[] inputs) {
        return t.dtype().isFloating() && t.gradFn != node && !Arrays.asList(inputs).contains(t);
    }

    /// Puts intermediates in their place in the graph.
    void attach(@Nullable Tensor[] saved) {
        var own = new Tensor[inputs.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = Levels.alive(inputs[i].unpack(node, "input " + i));
        }
        @Nullable Tensor[] again =
                repeatable ? node.savedAgain(own) : new @Nullable Tensor[saved.length];
        @Nullable Tensor[] out = saved.clone();
        for (int i = 0; i < out.length; i++) {
            Tensor t = saved[i];
            if (t == null || !isIntermediate(t, node, own) || t.requiresGrad()) {
                continue;
            }
            Tensor repeated = i < again.length ? again[i] : null;
            if (repeated == null || !same(t, repeated)) {
                Tensor lost = t.alias();
                lost.attach(
                        new ErrorNode(
                                LOST + i + " of " + node.name() + node.madeAt(), t, edges(own)),
                        0);
                out[i] = lost;
            } else if (repeated.requiresGrad() || repeated.lifted != null) {
                out[i] = repeated;
            }
        }
        attached = out;
    }

    void detach() {
        attached = null;
    }

    /// The error stands where the value came from, so that whoever differentiates by an input comes
    /// by.
    private static @Nullable Edge[] edges(Tensor[] inputs) {
        @Nullable Edge[] edges = new @Nullable Edge[inputs.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = inputs[i].edge();
        }
        return edges;
    }

    private static boolean same(Tensor a, Tensor b) {
        return a.dtype() == b.dtype()
                && Arrays.equals(a.layout().shape(), b.layout().shape())
                // a batch has no single value to compare, and a dual's tangent is what is wanted
                && (a.lifted != null
                        || b.lifted != null
                        || Arrays.equals(a.toDoubleArray(), b.toDoubleArray()));
    }

    void free() {
        for (SavedTensor input : inputs) {
            input.free();
        }
    }
}
