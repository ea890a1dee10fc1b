package jgrad.engine;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// Nodes, the one that came last in front.
final class NodeStack {
    private @Nullable GraphNode[] nodes = new @Nullable GraphNode[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int capacity() {
        return nodes.length;
    }

    void push(GraphNode node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        nodes[size++] = node;
    }

    GraphNode peek() {
        return Objects.requireNonNull(nodes[size - 1]);
    }

    GraphNode pop() {
        GraphNode node = peek();
        nodes[--size] = null; // kept by a thread, it must not hold on to a graph
        return node;
    }
}
