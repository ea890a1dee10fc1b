package jgrad.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The element types of results, by PyTorch's tables, for the five types that operations compute
/// in.
class PromotionTablesTest {
    private static final JsonNode TABLES = Recorded.document("promotion.json").get("tables");
    private static final List<DType> TYPES =
            List.of(DType.BOOL, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);

    private static final Map<String, UnaryOperator<Tensor>> UNARY =
            Map.ofEntries(
                    Map.entry("abs", Tensor::abs),
                    Map.entry("neg", Tensor::neg),
                    Map.entry("sqrt", Tensor::sqrt),
                    Map.entry("exp", Tensor::exp),
                    Map.entry("log", Tensor::log),
                    Map.entry("sin", Tensor::sin),
                    Map.entry("tanh", Tensor::tanh),
                    Map.entry("sigmoid", Tensor::sigmoid),
                    Map.entry("sign", Tensor::sign),
                    Map.entry("reciprocal", Tensor::reciprocal),
                    Map.entry("relu", Tensor::relu),
                    Map.entry("sum", Tensor::sum),
                    Map.entry("prod", Tensor::prod),
                    Map.entry("mean", Tensor::mean),
                    Map.entry("max", Tensor::max),
                    Map.entry("min", Tensor::min),
                    Map.entry("logical_not", Tensor::logicalNot),
                    Map.entry("softmax", x -> x.softmax(0)),
                    Map.entry("cumsum", x -> x.cumsum(0)),
                    Map.entry("erf", Tensor::erf));

    private static final Map<String, BinaryOperator<Tensor>> BINARY =
            Map.ofEntries(
                    Map.entry("add", Tensor::add),
                    Map.entry("sub", Tensor::sub),
                    Map.entry("mul", Tensor::mul),
                    Map.entry("div", Tensor::div),
                    Map.entry("true_divide", Tensor::div),
                    Map.entry("pow", Tensor::pow),
                    Map.entry("atan2", Tensor::atan2),
                    Map.entry("maximum", Tensor::maximum),
                    Map.entry("minimum", Tensor::minimum),
                    Map.entry("eq", Tensor::eq),
                    Map.entry("lt", Tensor::lt),
                    Map.entry("logical_and", Tensor::logicalAnd));

    private static Tensor ones(DType type) {
        return Tensors.ones(new int[] {3}, type);
    }

    private interface Attempt {
        Tensor run();
    }

    /// The type as recorded, or the message.
    private static DynamicTest attempt(String name, Attempt call, JsonNode recorded) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    if (recorded.has("error")) {
                        assertThatThrownBy(call::run)
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(recorded.get("message").asText());
                    } else {
                        assertThat(call.run().dtype()).isEqualTo(Recorded.dtype(recorded));
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> functionsGiveTheRecordedTypes() {
        var tests = new ArrayList<DynamicTest>();
        UNARY.forEach((name, f) -> {
            for (DType type : TYPES) {
                JsonNode recorded =
                        TABLES.get("unary_result_dtype").get(name).get(type.torchName());
                tests.add(attempt(name + " of " + type, () -> f.apply(ones(type)), recorded));
            }
        });
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> operationsOnTwoTensorsGiveTheRecordedTypes() {
        var tests = new ArrayList<DynamicTest>();
        BINARY.forEach((name, f) -> {
            for (DType a : TYPES) {
                for (DType b : TYPES) {
                    JsonNode recorded =
                            TABLES.get("binary_result_dtype")
                                    .get(name)
                                    .get(a.torchName())
                                    .get(b.torchName());
                    tests.add(
                            attempt(
                                    name + " of " + a + " and " + b,
                                    () -> f.apply(ones(a), ones(b)),
                                    recorded));
                }
            }
        });
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> additionInPlaceIsAllowedWhereItWas() {
        var tests = new ArrayList<DynamicTest>();
        for (DType a : TYPES) {
            for (DType b : TYPES) {
                JsonNode recorded =
                        TABLES.get("inplace_add_allowed").get(a.torchName()).get(b.torchName());
                tests.add(
                        DynamicTest.dynamicTest(
                                a + " += " + b,
                                () -> {
                                    Tensor target = ones(a);
                                    if (recorded.isBoolean()) {
                                        assertThat(target.add_(ones(b)).dtype()).isEqualTo(a);
                                    } else {
                                        assertThatThrownBy(() -> target.add_(ones(b)))
                                                .hasMessageContaining(recorded.asText());
                                        assertThat(target.version()).isZero();
                                    }
                                }));
            }
        }
        return tests.stream();
    }
}
