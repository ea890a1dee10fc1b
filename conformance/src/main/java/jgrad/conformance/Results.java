package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Brings what a call gave into the order of the recorded outputs.
final class Results {
    private Results() {}

    /// The tensors among the results, one per recorded output.
    static List<Tensor> tensors(@Nullable Object result) {
        var tensors = new ArrayList<Tensor>();
        collect(result, tensors);
        return tensors;
    }

    private static void collect(@Nullable Object result, List<Tensor> tensors) {
        switch (result) {
            case Tensor t -> tensors.add(t);
            case List<?> list -> list.forEach(each -> collect(each, tensors));
            case Tensor[] array -> tensors.addAll(List.of(array));
            case null, default -> {}
        }
    }

    /// What differs in the form of the result and in its Java values; tensors are not looked at.
    static @Nullable String difference(
            @Nullable Object result, JsonNode recorded, Closeness closeness) {
        if (recorded.isArray()) {
            List<?> list =
                    result instanceof Tensor[] array
                            ? List.of(array)
                            : result instanceof List<?> l ? l : null;
            if (list == null || list.size() != recorded.size()) {
                return "gave " + kind(result) + ", expected " + recorded.size() + " results";
            }
            for (int i = 0; i < recorded.size(); i++) {
                String difference = difference(list.get(i), recorded.get(i), closeness);
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        boolean same =
                recorded.has("o") ? result instanceof Tensor : same(result, recorded, closeness);
        return same ? null : "gave " + kind(result) + ", expected " + recorded;
    }

    /// Whether a result is the recorded Java value.
    private static boolean same(@Nullable Object result, JsonNode recorded, Closeness closeness) {
        return switch (result) {
            case Boolean b -> recorded.isBoolean() && b == recorded.asBoolean();
            case Number n when recorded.isIntegralNumber() ->
                    n.doubleValue() == recorded.asDouble();
            case Number n -> closeness.close(n.doubleValue(), real(recorded));
            case null -> recorded.isNull();
            default -> false;
        };
    }

    private static double real(JsonNode node) {
        return Double.parseDouble((node.has("f") ? node.get("f") : node).asText());
    }

    private static String kind(@Nullable Object result) {
        return switch (result) {
            case Tensor _ -> "a tensor";
            case List<?> list -> list.size() + " results";
            case Tensor[] array -> array.length + " results";
            case null -> "null";
            default -> result.toString();
        };
    }
}
