package jgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

class TensorFormatTest {
    @AfterEach
    void restore() {
        PrintOptions.set(PrintOptions.DEFAULT);
        DType.setDefaultType(DType.FLOAT32);
    }

    @TestFactory
    Stream<DynamicTest> printsWhatPyTorchPrints() throws IOException {
        try (InputStream in = TensorFormatTest.class.getResourceAsStream("/golden/printing.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            assertThat(cases).hasSize(195);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(c -> dynamicTest(name(c), () -> check(c)));
        }
    }

    private static String name(JsonNode c) {
        return c.get("source").asText()
                + (c.has("printoptions") ? " " + c.get("printoptions") : "");
    }

    private static void check(JsonNode c) {
        String parameter =
                c.get("source").asText().startsWith("torch.nn.Parameter")
                        ? "Parameter containing:\n"
                        : "";
        String text = TensorFormat.format(tensor(c), options(c.path("printoptions")), suffixes(c));
        assertThat(parameter + text).isEqualTo(c.get("repr").asText());
    }

    private static Tensor tensor(JsonNode c) {
        JsonNode json = c.get("tensor");
        DType type = DType.valueOf(json.get("dtype").asText().toUpperCase(java.util.Locale.ROOT));
        int[] shape =
                StreamSupport.stream(json.get("shape").spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray();
        Tensor t = zeros(type, shape);
        for (int i = 0; i < t.numel(); i++) {
            put(t, i, json.get("data").isNull() ? rebuilt(c, i) : json.get("data").get(i));
        }
        return t;
    }

    /// The elements of the tensors too large to be recorded.
    private static JsonNode rebuilt(JsonNode c, int i) {
        String source = c.get("source").asText();
        assertThat(source).matches("torch\\.(arange|zeros)\\([0-9., ]*\\)(\\.reshape.*)?");
        return new ObjectMapper().valueToTree(source.startsWith("torch.arange") ? i : 0);
    }

    private static void put(Tensor t, int i, JsonNode value) {
        Object array = Raw.storage(t).array();
        switch (t.dtype().kind()) {
            case BOOL -> Elements.put(t.dtype(), array, i, value.asBoolean() ? 1L : 0L);
            case INTEGER -> Elements.put(t.dtype(), array, i, value.asLong());
            case FLOATING -> Elements.put(t.dtype(), array, i, Double.parseDouble(value.asText()));
        }
    }

    private static String[] suffixes(JsonNode c) {
        if (!c.get("grad_fn").isNull()) {
            return new String[] {"grad_fn=<" + c.get("grad_fn").asText() + ">"};
        }
        boolean requiresGrad = c.get("tensor").path("requires_grad").asBoolean();
        return requiresGrad ? new String[] {"requires_grad=True"} : new String[0];
    }

    private static PrintOptions options(JsonNode json) {
        PrintOptions base =
                switch (json.path("profile").asText()) {
                    case "short" -> PrintOptions.SHORT;
                    case "full" -> PrintOptions.FULL;
                    default -> PrintOptions.DEFAULT;
                };
        return new PrintOptions(
                json.path("precision").asInt(base.precision()),
                json.path("threshold").asInt(base.threshold()),
                json.path("edgeitems").asInt(base.edgeItems()),
                json.path("linewidth").asInt(base.lineWidth()),
                json.has("sci_mode") ? json.get("sci_mode").asBoolean() : null);
    }

    @Test
    void stridesDecideWhichElementIsPrintedWhere() {
        Tensor t =
                new Tensor(
                        new Storage(new long[] {9, 1, 2, 3, 4, 5, 6}),
                        new Layout(new int[] {3, 2}, new int[] {1, 3}, 1),
                        DType.INT64);
        assertThat(TensorFormat.format(t))
                .isEqualTo("tensor([[1, 4],\n        [2, 5],\n        [3, 6]])");
    }

    @Test
    void anExpandedTensorLargerThanMemoryIsSummarised() {
        Tensor t =
                new Tensor(
                        new Storage(new float[] {1.5f}),
                        new Layout(new int[] {40_000, 50_000}, new int[2], 0),
                        DType.FLOAT32);
        assertThat(TensorFormat.format(t))
                .isEqualTo(
                        """
                        tensor([[1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                                [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                                [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                                ...,
                                [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                                [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                                [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000]])\
                        """);
    }

    @Test
    void onlyTheElementsOfASummaryDecideItsWidth() {
        float[] values = new float[2000];
        values[1000] = 1e20f;
        Tensor t = new Tensor(new Storage(values), Layout.contiguous(2000), DType.FLOAT32);
        assertThat(TensorFormat.format(t)).isEqualTo("tensor([0., 0., 0.,  ..., 0., 0., 0.])");
    }

    @Test
    void aThousandDimensionsPrint() {
        int[] shape = new int[1000];
        Arrays.fill(shape, 1);
        shape[0] = 2;
        String text = TensorFormat.format(zeros(DType.FLOAT32, shape));
        assertThat(text)
                .startsWith(
                        "tensor("
                                + "[".repeat(1000)
                                + "0."
                                + "]".repeat(999)
                                + ","
                                + "\n".repeat(999));
        assertThat(text).endsWith(" ".repeat(8) + "[".repeat(999) + "0." + "]".repeat(1000) + ")");
    }

    @Test
    void theLastLineOfTheElementsDecidesWhetherASuffixFits() {
        assertThat(TensorFormat.format(zeros(DType.FLOAT64, 15), "requires_grad=True"))
                .isEqualTo(
                        "tensor([0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.],\n"
                                + "       dtype=torch.float64, requires_grad=True)");
        assertThat(TensorFormat.format(zeros(DType.FLOAT32, 2, 13), "grad_fn=<AddBackward0>"))
                .endsWith(
                        "\n        [0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.]],\n"
                                + "       grad_fn=<AddBackward0>)");
    }

    @Test
    void theDefaultTypeIsNotNamed() {
        DType.setDefaultType(DType.FLOAT64);
        assertThat(TensorFormat.format(zeros(DType.FLOAT64, 1))).isEqualTo("tensor([0.])");
        assertThat(TensorFormat.format(zeros(DType.FLOAT32, 1)))
                .isEqualTo("tensor([0.], dtype=torch.float32)");
        assertThat(TensorFormat.format(zeros(DType.FLOAT32, 0)))
                .isEqualTo("tensor([], dtype=torch.float32)");
    }

    @Test
    void aTangentIsATensorOrANumber() {
        Tensor row = zeros(DType.FLOAT32, 2);
        assertThat(TensorFormat.format(row, TensorFormat.tangent(row)))
                .isEqualTo("tensor([0., 0.], tangent=tensor([0., 0.]))");
        Tensor scalar = zeros(DType.FLOAT32);
        Elements.put(DType.FLOAT32, Raw.storage(scalar).array(), 0, 0.1);
        assertThat(TensorFormat.format(scalar, "grad_fn=<F>", TensorFormat.tangent(scalar)))
                .isEqualTo("tensor(0.1000, grad_fn=<F>, tangent=0.10000000149011612)");
    }

    @Test
    void theOptionsOfTheProcessAreUsed() {
        Tensor t = zeros(DType.FLOAT32, 20);
        PrintOptions.set(PrintOptions.current().threshold(10).edgeItems(1));
        assertThat(TensorFormat.format(t)).isEqualTo("tensor([0.,  ..., 0.])");
        PrintOptions.set(PrintOptions.current().edgeItems(0));
        assertThat(TensorFormat.format(t)).isEqualTo("tensor([...], size=(20,))");
        PrintOptions.set(PrintOptions.FULL.lineWidth(20));
        assertThat(TensorFormat.format(t))
                .startsWith("tensor([0., 0., 0., 0.,\n        0., 0., 0., 0.,\n");
    }

    @Test
    void negativeOptionsAreRefused() {
        assertThatThrownBy(() -> PrintOptions.DEFAULT.precision(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PrintOptions: precision, threshold, edgeItems and lineWidth must not be"
                                + " negative, but are -1, 1000, 3, 80");
    }

    @Test
    void aNotationForcedUponTheValuesHasItsOwnWidth() {
        Tensor t = zeros(DType.FLOAT64, 2);
        Elements.put(DType.FLOAT64, Raw.storage(t).array(), 0, 1e-9);
        assertThat(TensorFormat.format(t, PrintOptions.DEFAULT.sciMode(false)))
                .isEqualTo("tensor([0.0000, 0.0000], dtype=torch.float64)");
        assertThat(TensorFormat.format(zeros(DType.FLOAT64, 2), PrintOptions.DEFAULT.sciMode(true)))
                .isEqualTo("tensor([0., 0.], dtype=torch.float64)");
    }

    private static Tensor zeros(DType type, int... shape) {
        return new Tensor(
                Storage.allocate(type, Layout.numel(shape)), Layout.contiguous(shape), type);
    }
}
