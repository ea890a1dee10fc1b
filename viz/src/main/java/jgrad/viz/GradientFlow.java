package jgrad.viz;

import jgrad.Tensor;
import jgrad.autograd.AccumulateGrad;
import jgrad.autograd.Autograd;
import jgrad.autograd.Gradients;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The gradient along every edge of a graph, computed by calling its nodes by hand in the engine's
/// order.
final class GradientFlow {
    private final GraphWalk walk;
    private final Map<Integer, @Nullable Tensor[]> arrived = new HashMap<>();
    private final @Nullable Tensor[] along;
    private final Tensor start;

    private GradientFlow(GraphWalk walk, Tensor start) {
        this.walk = walk;
        this.start = start;
        this.along = new @Nullable Tensor[walk.connections()];
    }

    /// The flow that begins with `start` at the first of the outputs, or, if there is none, at the
    /// first output of the first node; null if a node of the graph is freed.
    static @Nullable GradientFlow from(GraphWalk walk, List<Tensor> outputs, Tensor start) {
        if (walk.nodes.isEmpty() || walk.nodes.stream().anyMatch(Node::isFreed)) {
            return null;
        }
        Node root = outputs.isEmpty() ? walk.nodes.getFirst() : outputs.getFirst().gradFn();
        if (root == null) {
            return null;
        }
        var flow = new GradientFlow(walk, start);
        try (var _ = Autograd.noGrad()) {
            flow.arrive(
                    walk.indexOf(root),
                    outputs.isEmpty() ? 0 : outputs.getFirst().outputNr(),
                    start);
            flow.run();
        }
        return flow;
    }

    private void arrive(int node, int output, Tensor gradient) {
        @Nullable Tensor[] sums =
                arrived.computeIfAbsent(
                        node, n -> new @Nullable Tensor[walk.nodes.get(n).outputs()]);
        Tensor before = sums[output];
        sums[output] = before == null ? gradient : before.add(gradient);
    }

    private void run() {
        int[][] edgesOf = edgesByConsumer();
        List<Integer> order =
                java.util.stream.IntStream.range(0, walk.nodes.size())
                        .boxed()
                        .filter(n -> !(walk.nodes.get(n) instanceof AccumulateGrad))
                        .sorted(
                                Comparator.comparingLong(
                                                (Integer n) -> walk.nodes.get(n).sequenceNr())
                                        .reversed())
                        .toList();
        for (int n : order) {
            @Nullable Tensor[] sums = arrived.get(n);
            if (sums != null) {
                Gradients gradients = walk.nodes.get(n).apply(sums);
                for (int edge : edgesOf[n]) {
                    Tensor gradient = gradients.get(walk.inputs[edge]);
                    if (gradient != null) {
                        along[edge] = gradient;
                        arrive(walk.producers[edge], walk.outputs[edge], gradient);
                    }
                }
            }
        }
    }

    private int[][] edgesByConsumer() {
        int[][] edges = new int[walk.nodes.size()][];
        int[] count = new int[edges.length];
        for (int consumer : walk.consumers) {
            count[consumer]++;
        }
        Arrays.setAll(edges, n -> new int[count[n]]);
        for (int edge = walk.connections() - 1; edge >= 0; edge--) {
            edges[walk.consumers[edge]][--count[walk.consumers[edge]]] = edge;
        }
        return edges;
    }

    /// What flowed along a connection; null if nothing did.
    @Nullable Tensor along(int connection) {
        return along[connection];
    }

    /// The sum of what flowed to output `k` of a node; null if nothing did.
    @Nullable Tensor arrived(int node, int k) {
        @Nullable Tensor[] sums = arrived.get(node);
        return sums == null ? null : sums[k];
    }

    /// What the flow began with.
    Tensor start() {
        return start;
    }
}
