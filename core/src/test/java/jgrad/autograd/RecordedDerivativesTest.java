package jgrad.autograd;

import static jgrad.Tensors.stack;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.func.FnN;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Jacobians, Hessians and products with them as PyTorch recorded them.
class RecordedDerivativesTest {
    private interface One {
        Tensor apply(Tensor x);
    }

    private interface Two {
        Tensor apply(Tensor x, Tensor y);
    }

    /// By their Python source; the others use operations that are not there yet.
    private static final Map<String, FnN> FUNCTIONS = new HashMap<>();

    private static void one(String source, One f) {
        FUNCTIONS.put(source, in -> List.of(f.apply(in.getFirst())));
    }

    private static void two(String source, Two f) {
        FUNCTIONS.put(source, in -> List.of(f.apply(in.get(0), in.get(1))));
    }

    static {
        one("lambda x: x.exp()", Tensor::exp);
        one("lambda x: (x * x).sum()", x -> x.mul(x).sum());
        one("lambda x: x.sin().prod()", x -> x.sin().prod());
        two("lambda x, y: (x * y).sum()", (x, y) -> x.mul(y).sum());
        two("lambda x, y: (x @ y).tanh()", (x, y) -> x.matmul(y).tanh());
        one("lambda x: torch.softmax(x, 0)", x -> x.softmax(0));
        one("lambda x: torch.logsumexp(x, 1)", x -> x.logsumexp(new int[] {1}, false));
        FUNCTIONS.put(
                "lambda x, y: (x.sigmoid() / (1 + y * y), x.sum() * y)",
                in ->
                        List.of(
                                in.get(0).sigmoid().div(in.get(1).mul(in.get(1)).add(1.0)),
                                in.get(0).sum().mul(in.get(1))));
        one(
                "lambda x: x[0] ** 3 * x[1] + torch.cos(x[1] * x[2])",
                x -> x.at(0).pow(3L).mul(x.at(1)).add(x.at(1).mul(x.at(2)).cos()));
        one(
                "lambda x: (x.unsqueeze(1) * x.unsqueeze(0)).cumsum(0)",
                x -> x.unsqueeze(1).mul(x.unsqueeze(0)).cumsum(0));
        one(
                "lambda x: (torch.log(1 + x.exp()) ** 2).mean()",
                x -> x.exp().add(1.0).log().pow(2L).mean());
        FUNCTIONS.put(
                "lambda x, y, z: (x * y.sin() + z).pow(3).sum()",
                in -> List.of(in.get(0).mul(in.get(1).sin()).add(in.get(2)).pow(3L).sum()));
        one(
                "lambda x: torch.stack([x.sum(), (x * x).sum(), x.prod()])",
                x -> stack(List.of(x.sum(), x.mul(x).sum(), x.prod()), 0));
        two(
                "lambda w, b: F.mse_loss(torch.tanh(torch.linspace(-1, 1, 6,"
                        + " dtype=torch.float64).reshape(3, 2) @ w + b), torch.ones(3, 2,"
                        + " dtype=torch.float64))",
                (w, b) ->
                        Tensors.linspace(-1, 1, 6, DType.FLOAT64)
                                .reshape(3, 2)
                                .matmul(w)
                                .add(b)
                                .tanh()
                                .sub(1.0)
                                .pow(2L)
                                .mean());
        one(
                "lambda x: F.cross_entropy(x, torch.tensor([0, 2]))",
                x -> Functional.crossEntropy(x, tensor(0L, 2L)));
        one(
                "lambda x: F.layer_norm(x, [4]).pow(3).sum()",
                x -> Functional.layerNorm(x, new int[] {4}, null, null, 1e-5).pow(3L).sum());
        one("lambda x: (x.abs() + x.relu()).sum()", x -> x.abs().add(x.relu()).sum());
        two(
                "lambda x, y: torch.where(x > y, x * x * y, torch.exp(y) * x).sum()",
                (x, y) -> Tensors.where(x.gt(y), x.mul(x).mul(y), y.exp().mul(x)).sum());
        one("lambda x: x.clone()", Tensor::clone);
        one("lambda x: x.norm()", x -> x.mul(x).sum().sqrt());
        two("lambda x, y: (x * 2).sum()", (x, y) -> x.mul(2.0).sum());
        one("lambda x: torch.ones(2)", x -> Tensors.ones(2));
        one("lambda x: x * 2", x -> x.mul(2.0));
    }

    @TestFactory
    Stream<DynamicTest> derivativesAreTheRecordedOnes() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        try (var in = getClass().getResourceAsStream("/golden/functional.json")) {
            for (JsonNode c : new ObjectMapper().readTree(in).get("cases")) {
                boolean known =
                        c.get("kind").asText().equals("autograd.functional")
                                && FUNCTIONS.containsKey(c.get("f").asText())
                                && !c.has("torch_limitation")
                                // jgrad can
                                && !c.get("options").toString().contains("create_graph\":true,\"s");
                if (known) {
                    tests.add(DynamicTest.dynamicTest(c.get("id").asText(), () -> check(c)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    private static void check(JsonNode c) {
        FnN f = Objects.requireNonNull(FUNCTIONS.get(c.get("f").asText()));
        JsonNode given = c.get("options");
        boolean graph = given.path("create_graph").asBoolean();
        var options =
                new DerivativeOptions(
                        graph,
                        given.path("strict").asBoolean(),
                        given.path("vectorize").asBoolean(),
                        given.toString().contains("forward-mode"));
        List<Tensor> inputs = tensors(c.get("inputs"));
        inputs.forEach(t -> t.requiresGrad_(graph));
        List<Tensor> v = c.hasNonNull("v") ? tensors(c.get("v")) : null;
        if (c.has("exception")) {
            assertThat(catchThrowable(() -> results(c, f, inputs, v, options)))
                    .hasMessageStartingWith(c.get("exception").get("message").asText());
            return;
        }
        List<Tensor> found = results(c, f, inputs, v, options);
        var expected = new ArrayList<Tensor>();
        flatten(c.get("result"), expected);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(found.get(i).toDoubleArray())
                    .containsExactly(
                            expected.get(i).toDoubleArray(),
                            org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    private static List<Tensor> results(
            JsonNode c,
            FnN f,
            List<Tensor> inputs,
            @org.jspecify.annotations.Nullable List<Tensor> v,
            DerivativeOptions options) {
        var all = new ArrayList<Tensor>();
        switch (c.get("api").asText()) {
            case "jacobian" -> Derivatives.jacobian(f, inputs, options).forEach(all::addAll);
            case "hessian" -> Derivatives.hessian(f, inputs, options).forEach(all::addAll);
            default -> {
                var product =
                        switch (c.get("api").asText()) {
                            case "vjp" -> Derivatives.vjp(f, inputs, v, options);
                            case "jvp" -> Derivatives.jvp(f, inputs, v, options);
                            case "hvp" -> Derivatives.hvp(f, inputs, v, options);
                            default -> Derivatives.vhp(f, inputs, v, options);
                        };
                all.addAll(product.value());
                all.addAll(product.product());
            }
        }
        return all;
    }

    private static List<Tensor> tensors(JsonNode list) {
        var tensors = new ArrayList<Tensor>();
        flatten(list, tensors);
        return tensors;
    }

    private static void flatten(JsonNode node, List<Tensor> into) {
        if (node.isArray()) {
            node.forEach(child -> flatten(child, into));
            return;
        }
        var data = new double[node.get("data").size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = node.get("data").get(i).asDouble();
        }
        var shape = new int[node.get("shape").size()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = node.get("shape").get(d).asInt();
        }
        into.add(
                Tensors.fromArray(data, data.length)
                        .reshape(shape)
                        .to(
                                node.get("dtype").asText().equals("float64")
                                        ? DType.FLOAT64
                                        : DType.FLOAT32));
    }
}
