package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.Edge;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Where a backward call with given inputs takes gradients: for the caller, or to add them to the
/// inputs.
///
/// A node notes the first input that is taken there; inputs of the same node are chained.
final class Captures {
    private final Edge[] edges;
    private final @Nullable List<Tensor> addTo;
    private int @Nullable [] next; // of the same node; null if no node has two
    final @Nullable Tensor[] results;

    /// @param addTo the inputs themselves, if the gradients are for them and not for the caller
    Captures(Edge[] edges, @Nullable List<Tensor> addTo) {
        this.edges = edges;
        this.addTo = addTo;
        this.results = new @Nullable Tensor[edges.length];
    }

    /// Notes at the nodes what is to be had there; those that no root leads to are not met.
    void mark(Claims task) {
        for (int i = edges.length - 1; i >= 0; i--) {
            GraphNode node = GraphNode.of(edges[i]);
            if (!task.met(node)) {
                continue;
            }
            int before = task.capture(node);
            if (before >= 0) {
                if (next == null) {
                    next = new int[edges.length];
                    Arrays.fill(next, -1);
                }
                next[i] = before;
            }
            task.setCapture(node, i);
        }
    }

    /// @param first what the node has noted
    void take(int first, GraphNode node, @Nullable Tensor[] grads) {
        for (int i = first; i >= 0; i = after(i)) {
            take(i, node, grads[edges[i].inputNr()]);
        }
    }

    /// The same for a node with one output.
    void takeOnly(int first, GraphNode node, @Nullable Tensor grad) {
        for (int i = first; i >= 0; i = after(i)) {
            take(i, node, grad);
        }
    }

    private int after(int i) {
        return next == null ? -1 : next[i];
    }

    private void take(int i, GraphNode node, @Nullable Tensor grad) {
        if (addTo == null) {
            results[i] = grad;
        } else if (grad != null) {
            accumulate(addTo.get(i), node, grad);
        }
    }

    private static void accumulate(Tensor input, GraphNode node, Tensor grad) {
        if (node instanceof AccumulateNode leaf) {
            leaf.accumulate(grad, false);
        } else {
            input.grad = input.grad == null ? Fitting.copyLike(input, grad) : input.grad.add(grad);
        }
    }
}
