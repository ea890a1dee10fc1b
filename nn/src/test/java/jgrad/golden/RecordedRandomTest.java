package jgrad.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Generator;
import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Every sequence of random numbers that PyTorch was recorded to give, bit for bit where the
/// recording says that this can be had.
class RecordedRandomTest {
    static Stream<Arguments> sequences() {
        JsonNode all = Golden.document("rng.json.gz").get("sequences");
        return StreamSupport.stream(all.spliterator(), false)
                .map(s -> Arguments.of(s.get("id").asText(), s));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sequences")
    void givesPyTorchsNumbers(String id, JsonNode sequence) {
        new Run(id, sequence.get("seed").bigIntegerValue().longValue()).run(sequence.get("steps"));
    }

    private static final class Run {
        private final String id;
        private final Map<String, Generator> generators = new HashMap<>();
        private final Map<String, Tensor> saved = new HashMap<>();

        Run(String id, long seed) {
            this.id = id;
            generators.put("", new Generator(seed));
        }

        void run(JsonNode steps) {
            int n = 0;
            for (JsonNode step : steps) {
                String where = id + " step " + n++ + " " + step.get("call").asText();
                run(where, step.get("call").asText(), step.path("args"), step.get("result"));
            }
        }

        private void run(String where, String call, JsonNode a, JsonNode result) {
            Generator g = generators.get(a.path("generator").asText(""));
            switch (call) {
                case "Generator" ->
                        generators.put(
                                a.get("name").asText(), new Generator(a.get("seed").asLong()));
                case "manual_seed" -> g.manualSeed(a.get("seed").bigIntegerValue().longValue());
                case "initial_seed" ->
                        assertThat(new BigInteger(Long.toUnsignedString(g.initialSeed())))
                                .as(where)
                                .isEqualTo(result.bigIntegerValue());
                case "get_state" -> saved.put(a.get("save").asText(), g.getState());
                case "set_state" ->
                        g.setState(Objects.requireNonNull(saved.get(a.get("load").asText())));
                case "state_bytes" -> {
                    var bytes = new byte[5056];
                    long[] values = g.getState().toLongArray();
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) values[i];
                    }
                    assertThat(HexFormat.of().formatHex(bytes))
                            .as(where)
                            .isEqualTo(result.get("hex").asText());
                }
                default -> compare(where, call, drawn(g, call, a), result);
            }
        }

        private static void compare(String where, String call, Tensor actual, JsonNode result) {
            // Java's logarithm differs from C's in the last bit of some doubles.
            boolean last =
                    actual.dtype() == DType.FLOAT64
                            && (call.equals("exponential_")
                                    || call.startsWith("randn")
                                    || call.startsWith("normal"));
            if (call.equals("gumbel_softmax")) {
                double relative = actual.dtype() == DType.FLOAT64 ? 4e-15 : 4e-7;
                Golden.assertClose(where, actual, Golden.tensor(result), relative, 0);
            } else if (last) {
                Golden.assertClose(where, actual, Golden.tensor(result), 5e-16, 0);
            } else {
                Golden.assertSame(where, actual, result);
            }
        }

        private static Tensor drawn(Generator g, String call, JsonNode a) {
            int[] size = a.has("size") ? Golden.ints(a.get("size")) : new int[0];
            DType type = a.has("dtype") ? Golden.dtype(a.get("dtype")) : DType.FLOAT32;
            Tensor empty = Tensors.zeros(size, type);
            return switch (call) {
                case "rand" -> g.rand(size, type);
                case "randn" -> g.randn(size, type);
                case "rand_like" -> g.randLike(empty);
                case "randn_like" -> g.randnLike(empty);
                case "randint" ->
                        g.randint(
                                a.get("low").asLong(),
                                a.get("high").asLong(),
                                size,
                                a.has("dtype") ? type : DType.INT64);
                case "randperm" ->
                        g.randperm(a.get("n").asInt(), a.has("dtype") ? type : DType.INT64);
                case "bernoulli" -> g.bernoulli(Golden.tensor(a.get("p")));
                case "bernoulli_" -> g.bernoulli_(empty, a.get("p").asDouble());
                case "bernoulli_tensor_" -> g.bernoulli_(empty, Golden.tensor(a.get("p")));
                case "multinomial" ->
                        g.multinomial(
                                Golden.tensor(a.get("input")),
                                a.get("num_samples").asInt(),
                                a.get("replacement").asBoolean());
                case "normal" -> normal(g, a, empty);
                case "normal_" ->
                        g.normal_(empty, a.get("mean").asDouble(), a.get("std").asDouble());
                case "normal_transposed_" ->
                        g.normal_(empty.t(), a.get("mean").asDouble(), a.get("std").asDouble());
                case "uniform_" ->
                        g.uniform_(empty, a.get("from").asDouble(), a.get("to").asDouble());
                case "exponential_" -> g.exponential_(empty, a.get("lambd").asDouble());
                case "log_normal_" ->
                        g.logNormal_(empty, a.get("mean").asDouble(), a.get("std").asDouble());
                case "cauchy_" ->
                        g.cauchy_(empty, a.get("median").asDouble(), a.get("sigma").asDouble());
                case "geometric_" -> g.geometric_(empty, a.get("p").asDouble());
                case "random_" ->
                        a.has("to")
                                ? g.random_(empty, a.path("from").asLong(0), a.get("to").asLong())
                                : g.random_(empty);
                case "dropout", "dropout2d", "alpha_dropout", "rrelu", "gumbel_softmax" ->
                        Noise.apply(g, call, a);
                default -> throw new AssertionError(call);
            };
        }

        private static Tensor normal(Generator g, JsonNode a, Tensor empty) {
            JsonNode mean = a.get("mean");
            JsonNode std = a.get("std");
            if (mean.isObject()) {
                return std.isObject()
                        ? g.normal(Golden.tensor(mean), Golden.tensor(std))
                        : g.normal(Golden.tensor(mean), std.asDouble());
            }
            return std.isObject()
                    ? g.normal(mean.asDouble(), Golden.tensor(std))
                    : g.normal_(empty, mean.asDouble(), std.asDouble());
        }
    }

    /// What layers with noise draw, and what they make of it.
    private static final class Noise {
        static Tensor apply(Generator g, String call, JsonNode a) {
            Tensor x = Golden.tensor(a.get("input"));
            double p = a.path("p").asDouble();
            return switch (call) {
                case "dropout" ->
                        p == 0 ? x : p == 1 ? x.mul(0.0) : x.mul(kept(g, Tensors.emptyLike(x), p));
                case "dropout2d" -> {
                    Tensor mask = Tensors.zeros(new int[] {x.size(0), x.size(1), 1, 1}, x.dtype());
                    yield x.mul(kept(g, mask, p));
                }
                case "alpha_dropout" -> {
                    double alpha = 1.7580993408473766;
                    double scale = 1 / Math.sqrt((alpha * alpha * p + 1) * (1 - p));
                    Tensor mask = g.bernoulli_(Tensors.emptyLike(x), 1 - p);
                    Tensor shift = mask.sub(1.0).mul(alpha * scale).add(alpha * scale * p);
                    yield x.mul(mask.mul(scale)).add(shift);
                }
                case "rrelu" -> {
                    double[] values = x.toDoubleArray();
                    double lower = a.get("lower").asDouble();
                    double range = a.get("upper").asDouble() - lower;
                    for (int i = 0; i < values.length; i++) {
                        if (values[i] <= 0) {
                            values[i] *= g.nextDouble() * range + lower;
                        }
                    }
                    yield Tensors.fromArray(values).to(x.dtype()).reshape(x.shape().sizes());
                }
                default -> {
                    Tensor noise = g.exponential_(Tensors.emptyLike(x), 1).log().neg();
                    Tensor soft = x.add(noise).div(a.get("tau").asDouble()).softmax(-1);
                    if (!a.get("hard").asBoolean()) {
                        yield soft;
                    }
                    Tensor largest = soft.max(-1, true).values();
                    Tensor hard = soft.eq(largest).to(soft.dtype());
                    yield hard.sub(soft).add(soft);
                }
            };
        }

        private static Tensor kept(Generator g, Tensor mask, double p) {
            return g.bernoulli_(mask, 1 - p).div_(1 - p);
        }
    }
}
