package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

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
                + " make it an output: ";

    private static final Tensor[] NONE = {};

    private final FunctionNode node;
    private final SavedTensor[] inputs;

    /// What is kept, intermediates in their place in the graph, while a recorded backward pass
    /// runs.
    private @Nullable Kept attached;

    private Intermediates(FunctionNode node, SavedTensor[] inputs) {
        this.node = node;
        this.inputs = inputs;
    }

    /// What a forward pass keeps: tensors it saved, and what it put, by name.
    record Kept(@Nullable Tensor[] saved, Map<String, Object> put) {
        Kept mapped(UnaryOperator<Tensor> f) {
            @Nullable Tensor[] tensors = saved.clone();
            for (int i = 0; i < tensors.length; i++) {
                Tensor t = tensors[i];
                tensors[i] = t == null ? null : f.apply(t);
            }
            Map<String, Object> values = put;
            if (!put.isEmpty()) {
                values = new HashMap<>(put);
                values.replaceAll((_, value) -> value instanceof Tensor t ? f.apply(t) : value);
            }
            return new Kept(tensors, values);
        }

        boolean hasIntermediates(FunctionNode node, Tensor[] inputs, Tensor[] outputs) {
            for (Tensor t : saved) {
                if (t != null && isIntermediate(t, node, inputs, outputs)) {
                    return true;
                }
            }
            for (Object value : put.values()) {
                if (value instanceof Tensor t && isIntermediate(t, node, inputs, outputs)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Null if everything kept is an input, an output, or cannot carry a gradient.
    static @Nullable Intermediates of(
            FunctionNode node, Kept kept, Tensor[] inputs, Tensor[] outputs, State state) {
        if (!kept.hasIntermediates(node, inputs, outputs)) {
            return null;
        }
        var own = new SavedTensor[inputs.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = SavedTensor.of(inputs[i], state);
        }
        return new Intermediates(node, own);
    }

    private static boolean isIntermediate(
            Tensor t, FunctionNode node, Tensor[] inputs, Tensor[] outputs) {
        return t.dtype().isFloating()
                && t.gradFn != node
                && !Arrays.asList(inputs).contains(t)
                && !Arrays.asList(outputs).contains(t);
    }

    /// Whether derivatives are asked of what the backward pass makes of the kept tensors.
    boolean wanted(State state) {
        boolean wanted = state.gradEnabled;
        for (SavedTensor input : inputs) {
            Tensor t = input.peek();
            wanted |= t == null || t.lifted != null;
        }
        return wanted;
    }

    void attach(Kept kept) {
        var own = new Tensor[inputs.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = Levels.alive(inputs[i].unpack(node, "input " + i));
        }
        attached = placed(node, kept, own, NONE);
    }

    @Nullable Kept attached() {
        return attached;
    }

    void detach() {
        attached = null;
    }

    /// What is kept, with intermediates in their place in the graph, or with their tangents.
    static Kept placed(FunctionNode node, Kept kept, Tensor[] inputs, Tensor[] outputs) {
        if (!kept.hasIntermediates(node, inputs, outputs)) {
            return kept;
        }
        Kept again =
                node.dirty.isEmpty()
                        ? node.keptAgain(inputs)
                        : new Kept(new @Nullable Tensor[0], Map.of());
        @Nullable Tensor[] saved = kept.saved.clone();
        for (int i = 0; i < saved.length; i++) {
            Tensor t = saved[i];
            if (t != null && isIntermediate(t, node, inputs, outputs)) {
                Tensor repeated = i < again.saved.length ? again.saved[i] : null;
                saved[i] = placed(node, "saved tensor " + i, t, repeated, inputs);
            }
        }
        var put = new HashMap<>(kept.put);
        kept.put.forEach((key, value) -> {
            if (value instanceof Tensor t && isIntermediate(t, node, inputs, outputs)) {
                Tensor repeated = again.put.get(key) instanceof Tensor r ? r : null;
                put.put(key, placed(node, "'" + key + "'", t, repeated, inputs));
            }
        });
        return new Kept(saved, put);
    }

    private static Tensor placed(
            FunctionNode node, String slot, Tensor t, @Nullable Tensor repeated, Tensor[] inputs) {
        if (repeated != null && same(t, repeated)) {
            return repeated.requiresGrad() || repeated.lifted != null ? repeated : t;
        }
        String lost = LOST + slot + " of " + node.name() + node.madeAt();
        boolean lifted = false;
        for (Tensor input : inputs) {
            lifted |= input.lifted != null;
            if (input.lifted != null && input.lifted.level() instanceof DualLevel) {
                throw new IllegalStateException(lost + Place.suffix());
            }
        }
        if (t.requiresGrad() && !lifted) {
            return t; // it brings a history of its own
        }
        Tensor alias = t.alias();
        alias.attach(new ErrorNode(lost, t, edges(inputs)), 0);
        return alias;
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
                && sameElements(bare(a), bare(b));
    }

    /// Below all transforms, where a tangent is not seen.
    private static Tensor bare(Tensor t) {
        Tensor bare = t;
        while (bare.lifted != null) {
            bare = bare.lifted.value();
        }
        return bare;
    }

    /// True also of batches that lie differently, which have no single value to compare.
    private static boolean sameElements(Tensor a, Tensor b) {
        return !Arrays.equals(a.layout().shape(), b.layout().shape())
                || Arrays.equals(a.detach().toDoubleArray(), b.detach().toDoubleArray());
    }

    void free() {
        for (SavedTensor input : inputs) {
            input.free();
        }
    }
}
