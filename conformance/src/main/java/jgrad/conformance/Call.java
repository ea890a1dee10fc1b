package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import jgrad.At;
import jgrad.DType;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One recorded call with fresh tensors: its arguments by name.
///
/// Accessors with a second argument give that where the call leaves the argument out or says
/// `None`. A name may list several, as in `"size|shape"`: the first that was given counts. What
/// Java's types rule out throws [Inexpressible].
final class Call {
    private final List<Tensor> tensors;
    private final List<JsonNode> positional;
    private final Map<String, JsonNode> named;

    /// Whether the first argument is to be replaced by its sum with its transpose.
    private final boolean hermitian;

    private Call(
            List<Tensor> tensors,
            List<JsonNode> positional,
            Map<String, JsonNode> named,
            boolean hermitian) {
        this.tensors = tensors;
        this.positional = positional;
        this.named = named;
        this.hermitian = hermitian;
    }

    static Call of(JsonNode line, List<String> names) {
        var tensors = new ArrayList<Tensor>();
        for (JsonNode t : line.get("tensors")) {
            tensors.add(RecordedTensor.of(t));
        }
        var positional = new ArrayList<JsonNode>();
        var named = new HashMap<String, JsonNode>();
        for (JsonNode argument : line.get("args")) {
            if (positional.size() < names.size()) {
                named.put(names.get(positional.size()), argument);
            }
            positional.add(argument);
        }
        line.get("kwargs")
                .properties()
                .forEach(e -> named.put(Signature.canonical(e.getKey()), e.getValue()));
        return new Call(tensors, positional, named, line.path("pre").asText().equals("hermitian"));
    }

    /// All tensors of the call, in the order of the recording.
    List<Tensor> tensors() {
        return tensors;
    }

    /// The same call on another first tensor, for the variant in place.
    Call on(Tensor self) {
        var others = new ArrayList<>(tensors);
        others.set(positional.getFirst().get("t").asInt(), self);
        return new Call(others, positional, named, hermitian);
    }

    private JsonNode node(String name) {
        JsonNode node = named.get(name);
        if (node == null && name.indexOf('|') >= 0) {
            for (String each : name.split("\\|")) {
                node = named.get(each);
                if (node != null) {
                    break;
                }
            }
        }
        return node == null ? MissingNode.getInstance() : node;
    }

    /// Whether the argument was given and is not `None`.
    boolean has(String name) {
        JsonNode node = node(name);
        return !node.isMissingNode() && !node.isNull();
    }

    /// Whether the argument was given, be it as `None`.
    boolean gives(String name) {
        return !node(name).isMissingNode();
    }

    boolean isTensor(String name) {
        return node(name).has("t");
    }

    boolean isList(String name) {
        return node(name).isArray();
    }

    boolean isFlag(String name) {
        return node(name).isBoolean();
    }

    boolean isText(String name) {
        return node(name).isTextual();
    }

    /// Whether an option such as `{"memory_format": "channels_last"}` was given.
    boolean option(String name, String value) {
        return node(name).path(name).asText().equals(value);
    }

    /// The first argument, whatever its name.
    Tensor self() {
        JsonNode node = positional.isEmpty() ? node("input") : positional.getFirst();
        Tensor self = tensor(node, "input");
        return hermitian ? self.add(self.mT()) : self;
    }

    /// Whether the first argument is a tensor; some functions take a number there.
    boolean hasSelf() {
        return (positional.isEmpty() ? node("input") : positional.getFirst()).has("t");
    }

    Tensor tensor(String name) {
        return tensor(node(name), name);
    }

    private Tensor tensor(JsonNode node, String name) {
        if (!node.has("t")) {
            throw new Inexpressible("the type of '" + name + "' is Tensor in Java");
        }
        return tensors.get(node.get("t").asInt());
    }

    @Nullable Tensor tensorOrNull(String name) {
        return has(name) ? tensor(name) : null;
    }

    /// A list of tensors, or all positional arguments of a variadic function.
    List<Tensor> tensors(String name) {
        JsonNode node = positional.isEmpty() || !node(name).isMissingNode() ? node(name) : null;
        if (node == null || node.has("t")) {
            return positional.stream().filter(n -> n.has("t")).map(n -> tensor(n, name)).toList();
        }
        if (!node.isArray()) {
            throw new Inexpressible("the type of '" + name + "' is List<Tensor> in Java");
        }
        var list = new ArrayList<Tensor>();
        for (JsonNode element : node) {
            list.add(tensor(element, name));
        }
        return list;
    }

    /// A list with nulls among the tensors.
    List<@Nullable Tensor> tensorsOrNulls(String name) {
        var list = new ArrayList<@Nullable Tensor>();
        for (JsonNode element : node(name)) {
            list.add(element.isNull() ? null : tensor(element, name));
        }
        return list;
    }

    /// A `Long` or a `Double`; booleans count as integers.
    Number number(String name) {
        JsonNode node = node(name);
        if (node.has("f")) {
            return Double.parseDouble(node.get("f").asText());
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? 1L : 0L;
        }
        if (!node.isNumber()) {
            throw new Inexpressible("the type of '" + name + "' is a number in Java");
        }
        return node.isIntegralNumber() ? node.asLong() : (Number) node.asDouble();
    }

    Number number(String name, Number absent) {
        return has(name) ? number(name) : absent;
    }

    double real(String name) {
        return number(name).doubleValue();
    }

    double real(String name, double absent) {
        return has(name) ? real(name) : absent;
    }

    @Nullable Double realOrNull(String name) {
        return has(name) ? real(name) : null;
    }

    int integer(String name) {
        JsonNode node = node(name);
        if (node.has("t") && tensor(node, name).dim() == 0) {
            return Math.toIntExact(tensor(node, name).toLong());
        }
        if (!node.isIntegralNumber()) {
            throw new Inexpressible("the type of '" + name + "' is int in Java");
        }
        return Math.clamp(node.asLong(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    int integer(String name, int absent) {
        return has(name) ? integer(name) : absent;
    }

    @Nullable Integer integerOrNull(String name) {
        return has(name) ? integer(name) : null;
    }

    /// One integer or several, also as the last positional arguments.
    int[] ints(String name) {
        JsonNode node = node(name);
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!element.isIntegralNumber()) {
                    throw new Inexpressible("the type of '" + name + "' is int[] in Java");
                }
            }
            return Json.ints(node);
        }
        int first = positional.indexOf(node);
        boolean last = named.values().stream().noneMatch(n -> positional.indexOf(n) > first);
        if (first >= 0 && last && node.isIntegralNumber()) {
            return positional.stream()
                    .skip(first)
                    .filter(JsonNode::isIntegralNumber)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
        }
        return new int[] {integer(name)};
    }

    /// As [#ints(String)]; none where the argument was left out.
    int[] intsOrNone(String name) {
        return has(name) ? ints(name) : new int[0];
    }

    int[] ints(String name, int... absent) {
        return has(name) ? ints(name) : absent;
    }

    double[] reals(String name) {
        JsonNode node = node(name);
        var values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    boolean flag(String name, boolean absent) {
        JsonNode node = node(name);
        return node.isMissingNode() || node.isNull() ? absent : node.asBoolean(false);
    }

    String text(String name) {
        return node(name).asText();
    }

    String text(String name, String absent) {
        return has(name) ? text(name) : absent;
    }

    @Nullable DType dtypeOrNull(String name) {
        JsonNode node = node(name);
        return node.has("dtype") ? RecordedTensor.dtype(node.get("dtype")) : null;
    }

    DType dtype(DType absent) {
        DType type = dtypeOrNull("dtype");
        return type == null ? absent : type;
    }

    /// The result, which a creating function was asked to let require gradients.
    Tensor created(Tensor t) {
        return flag("requires_grad", false) ? t.requiresGrad_() : t;
    }

    /// The subscripts between Python's brackets.
    At[] subscripts() {
        var list = new ArrayList<At>();
        for (JsonNode node : positional.get(1)) {
            list.add(subscript(node));
        }
        return list.toArray(At[]::new);
    }

    private At subscript(JsonNode node) {
        if (node.isNull()) {
            return At.NEW_AXIS;
        }
        if (node.has("ellipsis")) {
            return At.ELLIPSIS;
        }
        if (node.has("slice")) {
            JsonNode slice = node.get("slice");
            int step = slice.get(2).isNull() ? 1 : slice.get(2).asInt();
            return At.range(end(slice.get(0)), end(slice.get(1)), step);
        }
        return node.has("t") ? At.at(tensor(node, "index")) : At.at(node.asInt());
    }

    private static @Nullable Integer end(JsonNode node) {
        return node.isNull() ? null : node.asInt();
    }
}
