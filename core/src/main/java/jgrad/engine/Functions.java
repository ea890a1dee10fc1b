package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Applies users' operations: the other half of the waist.
public final class Functions {
    private Functions() {}

    public static Tensor[] apply(FunctionN function, Tensor... inputs) {
        if (Ops.anyLifted(inputs)) {
            return Levels.applyFunction(function, inputs, new boolean[inputs.length]).outputs();
        }
        State state = State.current();
        var node = new FunctionNode(function, inputs, null, state);
        @Nullable Tensor[] raw = forward(node, inputs, state);
        return finish(node, inputs, raw, state.gradEnabled && node.hasEdges(), state);
    }

    /// What came out, and what levels above need to make a node of their own.
    ///
    /// @param node the context, in which the rules of the function find what it kept
    /// @param raw what `forward` returned
    /// @param inputs what it was given
    /// @param kept what it saved and put, outputs in their final form
    /// @param asked whether a level further in will ask for derivatives
    record Applied(
            Tensor[] outputs,
            FunctionNode node,
            Tensor[] inputs,
            @Nullable Tensor[] raw,
            Intermediates.Kept kept,
            boolean asked) {

        /// The input that was returned as output `k`; -1 if that is something new.
        int returned(int k) {
            for (int i = 0; i < inputs.length; i++) {
                if (raw[k] == inputs[i]) {
                    return i;
                }
            }
            return -1;
        }

        boolean isDirty(int input) {
            return contains(node.dirty, inputs[input]);
        }

        boolean isDifferentiable(int k) {
            return outputs[k].dtype().isFloating() && !contains(node.nonDifferentiable, raw[k]);
        }
    }

    /// Applies one level down from where `needed` gradients will be asked for.
    static Applied applied(FunctionN function, Tensor[] inputs, boolean[] needed) {
        return Ops.anyLifted(inputs)
                ? Levels.applyFunction(function, inputs, needed)
                : applyPlain(function, inputs, needed);
    }

    static Applied applyPlain(FunctionN function, Tensor[] inputs, boolean[] needed) {
        State state = State.current();
        var node = new FunctionNode(function, inputs, needed, state);
        @Nullable Tensor[] raw = forward(node, inputs, state);
        return complete(node, inputs, raw, state.gradEnabled && node.hasEdges(), needed, state);
    }

    /// Makes the node that of its outputs, and gives levels further in what they need.
    static Applied complete(
            FunctionNode node,
            Tensor[] inputs,
            @Nullable Tensor[] raw,
            boolean recording,
            boolean[] needed,
            State state) {
        Intermediates.Kept kept = node.kept();
        Tensor[] outputs = finish(node, inputs, raw, recording, state);
        kept = replaced(kept, raw, outputs);
        boolean differentiated = recording;
        boolean asked = false;
        for (int i = 0; i < inputs.length; i++) {
            differentiated |= inputs[i].lifted != null;
            asked |= needed[i];
        }
        if (asked && differentiated) {
            kept = Intermediates.placed(node, kept, inputs, outputs);
        }
        var context = asked ? node.raised(inputs, needed, kept, state) : node;
        context.dirty = node.dirty;
        context.nonDifferentiable = node.nonDifferentiable;
        return new Applied(outputs, context, inputs, raw, kept, asked);
    }

    private static @Nullable Tensor[] forward(FunctionNode node, Tensor[] inputs, State state) {
        boolean recording = state.setGradEnabled(false);
        try {
            return node.function.forwardAll(node, inputs);
        } finally {
            state.setGradEnabled(recording);
        }
    }

    static Tensor[] finish(
            FunctionNode node,
            Tensor[] inputs,
            @Nullable Tensor[] raw,
            boolean recording,
            State state) {
        for (Tensor dirty : node.dirty) {
            if (!contains(inputs, dirty)) {
                throw new IllegalStateException(
                        node.name()
                                + ": markDirty was given a tensor that is no input of the function."
                                + " Only inputs are to be marked; what forward made itself may be"
                                + " written to freely."
                                + Place.suffix());
            }
            if (!contains(raw, dirty)) {
                throw new IllegalStateException(
                        "Some elements marked as dirty during the forward method were not returned"
                            + " as output. The inputs that are modified inplace must all be outputs"
                            + " of the Function: "
                                + node.name()
                                + Place.suffix());
            }
            if (recording && dirty.requiresGrad() && dirty.isLeaf()) {
                throw new IllegalStateException(
                        "a leaf Variable that requires grad has been used in an in-place operation."
                                + Place.suffix());
            }
        }
        var outputs = new Tensor[raw.length];
        for (int k = 0; k < raw.length; k++) {
            outputs[k] = placed(node, inputs, raw[k], k, recording);
        }
        node.outputs(outputs);
        if (recording) {
            for (int k = 0; k < outputs.length; k++) {
                attach(node, outputs[k], raw[k], k);
            }
            node.keep(replaced(node.kept(), raw, outputs));
            node.save(inputs, outputs, state);
            Ops.created(node, state);
        }
        return outputs;
    }

    private static boolean contains(List<Tensor> tensors, @Nullable Tensor wanted) {
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(@Nullable Tensor[] tensors, Tensor wanted) {
        for (Tensor t : tensors) {
            if (t == wanted) {
                return true;
            }
        }
        return false;
    }

    /// An input that is returned unchanged becomes a view of it, whose gradient still passes the
    /// user's backward.
    private static Tensor placed(
            FunctionNode node, Tensor[] inputs, @Nullable Tensor out, int k, boolean recording) {
        if (out == null) {
            throw new IllegalStateException(
                    node.function.name()
                            + ".forward returned null as output "
                            + k
                            + "; it must return tensors"
                            + Place.suffix());
        }
        boolean isInput = contains(inputs, out);
        boolean isDirty = contains(node.dirty, out);
        if (isInput && !isDirty) {
            Tensor alias = out.alias();
            View.track(out, alias, View.Origin.FUNCTION);
            return alias;
        }
        if (out.view != null && !isDirty) {
            out.view = new View(out.view.base, View.Origin.FUNCTION, out.view.version);
        }
        return !isDirty && out.requiresGrad() && recording ? out.alias() : out;
    }

    private static void attach(FunctionNode node, Tensor out, @Nullable Tensor raw, int k) {
        boolean differentiable = out.dtype().isFloating() && !contains(node.nonDifferentiable, raw);
        if (!differentiable) {
            return;
        }
        if (out.view != null && contains(node.dirty, out)) {
            InPlace.rebase(out, node);
            return;
        }
        out.attach(node, k);
        if (out.view != null) {
            out.view.version = out.storage().version();
        }
    }

    private static Intermediates.Kept replaced(
            Intermediates.Kept kept, @Nullable Tensor[] raw, Tensor[] outputs) {
        return kept.mapped(t -> {
            for (int k = 0; k < raw.length; k++) {
                if (t == raw[k]) {
                    return outputs[k];
                }
            }
            return t;
        });
    }
}
