package jgrad.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Nodes that are ready to run, the one recorded last in front: a binary heap by sequence number.
///
/// Of nodes with the same number (leaves, or nodes of several threads) it gives any, but the same
/// in each run.
final class ReadyQueue {
    private @Nullable GraphNode[] heap = new @Nullable GraphNode[8];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void push(GraphNode node) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int up = (at - 1) >>> 1;
            if (number(up) >= node.sequenceNr) {
                break;
            }
            heap[at] = heap[up];
            at = up;
        }
        heap[at] = node;
    }

    GraphNode pop() {
        GraphNode first = requireNonNull(heap[0]);
        GraphNode last = requireNonNull(heap[--size]);
        heap[size] = null; // kept by a thread, it must not hold on to a graph
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && number(child + 1) > number(child)) {
                child++;
            }
            if (number(child) <= last.sequenceNr) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        if (size > 0) {
            heap[at] = last;
        }
        return first;
    }

    private long number(int at) {
        return requireNonNull(heap[at]).sequenceNr;
    }
}
