package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.autograd.Gradients;
import jgrad.autograd.Handle;
import jgrad.autograd.Node;
import jgrad.autograd.NodeHook;
import jgrad.autograd.NodePreHook;
import jgrad.autograd.SavedSlot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What all nodes share: edges, hooks, and room for the engine's bookkeeping.
public abstract sealed class GraphNode implements Node
        permits RecordedNode, AccumulateNode, CopySlicesNode, ErrorNode {
    static final @Nullable Edge[] NO_EDGES = {};

    final long sequenceNr;

    /// One per input of the operation, null where no gradient is needed.
    @Nullable Edge[] next = NO_EDGES;

    @Nullable NodeHooks hooks;
    private @Nullable Map<String, Object> metadata;

    /// In anomaly mode: the stack of the forward call, and the node that was running then.
    @Nullable Throwable trace;

    @Nullable GraphNode parent;

    // The engine's bookkeeping, valid for the backward call that owns the node: Note [Claimed
    // nodes] in Claims.
    volatile @Nullable Claims owner;
    int dependencies;
    @Nullable Tensor gradient;
    @Nullable Tensor @Nullable [] gradients;
    boolean gradientOwned;
    boolean needed;

    /// The first of the call's inputs whose gradient is taken here; -1 for none.
    int capture;

    int cursor;

    GraphNode(long sequenceNr) {
        this.sequenceNr = sequenceNr;
    }

    static GraphNode of(Edge edge) {
        return (GraphNode) Objects.requireNonNull(edge.node());
    }

    /// The gradients of the inputs, one per edge; null for none, and where the edge is null.
    abstract @Nullable Tensor[] compute(@Nullable Tensor[] gradOutputs);

    /// Gives up saved tensors.
    void free() {}

    @Override
    public boolean isFreed() {
        return false;
    }

    @Override
    public @Nullable Object saved(String name) {
        throw new IllegalArgumentException(
                name() + " saved nothing under the name '" + name + "'; it has " + savedNames());
    }

    @Override
    public List<String> savedNames() {
        return List.of();
    }

    @Override
    public List<SavedSlot> savedSlots() {
        return List.of();
    }

    @Override
    public final List<Tensor> knownOutputs() {
        return hooks == null ? List.of() : hooks.knownOutputs();
    }

    @Override
    public final long sequenceNr() {
        return sequenceNr;
    }

    @Override
    public final List<Edge> nextFunctions() {
        var edges = new ArrayList<Edge>(next.length);
        for (Edge edge : next) {
            edges.add(edge == null ? Edge.NONE : edge);
        }
        return new EdgeTuple(edges);
    }

    @Override
    public Gradients apply(@Nullable Tensor... gradOutputs) {
        if (gradOutputs.length != outputs()) {
            throw new IllegalArgumentException(
                    "expected "
                            + outputs()
                            + " arguments, got "
                            + gradOutputs.length
                            + " instead: "
                            + name()
                            + " takes one gradient per output of its operation."
                            + Place.suffix());
        }
        for (int k = 0; k < gradOutputs.length; k++) {
            Tensor g = gradOutputs[k];
            if (g != null && !Arrays.equals(g.layout().shape(), outputShape(k))) {
                throw new IllegalArgumentException(
                        "Mismatch in shape: grad_output["
                                + k
                                + "] has a shape of "
                                + g.shape()
                                + " and output["
                                + k
                                + "] of "
                                + name()
                                + " has a shape of torch.Size("
                                + Arrays.toString(outputShape(k))
                                + ")."
                                + Place.suffix());
            }
        }
        NodeHooks h = hooks;
        @Nullable Tensor[] grads = gradOutputs.clone();
        if (h != null) {
            grads = h.runPreHooks(grads);
        }
        @Nullable Tensor[] inputs = compute(grads);
        if (h != null) {
            inputs = h.runPostHooks(inputs, grads);
        }
        return new Gradients(inputs);
    }

    NodeHooks hooks() {
        NodeHooks h = hooks;
        if (h == null) {
            hooks = h = new NodeHooks();
        }
        return h;
    }

    @Override
    public final Handle registerPrehook(NodePreHook hook) {
        return hooks().addPreHook(Objects.requireNonNull(hook, "hook"));
    }

    @Override
    public final Handle registerHook(NodeHook hook) {
        return hooks().addPostHook(Objects.requireNonNull(hook, "hook"));
    }

    @Override
    public final boolean hasHooks() {
        return hooks != null && hooks.isUsersCode();
    }

    @Override
    public final Map<String, Object> metadata() {
        Map<String, Object> map = metadata;
        if (map == null) {
            metadata = map = new HashMap<>();
        }
        return map;
    }

    /// As ` (recorded at Train.java:12)`, known in anomaly mode only.
    String madeAt() {
        String place = trace == null ? null : Place.of(trace);
        return place == null ? "" : " (recorded at " + place + ")";
    }

    /// The class name as PyTorch prints it.
    String className() {
        String name = name();
        return name.substring(name.lastIndexOf(':') + 1);
    }

    @Override
    public String toString() {
        return "<"
                + className()
                + " object at 0x"
                + Integer.toHexString(System.identityHashCode(this))
                + ">";
    }

    /// Edges that print as Python's tuple of tuples.
    private static final class EdgeTuple extends java.util.AbstractList<Edge> {
        private final List<Edge> edges;

        EdgeTuple(List<Edge> edges) {
            this.edges = edges;
        }

        @Override
        public Edge get(int i) {
            return edges.get(i);
        }

        @Override
        public int size() {
            return edges.size();
        }

        @Override
        public String toString() {
            var text = new StringBuilder("(");
            for (int i = 0; i < edges.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(edges.get(i));
            }
            return text.append(edges.size() == 1 ? ",)" : ")").toString();
        }
    }
}
