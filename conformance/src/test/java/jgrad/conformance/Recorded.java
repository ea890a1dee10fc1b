package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Reads what PyTorch recorded: files, tensors, element types.
public final class Recorded {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recorded() {}

    /// The lines of `golden/ops/NAME.jsonl.gz`.
    static List<JsonNode> lines(String name) {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(open("ops/" + name + ".jsonl.gz")),
                                StandardCharsets.UTF_8))) {
            var lines = new ArrayList<JsonNode>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /// A file of `golden/` that is a single JSON document.
    public static JsonNode document(String name) {
        try (InputStream in = open(name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Recorded.class.getResourceAsStream("/golden/" + name);
        if (in == null) {
            throw new IOException("no recording golden/" + name);
        }
        return in;
    }

    static DType dtype(JsonNode name) {
        return DType.valueOf(name.asText("float64").toUpperCase(Locale.ROOT));
    }

    static int[] ints(JsonNode list) {
        var values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }

    /// The recorded tensor, or null for JSON null; laid out with its strides, if they are given.
    static @Nullable Tensor tensor(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        int[] shape = ints(node.get("shape"));
        DType type = dtype(node.path("dtype"));
        Layout layout =
                node.has("stride")
                        ? new Layout(shape, ints(node.get("stride")), 0)
                        : Layout.contiguous(shape);
        int size = 1;
        for (int d = 0; d < shape.length; d++) {
            size += Math.max(0, shape[d] - 1) * layout.strides()[d];
        }
        Storage storage = Storage.allocate(type, size);
        JsonNode data = node.get("data");
        for (int i = 0; i < data.size(); i++) {
            put(type, storage.array(), layout.indexOf(i), data.get(i));
        }
        var tensor = new Tensor(storage, layout, type);
        return node.path("requires_grad").asBoolean() ? tensor.requiresGrad_() : tensor;
    }

    private static void put(DType type, Object array, int at, JsonNode value) {
        switch (type) {
            case BOOL -> ((byte[]) array)[at] = (byte) (value.asBoolean() ? 1 : 0);
            case FLOAT32 -> ((float[]) array)[at] = Float.parseFloat(value.asText());
            case FLOAT64, FLOAT16, BFLOAT16 ->
                    Elements.put(type, array, at, Double.parseDouble(value.asText()));
            default -> Elements.put(type, array, at, value.asLong());
        }
    }
}
