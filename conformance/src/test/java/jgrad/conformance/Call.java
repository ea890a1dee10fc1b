package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.At;
import jgrad.DType;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The arguments of one recorded call, by position or by name.
record Call(List<Tensor> tensors, JsonNode args, JsonNode kwargs) {
    /// A call with fresh tensors.
    static Call of(JsonNode line) {
        var tensors = new ArrayList<Tensor>();
        for (JsonNode t : line.get("tensors")) {
            tensors.add(Recorded.tensor(t));
        }
        return new Call(tensors, line.get("args"), line.get("kwargs"));
    }

    /// The same call on another first tensor, for the variant in place.
    Call on(Tensor self) {
        var others = new ArrayList<>(tensors);
        others.set(args.get(0).get("t").asInt(), self);
        return new Call(others, args, kwargs);
    }

    private JsonNode node(int i, String name) {
        return i < args.size() ? args.get(i) : kwargs.path(name);
    }

    boolean has(int i, String name) {
        JsonNode node = node(i, name);
        return !node.isMissingNode() && !node.isNull();
    }

    /// Whether an option such as `{"memory_format": "channels_last"}` was given.
    boolean hasOption(String name, String value) {
        return kwargs.path(name).path(name).asText().equals(value);
    }

    boolean isTensor(int i, String name) {
        return node(i, name).has("t");
    }

    Tensor self() {
        return tensor(0, "input");
    }

    Tensor tensor(int i, String name) {
        return tensor(node(i, name), name);
    }

    private Tensor tensor(JsonNode node, String name) {
        if (!node.has("t")) {
            throw new Inexpressible("the type of '" + name + "' is Tensor in Java");
        }
        return tensors.get(node.get("t").asInt());
    }

    @Nullable Tensor tensorOrNull(int i, String name) {
        return has(i, name) ? tensor(i, name) : null;
    }

    List<Tensor> tensorList(int i, String name) {
        JsonNode node = node(i, name);
        if (!node.isArray()) {
            throw new Inexpressible("the type of '" + name + "' is List<Tensor> in Java");
        }
        var list = new ArrayList<Tensor>();
        for (JsonNode element : node) {
            list.add(tensor(element, name));
        }
        return list;
    }

    /// A `Long` or a `Double`; booleans count as integers.
    Number number(int i, String name) {
        JsonNode node = node(i, name);
        if (node.has("f")) {
            return Double.parseDouble(node.get("f").asText());
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? 1L : 0L;
        }
        return node.isIntegralNumber() ? node.asLong() : (Number) node.asDouble();
    }

    double real(int i, String name, double absent) {
        return has(i, name) ? number(i, name).doubleValue() : absent;
    }

    int integer(int i, String name) {
        JsonNode node = node(i, name);
        if (!node.isIntegralNumber()) {
            throw new Inexpressible("the type of '" + name + "' is int in Java");
        }
        return node.asInt();
    }

    int integer(int i, String name, int absent) {
        return has(i, name) ? integer(i, name) : absent;
    }

    int[] integers(int i, String name) {
        JsonNode node = node(i, name);
        return node.isArray() ? Recorded.ints(node) : new int[] {node.asInt()};
    }

    boolean isList(int i, String name) {
        return node(i, name).isArray();
    }

    boolean isBoolean(int i, String name) {
        return node(i, name).isBoolean();
    }

    /// Whether positional argument `i` is there and a boolean, which tells overloads apart.
    boolean isFlag(int i) {
        return i < args.size() && args.get(i).isBoolean();
    }

    boolean flag(int i, String name) {
        return node(i, name).asBoolean(false);
    }

    String text(int i, String name) {
        return node(i, name).asText();
    }

    boolean isText(int i, String name) {
        return node(i, name).isTextual();
    }

    @Nullable DType dtype(int i, String name) {
        JsonNode node = node(i, name);
        return node.has("dtype") ? Recorded.dtype(node.get("dtype")) : null;
    }

    /// The subscripts between Python's brackets.
    At[] subscripts(int i) {
        var list = new ArrayList<At>();
        for (JsonNode node : args.get(i)) {
            if (node.isNull()) {
                list.add(At.NEW_AXIS);
            } else if (node.has("ellipsis")) {
                list.add(At.ELLIPSIS);
            } else if (node.has("slice")) {
                JsonNode slice = node.get("slice");
                list.add(
                        At.range(
                                end(slice.get(0)),
                                end(slice.get(1)),
                                slice.get(2).isNull() ? 1 : slice.get(2).asInt()));
            } else if (node.has("t")) {
                list.add(At.at(tensor(node, "index")));
            } else {
                list.add(At.at(node.asInt()));
            }
        }
        return list.toArray(At[]::new);
    }

    private static @Nullable Integer end(JsonNode node) {
        return node.isNull() ? null : node.asInt();
    }
}
