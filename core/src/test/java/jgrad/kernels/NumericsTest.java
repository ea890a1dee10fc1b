package jgrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.rows.Scan;
import jgrad.kernels.rows.SoftmaxRows;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The accuracy of float32 reductions on data that is hard on them: at most four times PyTorch's
/// error, or half a unit in the last place of the result.
class NumericsTest {
    private static final Map<String, float[]> DATA = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> errorsAreAtMostFourTimesThoseOfPyTorch() throws IOException {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(
                                NumericsTest.class.getResourceAsStream(
                                        "/golden/kernels/numerics.json"))
                        .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(c ->
                        !c.get("op").asText().startsWith("dot")
                                && !c.get("op").asText().startsWith("mse"))
                .map(c -> dynamicTest(c.get("id").asText(), () -> check(c)));
    }

    private static void check(JsonNode c) {
        Tensor got = reduce(c, data(c));
        if (!c.has("rows")) {
            double error = c.get("torch_abs_error").asDouble(Double.POSITIVE_INFINITY);
            compare(c.get("op").asText(), last(got), c.get("expected_float64").asDouble(), error);
            return;
        }
        for (int i = 0; i < c.get("positions").size(); i++) {
            double value = Raw.floats(got)[c.get("positions").get(i).asInt()];
            double want = c.get("expected_float64").get(i).asDouble();
            compare("", value, want, c.get("torch_max_abs_error").asDouble());
        }
    }

    private static void compare(String op, double got, double want, double torchError) {
        if (Math.abs(want) > Float.MAX_VALUE) {
            assertThat(got).isEqualTo(Double.POSITIVE_INFINITY);
            return;
        }
        double rounding = op.equals("softmax_sum") ? 0 : Math.ulp((float) want) / 2.0;
        assertThat(Math.abs(got - want))
                .isLessThanOrEqualTo(Math.max(4 * torchError, rounding * (1 + 1e-6)));
    }

    private static double last(Tensor t) {
        if (t.dtype() == DType.FLOAT64) {
            return Raw.doubles(t)[0];
        }
        return Raw.floats(t)[t.numel() - 1];
    }

    private static Tensor reduce(JsonNode c, Tensor x) {
        int[] dims = c.has("dim") ? new int[] {c.get("dim").asInt()} : null;
        double correction = c.path("unbiased").asBoolean(true) ? 1 : 0;
        return switch (c.get("op").asText()) {
            case "sum" -> Reduce.sum(x, dims, false);
            case "mean" -> Reduce.mean(x, dims, false);
            case "var" -> Reduce.var(x, dims, correction, false);
            case "std" -> Reduce.std(x, dims, correction, false);
            case "norm1" -> Reduce.norm(x, 1, dims, false);
            case "norm2" -> Reduce.norm(x, 2, dims, false);
            case "cumsum_last" -> Scan.cumsum(x, 0);
            case "logsumexp" -> Reduce.logsumexp(x, dims, false);
            case "softmax_max" -> Reduce.max(SoftmaxRows.softmax(x, 0));
            case "softmax_sum" -> {
                double[] y = RecordedCase.doubles(SoftmaxRows.softmax(x, 0));
                double[] sum = {DoubleStream.of(y).sum()};
                yield new Tensor(new Storage(sum), Layout.SCALAR, DType.FLOAT64);
            }
            default -> throw new AssertionError(c);
        };
    }

    private static Tensor data(JsonNode c) {
        float[] x = DATA.computeIfAbsent(c.get("data").asText(), NumericsTest::make);
        int rows = c.path("rows").asInt(0);
        int n = c.path("n").asInt(x.length);
        Layout layout = rows > 0 ? Layout.contiguous(rows, x.length / rows) : Layout.contiguous(n);
        return new Tensor(new Storage(x), layout, DType.FLOAT32);
    }

    private static float[] make(String name) {
        float[] x = new float[1_000_000];
        for (int i = 0; i < x.length; i++) {
            double u = ((i * 2654435761L + 12345 & 0xffffffffL) >> 8) * 0x1p-24;
            x[i] =
                    (float)
                            switch (name) {
                                case "const_0.1" -> 0.1;
                                case "uniform01" -> u;
                                case "uniform_pm1" -> 2 * u - 1;
                                case "offset1e6" -> 1e6 + u;
                                case "offset1e4" -> 1e4 + u;
                                case "ramp" -> i;
                                case "alternating" -> (i % 2 == 0 ? 1 : -1) * (1000 + u);
                                case "big_then_small" -> i == 0 ? 1e8 : 1;
                                case "large1e37" -> 1e37 * (1 + u);
                                case "logits30" -> 60 * u - 30;
                                case "neg_logits" -> -5000 - 100 * u;
                                default -> throw new AssertionError(name);
                            };
        }
        return x;
    }
}
