package jgrad.kernels.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Zeros, infinities, NaN and numbers beside kinks, against what PyTorch returned for them.
class SpecialValuesTest {
    private static final JsonNode RECORDED = read();
    private static final double[] UNARY = numbers(RECORDED.get("unary"));

    @TestFactory
    Stream<DynamicTest> operationsAgreeWithPyTorchOnSpecialValues() {
        return StreamSupport.stream(RECORDED.get("cases").spliterator(), false)
                .map(c ->
                        dynamicTest(
                                c.get("op").asText(),
                                () -> {
                                    boolean unary = c.get("kind").asText().equals("unary");
                                    double[] expected = numbers(c.get("result"));
                                    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
                                        Tensor result =
                                                unary
                                                        ? Each.unary(
                                                                Unary.valueOf(c.get("op").asText()),
                                                                tensor("unary", type))
                                                        : binary(
                                                                c.get("op").asText(),
                                                                tensor("first", type),
                                                                tensor("second", type));
                                        check(result, expected, type);
                                    }
                                }));
    }

    private static Tensor binary(String op, Tensor a, Tensor b) {
        boolean compares = Arrays.stream(Compare.values()).anyMatch(c -> c.name().equals(op));
        return compares
                ? Each.compare(Compare.valueOf(op), a, b)
                : Each.binary(Binary.valueOf(op), a, b);
    }

    private static void check(Tensor result, double[] expected, DType type) {
        Object array = Raw.storage(result).array();
        for (int i = 0; i < expected.length; i++) {
            double actual = Elements.asDouble(result.dtype(), array, i);
            double should = expected[i];
            if (type == DType.FLOAT32) {
                if (expected.length != UNARY.length || Math.abs(UNARY[i]) != 1e300) {
                    assertThat(Double.isNaN(actual))
                            .as("element %s is NaN", i)
                            .isEqualTo(Double.isNaN(should));
                }
            } else if (Math.abs(should) > 0 && Double.isFinite(should)) {
                double tolerance = 1e-12 * Math.abs(should) + 1e-17;
                assertThat(actual).as("element %s", i).isCloseTo(should, offset(tolerance));
            } else {
                boolean underflows =
                        should == 0 && Math.abs(actual) < 1e-80; // where PyTorch's formula cancels
                double rounded = underflows ? Math.copySign(0.0, actual) : actual;
                assertThat(rounded).as("element %s", i).isEqualTo(Double.valueOf(should));
            }
        }
    }

    private static Tensor tensor(String name, DType type) {
        double[] numbers = numbers(RECORDED.get(name));
        Object array = Storage.newArray(type, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            Elements.put(type, array, i, numbers[i]);
        }
        return new Tensor(new Storage(array), Layout.contiguous(numbers.length), type);
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode element = list.get(i);
            numbers[i] =
                    element.isTextual() ? Double.parseDouble(element.asText()) : element.asDouble();
        }
        return numbers;
    }

    private static JsonNode read() {
        try (var in =
                SpecialValuesTest.class.getResourceAsStream(
                        "/golden/kernels/elementwise-special.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
