package jgrad.engine;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;

/// What a backward call notes about the nodes it meets.
///
/// Note [Claimed nodes]: the bookkeeping of a call (how many gradients are still to come, their sum
/// so far) lives in the nodes themselves, which costs a third of a map. A node belongs to one call
/// at a time. A call that meets a node that another thread has claimed, or an outer call of its
/// own, keeps its bookkeeping for that node in a map.
abstract sealed class Claims permits GraphTask {
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(GraphNode.class, "owner", Claims.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// The bookkeeping of a node that could not be claimed.
    static final class Entry {
        int dependencies;
        @Nullable Tensor @Nullable [] gradients;
        boolean needed;
        int capture = -1;
        int cursor = -1;
    }

    final Workspace workspace;
    private final NodeStack claimed;

    /// Whether all nodes are needed that are met.
    private final boolean allNeeded;

    private @Nullable IdentityHashMap<GraphNode, Entry> others;

    Claims(Workspace workspace, boolean allNeeded) {
        this.workspace = workspace;
        this.claimed = workspace.claimed();
        this.allNeeded = allNeeded;
    }

    private boolean isOther(GraphNode node) {
        return others != null && others.containsKey(node);
    }

    /// Whether this call has met the node.
    final boolean met(GraphNode node) {
        return node.owner == this || isOther(node);
    }

    /// Whether this call meets the node for the first time.
    final boolean enter(GraphNode node) {
        Claims owner = node.owner;
        if (owner == this || isOther(node)) {
            return false;
        }
        if (owner == null && OWNER.compareAndSet(node, null, this)) {
            node.dependencies = 0;
            node.needed = allNeeded;
            node.capture = -1;
            node.cursor = -1;
            claimed.push(node);
            return true;
        }
        if (others == null) {
            others = new IdentityHashMap<>();
        }
        var entry = new Entry();
        entry.needed = allNeeded;
        others.put(node, entry);
        return true;
    }

    final Entry other(GraphNode node) {
        return requireNonNull(requireNonNull(others).get(node));
    }

    final int dependencies(GraphNode node) {
        return node.owner == this ? node.dependencies : other(node).dependencies;
    }

    final void release() {
        while (!claimed.isEmpty()) {
            GraphNode node = claimed.pop();
            node.gradient = null;
            node.gradients = null;
            OWNER.setRelease(node, (Claims) null);
        }
        others = null;
    }

    /// What has arrived at the node, which does not keep it.
    final @Nullable Tensor[] take(GraphNode node) {
        @Nullable Tensor[] grads;
        if (node.owner == this) {
            grads = node.gradients != null ? node.gradients : new @Nullable Tensor[node.outputs()];
            if (node.gradient != null) {
                grads[0] = node.gradient;
            }
            node.gradient = null;
            node.gradients = null;
        } else {
            Entry entry = other(node);
            grads =
                    entry.gradients != null
                            ? entry.gradients
                            : new @Nullable Tensor[node.outputs()];
            entry.gradients = null;
        }
        return grads;
    }

    final int capture(GraphNode node) {
        return node.owner == this ? node.capture : other(node).capture;
    }

    final int cursor(GraphNode node) {
        return node.owner == this ? node.cursor : other(node).cursor;
    }

    final void setCursor(GraphNode node, int at) {
        if (node.owner == this) {
            node.cursor = at;
        } else {
            other(node).cursor = at;
        }
    }

    final boolean needed(GraphNode node) {
        return node.owner == this ? node.needed : other(node).needed;
    }

    final void setNeeded(GraphNode node, boolean needed) {
        if (node.owner == this) {
            node.needed = needed;
        } else {
            other(node).needed = needed;
        }
    }

    final void setCapture(GraphNode node, int i) {
        if (node.owner == this) {
            node.capture = i;
        } else {
            other(node).capture = i;
        }
    }
}
