package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Context;
import jgrad.autograd.Edge;
import jgrad.autograd.FunctionN;
import jgrad.autograd.SavedSlot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The node of a user's operation, and the context that its two passes share.
public final class FunctionNode extends RecordedNode implements Context {
    private static final String ONCE =
            "trying to differentiate twice a function that was marked with @once_differentiable";

    private static final @Nullable SavedTensor[] NOTHING = {};
    private static final @Nullable Tensor[] NO_TENSORS = {};

    final FunctionN function;
    private final boolean @Nullable [] neededFurtherIn;

    @Nullable Tensor @Nullable [] toSave;
    List<Tensor> dirty = List.of();
    List<Tensor> nonDifferentiable = List.of();
    private boolean materialize = true;
    private @Nullable Map<String, Object> attributes;

    private @Nullable SavedTensor[] saved = NOTHING;
    private @Nullable Intermediates intermediates;

    /// @param neededFurtherIn inputs that need a gradient at a level further in, if not here
    FunctionNode(
            FunctionN function,
            Tensor[] inputs,
            boolean @Nullable [] neededFurtherIn,
            State state) {
        super(state.sequence++);
        this.function = function;
        this.neededFurtherIn = neededFurtherIn;
        @Nullable Edge[] edges = new @Nullable Edge[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            edges[i] = inputs[i].edge();
        }
        next = edges;
    }

    boolean hasEdges() {
        for (Edge edge : next) {
            if (edge != null) {
                return true;
            }
        }
        return false;
    }

    /// The node of the same application at the next level in, with what it keeps there.
    FunctionNode raised(Tensor[] inputs, boolean[] needed, Intermediates.Kept kept, State state) {
        var node = new FunctionNode(function, inputs, needed, state);
        node.materialize = materialize;
        node.keep(kept);
        return node;
    }

    void keep(Intermediates.Kept kept) {
        toSave = kept.saved().clone();
        attributes = kept.put().isEmpty() ? null : new HashMap<>(kept.put());
    }

    /// What forward keeps, until it is saved for good.
    Intermediates.Kept kept() {
        return new Intermediates.Kept(
                toSave == null ? NO_TENSORS : toSave.clone(),
                attributes == null ? Map.of() : Map.copyOf(attributes));
    }

    /// Saves what `forward` asked for, now that the outputs know their place in the graph.
    void save(Tensor[] inputs, Tensor[] outputs, State state) {
        Intermediates.Kept kept = kept();
        @Nullable Tensor[] tensors = kept.saved();
        toSave = null;
        saved = new @Nullable SavedTensor[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            Tensor t = tensors[i];
            saved[i] =
                    t == null
                            ? null
                            : t.gradFn == this
                                    ? SavedTensor.ofOutput(t, this, t.outputNr, state)
                                    : SavedTensor.of(t, state);
        }
        intermediates = Intermediates.of(this, kept, inputs, outputs, state);
    }

    /// What `forward` keeps when it is run again, recorded.
    Intermediates.Kept keptAgain(Tensor[] inputs) {
        State state = State.current();
        var needed = new boolean[inputs.length];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = needsInputGrad(i);
        }
        var again = new FunctionNode(function, inputs, needed, state);
        boolean recording = state.setGradEnabled(true);
        try {
            function.forwardAll(again, inputs);
        } finally {
            state.setGradEnabled(recording);
        }
        return again.kept();
    }

    // Context

    @Override
    public void saveForBackward(@Nullable Tensor... tensors) {
        if (toSave != null) {
            throw new IllegalStateException(
                    name() + ": saveForBackward was called twice; save all tensors in one call");
        }
        toSave = tensors.clone();
    }

    @Override
    public List<@Nullable Tensor> savedTensors() {
        var list = new ArrayList<@Nullable Tensor>();
        for (int i = 0; i < savedCount(); i++) {
            list.add(read(i));
        }
        return list;
    }

    private int savedCount() {
        return toSave != null ? toSave.length : saved.length;
    }

    private @Nullable Tensor read(int i) {
        if (toSave != null) {
            return toSave[i];
        }
        Intermediates.Kept attached = attached();
        if (attached != null) {
            return attached.saved()[i];
        }
        SavedTensor s = saved[i];
        return s == null ? null : Levels.alive(s.unpack(this, "saved tensor " + i));
    }

    private Intermediates.@Nullable Kept attached() {
        return intermediates == null ? null : intermediates.attached();
    }

    @Override
    public Tensor saved(int i) {
        if (i < 0 || i >= savedCount()) {
            throw new IndexOutOfBoundsException(
                    name() + " saved " + savedCount() + " tensors; there is no saved(" + i + ")");
        }
        return Objects.requireNonNull(read(i), () -> name() + ": saved(" + i + ") is null");
    }

    @Override
    public boolean needsInputGrad(int input) {
        return next[input] != null || neededFurtherIn != null && neededFurtherIn[input];
    }

    @Override
    public int inputCount() {
        return next.length;
    }

    @Override
    public void markDirty(Tensor... inputs) {
        dirty = List.of(inputs);
        for (Tensor input : inputs) {
            input.storage().bumpVersion();
        }
    }

    @Override
    public void markNonDifferentiable(Tensor... outputs) {
        nonDifferentiable = List.of(outputs);
    }

    @Override
    public void setMaterializeGrads(boolean value) {
        materialize = value;
    }

    @Override
    public void put(String key, @Nullable Object value) {
        if (attributes == null) {
            attributes = new HashMap<>();
        }
        if (value == null) {
            attributes.remove(key);
        } else {
            attributes.put(key, value);
        }
    }

    @Override
    public @Nullable Object get(String key) {
        Intermediates.Kept attached = attached();
        return attached != null
                ? attached.put().get(key)
                : attributes == null ? null : attributes.get(key);
    }

    // Node

    @Override
    @Nullable Tensor[] compute(@Nullable Tensor[] g) {
        State state = State.current();
        if (!function.onceDifferentiable()) {
            if (intermediates == null || !intermediates.wanted(state)) {
                return checked(function.backwardAll(this, incoming(g)));
            }
            intermediates.attach(
                    new Intermediates.Kept(
                            savedTensors().toArray(NO_TENSORS),
                            attributes == null ? Map.of() : attributes));
            try {
                return checked(function.backwardAll(this, incoming(g)));
            } finally {
                intermediates.detach();
            }
        }
        boolean recording = state.setGradEnabled(false);
        @Nullable Tensor[] grads;
        try {
            grads = checked(function.backwardAll(this, incoming(g)));
        } finally {
            state.setGradEnabled(recording);
        }
        if (recording) {
            for (int i = 0; i < grads.length; i++) {
                Tensor grad = grads[i];
                if (grad != null) {
                    Tensor alias = grad.alias();
                    alias.attach(
                            new ErrorNode(ONCE + ": " + name() + madeAt(), grad, dependencies(g)),
                            0);
                    grads[i] = alias;
                }
            }
        }
        return grads;
    }

    /// What the gradients depend on: the inputs of the function, and the incoming gradients.
    private @Nullable Edge[] dependencies(@Nullable Tensor[] g) {
        @Nullable Edge[] edges = Arrays.copyOf(next, next.length + g.length);
        for (int k = 0; k < g.length; k++) {
            Tensor t = g[k];
            edges[next.length + k] = t == null ? null : t.edge();
        }
        return edges;
    }

    private @Nullable Tensor[] incoming(@Nullable Tensor[] g) {
        @Nullable Tensor[] grads = g.clone();
        for (int k = 0; k < grads.length; k++) {
            if (grads[k] == null && materialize) {
                grads[k] = Constants.zeros(outputShape(k), outputType(k));
            }
        }
        return grads;
    }

    private @Nullable Tensor[] checked(@Nullable Tensor[] grads) {
        int n = next.length;
        boolean tooMany = false;
        for (int i = n; i < grads.length; i++) {
            tooMany |= grads[i] != null;
        }
        if (tooMany || grads.length < n) {
            throw new IllegalStateException(
                    "function "
                            + name()
                            + " returned an incorrect number of gradients (expected "
                            + n
                            + ", got "
                            + grads.length
                            + ")"
                            + madeAt());
        }
        @Nullable Tensor[] kept = Arrays.copyOf(grads, n);
        for (int i = 0; i < n; i++) {
            if (!needsInputGrad(i)) {
                kept[i] = null;
            }
        }
        return kept;
    }

    @Override
    void free() {
        for (SavedTensor s : saved) {
            if (s != null) {
                s.free();
            }
        }
        if (intermediates != null) {
            intermediates.free();
        }
    }

    @Override
    public List<SavedSlot> savedSlots() {
        var slots = new ArrayList<SavedSlot>();
        for (int i = 0; i < saved.length; i++) {
            SavedTensor s = saved[i];
            if (s != null) {
                slots.add(new SavedSlot("saved(" + i + ")", -1, s.peek()));
            }
        }
        return slots;
    }

    @Override
    public boolean isFreed() {
        for (SavedTensor s : saved) {
            if (s != null) {
                return s.isFreed();
            }
        }
        return false;
    }

    @Override
    public @Nullable Object saved(String key) {
        return key.equals("saved_tensors")
                ? savedTensors()
                : get(key) != null ? get(key) : super.saved(key);
    }

    @Override
    public List<String> savedNames() {
        var names = new ArrayList<String>();
        if (savedCount() > 0) {
            names.add("saved_tensors");
        }
        if (attributes != null) {
            names.addAll(attributes.keySet());
        }
        return names;
    }

    @Override
    public String name() {
        return function.name() + "Backward";
    }

    @Override
    public String toString() {
        return "<torch.autograd.function."
                + name()
                + " object at 0x"
                + Integer.toHexString(System.identityHashCode(this))
                + ">";
    }
}
