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

    /// What hooks made of the tensor; then `tensor` is null. Both are null once freed.
    private @Nullable Packed packed;

    /// @param stand where the tensor stands in graphs and among transforms; hooks see its elements
    private record Packed(SavedTensorHooks hooks, Object value, Stand stand) {}

    private SavedTensor(Tensor tensor, @Nullable GraphNode gradFn, int outputNr) {
        this.tensor = tensor;
        this.version = tensor.storage().version();
        this.gradFn = gradFn;
        this.outputNr = outputNr;
    }

    static SavedTensor of(Tensor tensor, State state) {
        GraphNode current = tensor.gradFnNow();
        // the history of a tensor one level down comes with that tensor
        GraphNode own = tensor.gradFn == null ? null : current;
        var saved = new SavedTensor(tensor, own, tensor.outputNr);
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
        Tensor original = java.util.Objects.requireNonNull(tensor);
        Stand stand = Stand.of(original);
        State state = State.current();
        PackScope outer = state.savedHooks;
        boolean grad = state.setGradEnabled(false);
        state.savedHooks = outer == null ? null : outer.outer();
        Object result;
        try {
            result = pair.pack(Stand.bare(original));
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
        packed = new Packed(pair, result, stand);
        tensor = null;
    }

    boolean isFreed() {
        return tensor == null && packed == null;
    }

    /// The tensor itself, without a check, for pictures; null if packed or freed.
    @Nullable Tensor peek() {
        return tensor;
    }

    void free() {
        tensor = null;
        packed = null;
    }

    /// The tensor, in the place of the graph where it was saved.
    Tensor unpack(GraphNode owner, String slot) {
        Tensor saved = tensor;
        if (saved == null) {
            return unpackHooked(owner, slot);
        }
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

    private Tensor unpackHooked(GraphNode owner, String slot) {
        Packed from = packed;
        if (from == null) {
            throw Messages.freed(owner, slot);
        }
        State state = State.current();
        PackScope scope = state.savedHooks;
        state.savedHooks = null;
        Tensor result;
        try {
            result = from.hooks.unpack(from.value);
        } finally {
            state.savedHooks = scope;
        }
        if (result == null) {
            throw new IllegalStateException(
                    "unpack hook of " + owner.name() + " returned null; it must return a tensor");
        }
        Tensor whole = from.stand.raise(result);
        if (gradFn != null) {
            whole.attach(gradFn, outputNr);
        }
        return whole;
    }
}
