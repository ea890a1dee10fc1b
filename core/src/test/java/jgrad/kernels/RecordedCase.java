package jgrad.kernels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// One call of a PyTorch operation with what it returned, as recorded.
public record RecordedCase(JsonNode json, List<Tensor> tensors) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static List<RecordedCase> all() {
        var path = "/golden/kernels/recorded.jsonl.gz";
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(RecordedCase.class.getResourceAsStream(path)),
                                StandardCharsets.UTF_8))) {
            var cases = new ArrayList<RecordedCase>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode json = MAPPER.readTree(line);
                cases.add(new RecordedCase(json, tensors(json.get("tensors"))));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String op() {
        return json.get("op").asText();
    }

    boolean fails() {
        return json.has("error");
    }

    JsonNode arg(int i) {
        return json.get("args").path(i);
    }

    JsonNode option(String name) {
        return json.get("kwargs").path(name);
    }

    /// A positional argument, or the option of that name if there are less.
    JsonNode argOr(int i, String name) {
        return json.get("args").size() > i ? arg(i) : option(name);
    }

    Tensor tensor(JsonNode reference) {
        return reference.has("t") ? tensors.get(reference.get("t").asInt()) : null;
    }

    Tensor[] tensorList(JsonNode list) {
        Tensor[] result = new Tensor[list.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = tensor(list.get(i));
        }
        return result;
    }

    List<Tensor> outputs() {
        return tensors(json.get("outputs"));
    }

    public static List<Tensor> tensors(JsonNode list) {
        var tensors = new ArrayList<Tensor>();
        for (JsonNode t : list) {
            tensors.add(t.isNull() ? null : tensor0(t));
        }
        return tensors;
    }

    public static int[] ints(JsonNode node) {
        if (!node.isArray()) {
            return new int[] {node.asInt()};
        }
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asInt();
        }
        return values;
    }

    /// Lays the elements out as recorded: with gaps, permuted or repeated if strides are given.
    private static Tensor tensor0(JsonNode node) {
        int[] shape = ints(node.get("shape"));
        DType type = DType.valueOf(node.path("dtype").asText("float64").toUpperCase(Locale.ROOT));
        JsonNode data = node.get("data");
        Layout layout = Layout.contiguous(shape);
        if (node.has("stride")) {
            layout = new Layout(shape, ints(node.get("stride")), 0);
        }
        int size = 1;
        for (int d = 0; d < shape.length; d++) {
            size += Math.max(0, shape[d] - 1) * layout.strides()[d];
        }
        Storage storage = Storage.allocate(type, size);
        for (int i = 0; i < data.size(); i++) {
            set(type, storage.array(), layout.indexOf(i), data.get(i));
        }
        return new Tensor(storage, layout, type);
    }

    private static void set(DType type, Object array, int at, JsonNode value) {
        switch (type) {
            case FLOAT32 -> ((float[]) array)[at] = Float.parseFloat(value.asText());
            case BOOL -> ((byte[]) array)[at] = (byte) (value.asBoolean() ? 1 : 0);
            case FLOAT64, FLOAT16, BFLOAT16 ->
                    Elements.put(type, array, at, Double.parseDouble(value.asText()));
            default -> Elements.put(type, array, at, value.asLong());
        }
    }

    public static double[] doubles(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    @Override
    public String toString() {
        String text = json.toString();
        return text.length() < 600 ? text : text.substring(0, 600);
    }
}
