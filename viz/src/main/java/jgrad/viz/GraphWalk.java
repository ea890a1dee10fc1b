package jgrad.viz;

import jgrad.autograd.Edge;
import jgrad.autograd.Node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// All nodes that gradients reach from some roots, and their connections as arrays. Iterative:
/// graphs are deep.
final class GraphWalk {
    final List<Node> nodes = new ArrayList<>();
    private final IdentityHashMap<Node, Integer> indices = new IdentityHashMap<>();

    /// For each connection the node that made the tensor, and which of its outputs that is.
    int[] producers = new int[64];

    int[] outputs = new int[64];

    /// For each connection the node that used the tensor, and as which of its inputs.
    int[] consumers = new int[64];

    int[] inputs = new int[64];

    private int count;

    GraphWalk(List<Node> roots) {
        var waiting = new ArrayDeque<Node>();
        for (Node root : roots) {
            meet(root, waiting);
        }
        for (Node node = waiting.poll(); node != null; node = waiting.poll()) {
            List<Edge> next = node.nextFunctions();
            int consumer = indexOf(node);
            for (int i = 0; i < next.size(); i++) {
                Edge edge = next.get(i);
                Node producer = edge.node();
                if (producer != null) {
                    connect(meet(producer, waiting), edge.inputNr(), consumer, i);
                }
            }
        }
        producers = Arrays.copyOf(producers, count);
        outputs = Arrays.copyOf(outputs, count);
        consumers = Arrays.copyOf(consumers, count);
        inputs = Arrays.copyOf(inputs, count);
    }

    /// The place of a node in [#nodes]; -1 if it is not in the graph.
    int indexOf(Node node) {
        return indices.getOrDefault(node, -1);
    }

    int connections() {
        return count;
    }

    private int meet(Node node, ArrayDeque<Node> waiting) {
        Integer known = indices.get(node);
        if (known != null) {
            return known;
        }
        int index = nodes.size();
        indices.put(node, index);
        nodes.add(node);
        waiting.add(node);
        return index;
    }

    private void connect(int producer, int output, int consumer, int input) {
        if (count == producers.length) {
            producers = Arrays.copyOf(producers, 2 * count);
            outputs = Arrays.copyOf(outputs, 2 * count);
            consumers = Arrays.copyOf(consumers, 2 * count);
            inputs = Arrays.copyOf(inputs, 2 * count);
        }
        producers[count] = producer;
        outputs[count] = output;
        consumers[count] = consumer;
        inputs[count] = input;
        count++;
    }
}
