package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Function;

import org.jspecify.annotations.Nullable;

/// Applies users' operations: the other half of the waist.
public final class Functions {
    private Functions() {}

    public static Tensor[] apply(Function function, Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.lifted != null) {
                return Levels.applyFunction(function, inputs);
            }
        }
        return applyPlain(function, inputs).outputs();
    }

    /// What came out, and the node, which holds what was saved.
    record Applied(Tensor[] outputs, FunctionNode node, @Nullable Tensor[] saved) {}

    static Applied applyPlain(Function function, Tensor... inputs) {
        State state = State.current();
        var node = new FunctionNode(function, inputs, state);
        boolean recording = state.setGradEnabled(false);
        @Nullable Tensor[] raw;
        try {
            raw = function.forwardAll(node, inputs);
        } finally {
            state.setGradEnabled(recording);
        }
        @Nullable Tensor[] saved =
                node.toSave == null ? new @Nullable Tensor[0] : node.toSave.clone();
        boolean requires = false;
        for (Tensor input : inputs) {
            requires |= input.requiresGrad();
        }
        Tensor[] outputs = finish(node, inputs, raw, recording && requires, state);
        for (int k = 0; k < outputs.length; k++) {
            for (int i = 0; i < saved.length; i++) {
                if (saved[i] != null && saved[i] == raw[k]) {
                    saved[i] = outputs[k];
                }
            }
        }
        return new Applied(outputs, node, saved);
    }

    private static Tensor[] finish(
            FunctionNode node,
            Tensor[] inputs,
            @Nullable Tensor[] raw,
            boolean recording,
            State state) {
        for (Tensor dirty : node.dirty) {
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
                attach(node, outputs[k], k);
            }
            replaceSaved(node, raw, outputs);
            node.save(state);
            Ops.created(node, state);
        }
        return outputs;
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
        boolean isDirty = node.dirty.stream().anyMatch(t -> t == out);
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

    private static void attach(FunctionNode node, Tensor out, int k) {
        boolean differentiable =
                out.dtype().isFloating()
                        && node.nonDifferentiable.stream()
                                .noneMatch(t -> t == out || t.storage() == out.storage());
        if (!differentiable) {
            return;
        }
        if (out.view != null && node.dirty.stream().anyMatch(t -> t == out)) {
            InPlace.rebase(out, node);
            return;
        }
        out.attach(node, k);
        if (out.view != null) {
            out.view.version = out.storage().version();
        }
    }

    private static void replaceSaved(FunctionNode node, @Nullable Tensor[] raw, Tensor[] outputs) {
        @Nullable Tensor[] saved = node.toSave;
        if (saved == null) {
            return;
        }
        for (int i = 0; i < saved.length; i++) {
            for (int k = 0; k < raw.length; k++) {
                if (saved[i] != null && saved[i] == raw[k]) {
                    saved[i] = outputs[k];
                }
            }
        }
    }
}
