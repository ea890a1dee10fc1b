package jgrad.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// Reads what PyTorch recorded: `src/test/resources/golden`.
public final class Golden {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Golden() {}

    /// A document; `.gz` files are unpacked.
    public static JsonNode document(String name) {
        try (InputStream in = open(name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /// The documents of a `.jsonl.gz`.
    public static List<JsonNode> lines(String name) {
        try (InputStream in = open(name);
                var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            return values.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in =
                Objects.requireNonNull(
                        Golden.class.getResourceAsStream("/golden/" + name),
                        "no recording golden/" + name);
        return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    /// Where a recorded file lies.
    public static Path path(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Golden.class.getResource("/golden/" + name), name)
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    public static DType dtype(JsonNode name) {
        return switch (name.asText()) {
            case "uint16" -> DType.INT32;
            case "uint32" -> DType.INT64;
            case String text -> DType.valueOf(text.toUpperCase(Locale.ROOT));
        };
    }

    public static int[] ints(JsonNode list) {
        var values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }

    /// The recorded tensor, contiguous.
    public static Tensor tensor(JsonNode node) {
        return tensor(node, dtype(node.get("dtype")));
    }

    /// As another type: what was recorded as float32 is read as such first.
    public static Tensor tensor(JsonNode node, DType as) {
        JsonNode data = node.get("data");
        DType type = dtype(node.get("dtype"));
        int[] shape = ints(node.get("shape"));
        Tensor flat;
        if (type.isFloating()) {
            var values = new double[data.size()];
            for (int i = 0; i < values.length; i++) {
                String text = data.get(i).asText();
                values[i] =
                        type == DType.FLOAT64 ? Double.parseDouble(text) : Float.parseFloat(text);
            }
            flat = Tensors.fromArray(values);
        } else {
            var values = new long[data.size()];
            for (int i = 0; i < values.length; i++) {
                JsonNode v = data.get(i);
                values[i] = v.isBoolean() ? v.asBoolean() ? 1 : 0 : v.asLong();
            }
            flat = Tensors.fromArray(values);
        }
        return flat.to(type).to(as).reshape(shape);
    }

    /// Asserts the same shape, type and bits (but for the payload of NaN).
    public static void assertSame(String what, Tensor actual, JsonNode recorded) {
        assertSame(what, actual, tensor(recorded));
    }

    public static void assertSame(String what, Tensor actual, Tensor expected) {
        assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        if (expected.dtype().isFloating()) {
            assertThat(actual.toDoubleArray()).as(what).isEqualTo(expected.toDoubleArray());
        } else {
            assertThat(actual.toLongArray()).as(what).isEqualTo(expected.toLongArray());
        }
    }

    /// Asserts `|actual - expected| <= absolute + relative * |expected|` everywhere.
    public static void assertClose(
            String what, Tensor actual, Tensor expected, double relative, double absolute) {
        assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        double[] a = actual.toDoubleArray();
        double[] b = expected.toDoubleArray();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < a.length; i++) {
            boolean close =
                    Double.compare(a[i], b[i]) == 0
                            || Math.abs(a[i] - b[i]) <= absolute + relative * Math.abs(b[i]);
            if (!close) {
                wrong.add(i + ": " + a[i] + " for " + b[i]);
            }
        }
        assertThat(wrong).as(what).isEmpty();
    }
}
