package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.SavedTensorHooks;

import org.jspecify.annotations.Nullable;

/// A tensor kept for the backward pass, with the version that its formula expects to find.
///
/// Note [Saved outputs]: a node may save its own output. That is a cycle of references, which a
/// collector of garbage does not mind, so the very tensor is kept and its place in the graph comes
/// with it.
final class SavedTensor {
    private @Nullable Tensor tensor;
    private final int version;
    private final @Nullable GraphNode gradFn;
    private final int outputNr;
    private boolean freed;

    private @Nullable SavedTensorHooks hooks;
    private @Nullable Object packed;
    private @Nullable AccumulateNode accumulator;

    private SavedTensor(Tensor tensor, @Nullable GraphNode gradFn, int outputNr) {
        this.tensor = tensor;
        this.version = tensor.storage().version();
        this.gradFn = gradFn;
        this.outputNr = outputNr;
    }

    static SavedTensor of(Tensor tensor, State state) {
        var saved = new SavedTensor(tensor, tensor.gradFnNow(), tensor.outputNr);
        if (state.savedHooks != null && !tensor.wrappedNumber) {
            saved.packWith(state.savedHooks.hooks());
        }
        return saved;
    }

    /// Saves what will be output `outputNr` of `gradFn`, although it does not know yet.
    static SavedTensor ofOutput(Tensor tensor, GraphNode gradFn, int outputNr, State state) {
        var saved = new SavedTensor(tensor, gradFn, outputNr);
        if (state.savedHooks != null) {
            saved.packWith(state.savedHooks.hooks());
        }
        return saved;
    }

    /// Packs at once with these hooks, which then belong to this saved tensor.
    void packWith(@Nullable SavedTensorHooks pair) {
        if (pair == null) {
            return;
        }
        if (freed) {
            throw new IllegalStateException(Messages.FREED);
        }
        Tensor original = java.util.Objects.requireNonNull(tensor);
        accumulator = original.requiresGrad && gradFn == null ? original.accumulator() : null;
        State state = State.current();
        PackScope outer = state.savedHooks;
        boolean grad = state.setGradEnabled(false);
        state.savedHooks = outer == null ? null : outer.outer();
        Object result;
        try {
            result = pair.pack(original.alias());
        } finally {
            state.savedHooks = outer;
            state.setGradEnabled(grad);
        }
        if (original.storage().version() != version) {
            throw new IllegalStateException(
                    "A saved tensor pack hook is modifying its input in place. Tensors provided as"
                        + " input to pack hook can not be modified by in-place operations as this"
                        + " can lead to unexpected side-effects. Please open an issue if you need"
                        + " to perform in-place operations on the input to a pack hook.");
        }
        hooks = pair;
        packed = result;
        tensor = null;
    }

    boolean isFreed() {
        return freed;
    }

    /// The tensor itself, without a check, for pictures; null if packed or freed.
    @Nullable Tensor peek() {
        return tensor;
    }

    void free() {
        freed = true;
        tensor = null;
        packed = null;
        hooks = null;
        accumulator = null;
    }

    /// The tensor, in the place of the graph where it was saved.
    Tensor unpack(GraphNode owner, String slot) {
        if (freed) {
            throw Messages.freed(owner, slot);
        }
        if (hooks != null) {
            return unpackHooked(owner);
        }
        Tensor saved = java.util.Objects.requireNonNull(tensor);
        if (saved.storage().version() != version) {
            boolean isOutput = gradFn == owner;
            throw Messages.modified(
                    saved,
                    isOutput ? gradFn : saved.gradFnNow(),
                    isOutput ? outputNr : saved.outputNr(),
                    version,
                    owner,
                    slot);
        }
        if (saved.gradFn == gradFn) {
            return saved;
        }
        Tensor alias =
                saved.alias(); // the tensor moved on (detach_, or a view made again): give it
        // back as it was
        if (gradFn != null) {
            alias.attach(gradFn, outputNr);
        }
        return alias;
    }

    private Tensor unpackHooked(GraphNode owner) {
        State state = State.current();
        PackScope scope = state.savedHooks;
        state.savedHooks = null;
        Tensor result;
        try {
            result =
                    java.util.Objects.requireNonNull(hooks)
                            .unpack(java.util.Objects.requireNonNull(packed));
        } finally {
            state.savedHooks = scope;
        }
        if (result == null) {
            throw new IllegalStateException(
                    "unpack hook of " + owner.name() + " returned null; it must return a tensor");
        }
        Tensor alias = result.alias();
        if (gradFn != null) {
            alias.attach(gradFn, outputNr);
        } else if (accumulator != null) {
            alias.requiresGrad = true;
            alias.accumulator = accumulator;
        }
        return alias;
    }
}
