package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.autograd.Edge;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Compares nodes by name, and their edges.
final class Graph {
    private Graph() {}

    /// What differs, or null.
    static @Nullable String difference(@Nullable Node node, JsonNode recorded) {
        String expected = recorded.isNull() ? "none" : recorded.get("name").asText();
        String actual = node == null ? "none" : shortName(node);
        if (!expected.equals(actual)) {
            return "gradFn " + actual + ", expected " + expected;
        }
        if (node == null) {
            return null;
        }
        var edges = new ArrayList<String>();
        for (Edge edge : node.nextFunctions()) {
            Node next = edge.node();
            edges.add((next == null ? "null" : shortName(next)) + " " + edge.inputNr());
        }
        var wanted = new ArrayList<String>();
        for (JsonNode edge : recorded.get("next")) {
            wanted.add(edge.get(0).asText("null") + " " + edge.get(1));
        }
        return edges.equals(wanted) ? null : actual + " edges " + edges + ", expected " + wanted;
    }

    private static String shortName(Node node) {
        String name = node.name();
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
