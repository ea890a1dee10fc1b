package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Makes tensors of what was recorded of them.
final class RecordedTensor {
    private RecordedTensor() {}

    /// @throws Inexpressible if there is no such type in Java
    static DType dtype(JsonNode name) {
        String text = name.asText("float64");
        if (text.startsWith("complex") || text.startsWith("c")) {
            throw new Inexpressible("complex numbers");
        }
        try {
            return DType.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Inexpressible("element type " + text);
        }
    }

    static @Nullable Tensor orNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : of(node);
    }

    /// The tensor, laid out with its strides if they were recorded.
    static Tensor of(JsonNode node) {
        int[] shape = Json.ints(node.get("shape"));
        DType type = dtype(node.path("dtype"));
        Tensor tensor = elements(node.get("data"), type, shape);
        if (node.has("stride")) {
            tensor = strided(tensor, Json.ints(node.get("stride")));
        }
        return node.path("requires_grad").asBoolean() ? tensor.requiresGrad_() : tensor;
    }

    private static Tensor elements(JsonNode data, DType type, int[] shape) {
        if (shape.length == 0) {
            return single(data.get(0), type);
        }
        return switch (type) {
            case BOOL -> {
                var values = new boolean[data.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = data.get(i).asBoolean();
                }
                yield Tensors.fromArray(values, shape);
            }
            case FLOAT32, FLOAT16, BFLOAT16 -> {
                var values = new float[data.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.parseFloat(data.get(i).asText());
                }
                yield Tensors.fromArray(values, shape).to(type);
            }
            case FLOAT64 -> {
                var values = new double[data.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.parseDouble(data.get(i).asText());
                }
                yield Tensors.fromArray(values, shape);
            }
            default -> {
                var values = new long[data.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = data.get(i).asLong();
                }
                yield Tensors.fromArray(values, shape).to(type);
            }
        };
    }

    private static Tensor single(JsonNode value, DType type) {
        int[] shape = {};
        return switch (type.kind()) {
            case BOOL -> Tensors.full(shape, value.asBoolean() ? 1.0 : 0.0, type);
            case INTEGER -> Tensors.full(shape, value.asLong()).to(type);
            case FLOATING -> {
                double wide = Double.parseDouble(value.asText());
                yield Tensors.full(
                        shape,
                        type == DType.FLOAT64 ? wide : Float.parseFloat(value.asText()),
                        type);
            }
        };
    }

    /// The same elements at other places. Where several have one place they are equal.
    private static Tensor strided(Tensor tensor, int[] strides) {
        int[] shape = tensor.shape().sizes();
        var places = new long[tensor.numel()];
        long last = 0;
        for (int i = 0; i < places.length; i++) {
            long rest = i;
            for (int d = shape.length - 1; d >= 0; d--) {
                places[i] += rest % shape[d] * strides[d];
                rest /= shape[d];
            }
            last = Math.max(last, places[i]);
        }
        try (var _ = Autograd.noGrad()) {
            if (distinct(places)) {
                return Tensors.emptyStrided(shape, strides, tensor.dtype()).copy_(tensor);
            }
            Tensor flat = Tensors.zeros(new int[] {Math.toIntExact(last + 1)}, tensor.dtype());
            Tensor index = Tensors.fromArray(places, places.length);
            Tensor elements = tensor.reshape(places.length);
            return flat.indexPut_(List.of(index), elements, false).asStrided(shape, strides, 0);
        }
    }

    private static boolean distinct(long[] places) {
        return Arrays.stream(places).distinct().count() == places.length;
    }
}
