package jgrad.engine;

import jgrad.autograd.Edge;

/// The first walk of a backward call: which nodes take part, and how many gradients each will get.
final class Discovery {
    private final Claims task;
    private final NodeStack pending;

    Discovery(Claims task) {
        this.task = task;
        this.pending = task.workspace.pending();
    }

    /// Claims every node that can be reached, and counts the edges into it.
    void count(Edge[] roots) {
        for (Edge root : roots) {
            GraphNode node = GraphNode.of(root);
            if (task.enter(node)) {
                pending.push(node);
            }
        }
        while (!pending.isEmpty()) {
            GraphNode node = pending.pop();
            for (Edge edge : node.next) {
                if (edge == null) {
                    continue;
                }
                GraphNode to = GraphNode.of(edge);
                if (task.enter(to)) {
                    pending.push(to);
                }
                if (to.owner == task) {
                    to.dependencies++;
                } else {
                    task.other(to).dependencies++;
                }
            }
        }
    }

    /// Marks the nodes from which a captured one can be reached; only they run.
    ///
    /// Depth first: a node's answer is known when all its successors' are. `cursor` is the next of
    /// its edges to look at.
    void markNeeded(Edge[] roots) {
        for (Edge root : roots) {
            if (task.cursor(GraphNode.of(root)) < 0) {
                task.setCursor(GraphNode.of(root), 0);
                pending.push(GraphNode.of(root));
            }
            while (!pending.isEmpty()) {
                GraphNode node = pending.peek();
                int at = task.cursor(node);
                if (at < node.next.length) {
                    task.setCursor(node, at + 1);
                    Edge edge = node.next[at];
                    if (edge != null && task.cursor(GraphNode.of(edge)) < 0) {
                        task.setCursor(GraphNode.of(edge), 0);
                        pending.push(GraphNode.of(edge));
                    }
                    continue;
                }
                boolean needed = task.capture(node) >= 0;
                for (Edge edge : node.next) {
                    needed |= edge != null && task.needed(GraphNode.of(edge));
                }
                task.setNeeded(node, needed);
                pending.pop();
            }
        }
    }
}
