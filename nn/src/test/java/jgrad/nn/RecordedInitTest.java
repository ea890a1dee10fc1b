package jgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.golden.Golden;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Initialisers against the numbers that PyTorch gives for the same seeds. What modules start with
/// is the modules' own matter.
class RecordedInitTest {
    private static Stream<Arguments> cases(String kind) {
        JsonNode all = Golden.document("init.json").get("cases");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(c -> c.get("kind").asText().equals(kind))
                .map(c -> Arguments.of(c.get("id").asText(), c));
    }

    static Stream<Arguments> functions() {
        return cases("init_fn");
    }

    static Stream<Arguments> gains() {
        return cases("gain");
    }

    /// A wrong mode cannot be written in Java.
    static Stream<Arguments> errors() {
        return cases("error").filter(a -> !((JsonNode) a.get()[1]).path("kwargs").has("mode"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void givesPyTorchsNumbers(String id, JsonNode c) {
        DType type = Golden.dtype(c.get("dtype"));
        Tensor t = Tensors.zeros(Golden.ints(c.get("shape")), type).requiresGrad_();
        Tensors.manualSeed(c.get("seed").asLong());
        Tensor filled = apply(c.get("fn").asText(), t, c.get("kwargs"));
        assertThat(filled).isSameAs(t);
        assertThat(t.isLeaf()).isTrue();
        if (c.get("fn").asText().equals("orthogonal_")) {
            Golden.assertClose(id, t.detach(), Golden.tensor(c.get("result")), 0, 1e-5);
        } else {
            Golden.assertSame(id, t.detach(), c.get("result"));
        }
    }

    private static Tensor apply(String fn, Tensor t, JsonNode k) {
        double gain = k.path("gain").asDouble(1);
        return switch (fn) {
            case "uniform_" -> Init.uniform_(t, k.path("a").asDouble(0), k.path("b").asDouble(1));
            case "normal_" ->
                    Init.normal_(t, k.path("mean").asDouble(0), k.path("std").asDouble(1));
            case "trunc_normal_" ->
                    Init.truncNormal_(
                            t,
                            k.path("mean").asDouble(0),
                            k.path("std").asDouble(1),
                            k.path("a").asDouble(-2),
                            k.path("b").asDouble(2));
            case "constant_" -> Init.constant_(t, k.get("val").asDouble());
            case "ones_" -> Init.ones_(t);
            case "zeros_" -> Init.zeros_(t);
            case "eye_" -> Init.eye_(t);
            case "dirac_" -> Init.dirac_(t, k.path("groups").asInt(1));
            case "xavier_uniform_" -> Init.xavierUniform_(t, gain);
            case "xavier_normal_" -> Init.xavierNormal_(t, gain);
            case "kaiming_uniform_" -> Init.kaimingUniform_(t, fan(k), kaimingGain(k));
            case "kaiming_normal_" -> Init.kaimingNormal_(t, fan(k), kaimingGain(k));
            case "orthogonal_" -> Init.orthogonal_(t, gain);
            case "sparse_" ->
                    Init.sparse_(t, k.get("sparsity").asDouble(), k.path("std").asDouble(0.01));
            default -> throw new AssertionError(fn);
        };
    }

    private static Init.Fan fan(JsonNode k) {
        return k.path("mode").asText("fan_in").equals("fan_in") ? Init.Fan.IN : Init.Fan.OUT;
    }

    private static double kaimingGain(JsonNode k) {
        return Init.calculateGain(
                k.path("nonlinearity").asText("leaky_relu"), k.path("a").asDouble(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gains")
    void gainsAreThose(String id, JsonNode c) {
        String name = c.get("nonlinearity").asText();
        double gain =
                c.get("param").isNull()
                        ? Init.calculateGain(name)
                        : Init.calculateGain(name, c.get("param").asDouble());
        assertThat(gain).as(id).isCloseTo(c.get("result").asDouble(), Offset.offset(1e-15));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void whatDoesNotFitIsRefusedInPyTorchsWords(String id, JsonNode c) {
        assertThatThrownBy(
                        () -> {
                            if (c.has("fn")) {
                                apply(
                                        c.get("fn").asText(),
                                        Tensors.zeros(Golden.ints(c.get("shape"))),
                                        c.get("kwargs"));
                            } else {
                                Init.calculateGain(c.get("nonlinearity").asText());
                            }
                        })
                .as(id)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(c.get("exception").get("message").asText());
    }
}
