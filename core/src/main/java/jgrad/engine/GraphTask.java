package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;
import jgrad.autograd.Gradients;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// One backward call: from gradients of the roots to gradients of the leaves, or of chosen inputs.
///
/// A node runs once, when all gradients that will flow into it have arrived; among those ready the
/// one recorded last goes first, so the order, and with it every sum, is the same in each run.
/// [Discovery] counts the gradients to come, [Captures] takes those that were asked for. Nothing
/// here recurses: the graph may be a chain of a million nodes.
final class GraphTask extends Claims {
    private static final int MANY = 32;

    private final boolean keepGraph;
    private final boolean createGraph;

    /// Whether memory of this call's own gradients may be written to and given back: not if the
    /// call is recorded, be it by a transform around it.
    private final boolean reuse;

    private final State state;
    private final NodeStack pending;
    private final ReadyQueue ready;
    private final @Nullable Captures captures;

    /// @param captures where to take gradients, if not in all leaves
    GraphTask(State state, boolean keepGraph, boolean createGraph, @Nullable Captures captures) {
        super(Workspace.take(state), captures == null);
        this.state = state;
        this.keepGraph = keepGraph;
        this.createGraph = createGraph;
        this.reuse = !createGraph && state.level == 0;
        this.captures = captures;
        this.pending = workspace.pending();
        this.ready = workspace.ready();
    }

    void run(Edge[] roots, Tensor[] gradients) {
        GraphTask outerTask = state.task;
        GraphNode outerNode = state.node;
        boolean grad = state.setGradEnabled(createGraph);
        state.task = this;
        try {
            var discovery = new Discovery(this);
            discovery.count(roots);
            if (captures != null) {
                captures.mark(this);
                discovery.markNeeded(roots);
            }
            for (int i = 0; i < roots.length; i++) {
                add(node(roots[i]), roots[i].inputNr(), gradients[i], false);
            }
            Set<GraphNode> pushed = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Edge edge : roots) {
                GraphNode root = node(edge);
                if (dependencies(root) == 0 && (roots.length == 1 || pushed.add(root))) {
                    ready.push(root);
                }
            }
            while (!ready.isEmpty()) {
                evaluate(ready.pop());
            }
        } finally {
            release();
            state.task = outerTask;
            state.node = outerNode;
            state.setGradEnabled(grad);
            if (pending.isEmpty() && ready.isEmpty()) { // else there was an exception
                workspace.giveBack(state);
            }
        }
    }

    private static GraphNode node(Edge edge) {
        return GraphNode.of(edge);
    }

    /// Whether the node has to run, and is not only there to have its incoming gradient captured.
    private boolean mustRun(GraphNode node) {
        if (captures == null) {
            return true;
        }
        if (node instanceof AccumulateNode) {
            return false;
        }
        for (Edge edge : node.next) {
            if (edge != null && needed(node(edge))) {
                return true;
            }
        }
        return false;
    }

    // Flow

    private void evaluate(GraphNode node) {
        boolean watched = node.hooks != null || state.anomaly || state.listener != null;
        boolean many = node.next.length >= MANY; // which may have a rule for all at once
        if (watched || many || node.owner != this || node.outputs() != 1) {
            evaluate(node, take(node));
            return;
        }
        Tensor g = node.gradient;
        boolean owned = node.gradientOwned && node.capture < 0;
        node.gradient = null;
        switch (node) {
            case OpNode op -> {
                if (captures != null) {
                    captures.takeOnly(op.capture, op, g);
                }
                if (mustRun(op)) {
                    runSimply(op, g, owned);
                }
            }
            case AccumulateNode leaf -> {
                if (captures != null) {
                    captures.takeOnly(leaf.capture, leaf, g);
                }
                if (g != null && mustRun(leaf)) {
                    leaf.accumulate(g, owned);
                }
            }
            default -> evaluate(node, new @Nullable Tensor[] {g});
        }
    }

    /// The common case: a library operation with one output, no hooks, nobody listening.
    private void runSimply(OpNode node, @Nullable Tensor g, boolean gOwned) {
        @Nullable Edge[] next = node.next;
        state.node = node;
        boolean passedOn = false;
        for (int i = 0; i < next.length; i++) {
            Edge edge = next[i];
            if (edge == null) {
                continue;
            }
            Tensor grad =
                    g != null && (captures == null || needed(node(edge)))
                            ? node.computeOne(i, g)
                            : null;
            boolean owned = false;
            if (g != null && grad != null) {
                boolean same = grad.storage() == g.storage();
                passedOn |= same;
                if (reuse) {
                    owned =
                            same
                                    ? gOwned && next.length == 1 && grad.numel() == g.numel()
                                    : !node.keeps(grad.storage());
                }
                Tensor fitted = fitted(grad, node(edge), edge.inputNr(), node, i);
                if (owned && !same && fitted.storage() != grad.storage()) {
                    grad.storage().end();
                }
                grad = fitted;
            }
            deliver(edge, grad, owned);
        }
        if (gOwned && g != null && !passedOn) {
            g.storage().end(); // Note [Whose gradient] in AccumulateNode: nobody else can hold it
        }
        if (!keepGraph) {
            node.free();
        }
    }

    private void evaluate(GraphNode node, @Nullable Tensor[] grads) {
        NodeHooks hooks = node.hooks;
        if (hooks != null) {
            hooks.runTensorHooks(grads);
            hooks.runRetained(grads);
        }
        if (captures != null) {
            captures.take(capture(node), node, grads);
        }
        if (!mustRun(node)) {
            return;
        }
        if (hooks != null) {
            grads = hooks.runPreHooks(grads);
        }
        state.node = node;
        @Nullable Tensor[] inputs;
        try {
            inputs = node.compute(grads);
            if (state.anomaly && state.checkNan) {
                Anomaly.checkNan(node, inputs);
            }
        } catch (RuntimeException e) {
            if (state.anomaly) {
                Anomaly.explain(node, e);
            }
            throw e;
        }
        if (hooks != null) {
            inputs = hooks.runPostHooks(inputs, grads);
        }
        if (state.listener != null) {
            state.listener.executed(node, new Gradients(grads), new Gradients(inputs));
        }
        if (!keepGraph) {
            node.free();
            if (state.listener != null) {
                state.listener.freed(node);
            }
        }
        @Nullable Edge[] next = node.next;
        for (int i = 0; i < next.length; i++) {
            Edge edge = next[i];
            if (edge != null) {
                Tensor grad = i < inputs.length ? inputs[i] : null;
                if (grad != null) {
                    grad = fitted(grad, node(edge), edge.inputNr(), node, i);
                }
                deliver(edge, grad, false);
            }
        }
    }

    /// The gradient in the shape and type of what it is the gradient of.
    private static Tensor fitted(Tensor grad, GraphNode to, int outputNr, GraphNode from, int i) {
        int[] shape = to.outputShape(outputNr);
        int[] got = grad.layout().shape();
        if (got != shape && !Arrays.equals(got, shape)) {
            if (!Fitting.canSumTo(shape, got)) {
                throw new IllegalStateException(
                        "Function "
                                + from.name()
                                + " returned an invalid gradient at index "
                                + i
                                + " - got "
                                + Arrays.toString(got)
                                + " but expected shape compatible with "
                                + Arrays.toString(shape)
                                + from.madeAt());
            }
            grad = Fitting.sumTo(grad, shape);
        }
        return grad.dtype() == to.outputType(outputNr)
                ? grad
                : Fitting.to(grad, to.outputType(outputNr));
    }

    private void deliver(Edge edge, @Nullable Tensor grad, boolean owned) {
        GraphNode to = node(edge);
        if (to.owner == this) {
            if (grad != null) {
                add(to, edge.inputNr(), grad, owned);
            }
            if (--to.dependencies == 0 && to.needed) {
                ready.push(to);
            }
            return;
        }
        if (grad != null) {
            add(to, edge.inputNr(), grad, false);
        }
        Entry entry = other(to);
        if (--entry.dependencies == 0 && entry.needed) {
            ready.push(to);
        }
    }

    /// Adds to the gradient of output `k` of `node` so far. A sum that this call made is added to
    /// in place.
    private void add(GraphNode node, int k, Tensor grad, boolean owned) {
        if (node.owner == this
                && k == 0
                && node.gradients == null
                && (node instanceof AccumulateNode || node.outputs() == 1)) {
            Tensor before = node.gradient;
            if (before == null) {
                node.gradient = grad;
                node.gradientOwned = owned;
            } else if (node.gradientOwned && mayHold(before, grad)) {
                Ops.addInPlace(before, grad);
                if (owned) {
                    grad.storage().end();
                }
            } else if (owned && mayHold(grad, before)) {
                Ops.addInPlace(grad, before);
                if (node.gradientOwned) {
                    before.storage().end();
                }
                node.gradient = grad;
                node.gradientOwned = true;
            } else {
                node.gradient = before.add(grad);
                node.gradientOwned = reuse;
            }
            return;
        }
        @Nullable Tensor[] grads = node.owner == this ? node.gradients : other(node).gradients;
        if (grads == null) {
            grads = new @Nullable Tensor[node.outputs()];
            if (node.owner == this) {
                node.gradients = grads;
            } else {
                other(node).gradients = grads;
            }
        }
        grads[k] = grads[k] == null ? grad : grads[k].add(grad);
    }

    private static boolean mayHold(Tensor sum, Tensor other) {
        return sum.layout().isContiguous() && sum.dtype() == other.dtype();
    }
}
