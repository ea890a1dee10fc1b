package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import jgrad.PrintOptions;
import jgrad.Tensor;
import jgrad.Tensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The text of tensors: the cases of `printing.json`.
final class PrintedTensors {
    /// Operations that leave the elements as they are, by their nodes.
    private static final Map<String, UnaryOperator<Tensor>> NODES =
            Map.ofEntries(
                    Map.entry("AddBackward0", x -> x.add(0L)),
                    Map.entry("MulBackward0", x -> x.mul(1L)),
                    Map.entry("DivBackward0", x -> x.div(1L)),
                    Map.entry("SubBackward0", x -> x.sub(0L)),
                    Map.entry("NegBackward0", x -> x.detach().neg().requiresGrad_().neg()),
                    Map.entry("ExpBackward0", x -> x.detach().log().requiresGrad_().exp()),
                    Map.entry("SumBackward0", x -> x.detach().requiresGrad_().sum()),
                    Map.entry("MeanBackward0", x -> x.detach().requiresGrad_().mean()),
                    Map.entry("ReluBackward0", Tensor::relu),
                    Map.entry("SoftmaxBackward0", x -> x.log().softmax(0)),
                    Map.entry("TBackward0", x -> x.detach().t().requiresGrad_().t()),
                    Map.entry("ViewBackward0", x -> x.view(x.shape().sizes())),
                    Map.entry("SelectBackward0", x -> x.unsqueeze(0).select(0, 0)),
                    Map.entry("CatBackward0", x -> Tensors.cat(List.of(x), 0)));

    private PrintedTensors() {}

    static Optional<Report> run(Path folder, Deviations deviations) throws IOException {
        Path file = folder.resolve("printing.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var report = Report.empty("printing", true);
        for (JsonNode recorded : Json.document(file).get("cases")) {
            String source = recorded.get("source").asText();
            report.add(source, deviations.apply("printing", check(recorded)));
        }
        return Optional.of(report);
    }

    private static Check check(JsonNode recorded) {
        PrintOptions before = PrintOptions.current();
        try {
            PrintOptions.set(options(recorded.path("printoptions")));
            String text = tensor(recorded).toString();
            String expected = recorded.get("repr").asText();
            return text.equals(expected)
                    ? Check.passed(Category.PRINTING)
                    : Check.failed(Category.PRINTING, "'" + text + "', expected '" + expected);
        } catch (Inexpressible e) {
            return Check.excluded(Category.PRINTING, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Check.failed(Category.PRINTING, "threw " + e);
        } finally {
            PrintOptions.set(before);
        }
    }

    private static Tensor tensor(JsonNode recorded) {
        ObjectNode json = recorded.get("tensor").deepCopy();
        String source = recorded.get("source").asText();
        if (!json.path("data").isArray()) {
            rebuild(json, source);
        }
        String node = recorded.path("grad_fn").asText(null);
        json.put("requires_grad", node != null || json.path("requires_grad").asBoolean());
        Tensor t = RecordedTensor.of(json);
        if (node != null) {
            UnaryOperator<Tensor> operation = NODES.get(node);
            if (operation == null) {
                throw new Inexpressible("the tensor is known without its history");
            }
            return operation.apply(t);
        }
        return source.startsWith("torch.nn.Parameter") ? t.asParameter() : t;
    }

    /// The elements of the tensors too large to be recorded.
    private static void rebuild(ObjectNode json, String source) {
        boolean range = source.startsWith("torch.arange");
        if (!source.matches("torch\\.(arange|zeros)\\([0-9., ]*\\)(\\.reshape.*)?")) {
            throw new Inexpressible("too large to be recorded");
        }
        int size = 1;
        for (JsonNode s : json.get("shape")) {
            size *= s.asInt();
        }
        var data = json.putArray("data");
        for (int i = 0; i < size; i++) {
            data.add(range ? i : 0);
        }
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
}
