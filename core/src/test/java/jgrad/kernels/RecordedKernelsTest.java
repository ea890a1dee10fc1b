package jgrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Raw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kernels against what PyTorch returned.
class RecordedKernelsTest {
    @TestFactory
    Stream<DynamicTest> kernelsReturnWhatPyTorchDid() {
        return RecordedCase.all().stream()
                .filter(c -> !c.fails() && !isOutOfScope(c))
                .collect(Collectors.groupingBy(RecordedCase::op))
                .entrySet()
                .stream()
                .map(e -> dynamicTest(e.getKey(), () -> e.getValue().forEach(this::check)));
    }

    @TestFactory
    Stream<DynamicTest> kernelsRefuseInPyTorchsWords() {
        return RecordedCase.all().stream()
                .filter(c -> c.fails() && !isOutOfScope(c))
                .map(c ->
                        dynamicTest(
                                c.json().get("id").asText(),
                                () -> {
                                    String message = c.json().get("error").asText();
                                    assertThat(catchMessage(c)).as("%s", c).isEqualTo(message);
                                }));
    }

    private static String catchMessage(RecordedCase c) {
        try {
            KernelCalls.call(c);
            return "nothing";
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return e.getMessage();
        }
    }

    /// What is not a kernel's part: dims given wrongly, other output types, slices, renormalizing
    /// embeddings.
    private static boolean isOutOfScope(RecordedCase c) {
        if (c.fails()) {
            String message = c.json().get("error").asText();
            return message.startsWith("only tensors with up to")
                    || message.startsWith("dim 0 appears")
                    || message.startsWith("Dimension out of range")
                    || message.startsWith("`shifts` required")
                    || message.startsWith("shifts and dimensions")
                    || message.startsWith("cat() received an invalid")
                    || message.contains("Optional dtype must be");
        }
        return c.option("reduce").isTextual()
                || c.json().get("kwargs").has("dtype")
                || c.option("max_norm").isNumber()
                || c.op().equals("__getitem__") && !isTensorsOnly(c.arg(1))
                || c.op().equals("scatter") && !c.arg(3).isObject();
    }

    private static boolean isTensorsOnly(JsonNode indices) {
        for (JsonNode index : indices) {
            if (!index.has("t") && !isWhole(index)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(JsonNode index) {
        return index.path("slice").toString().equals("[null,null,null]");
    }

    private void check(RecordedCase c) {
        List<Tensor> got = KernelCalls.call(c);
        List<Tensor> want = c.outputs();
        assertThat(got).hasSameSizeAs(want);
        for (int i = 0; i < want.size(); i++) {
            assertClose(got.get(i), want.get(i), c);
        }
        if (c.json().has("grads")) {
            List<Tensor> grads = KernelCalls.gradients(c, got);
            List<Tensor> recorded = RecordedCase.tensors(c.json().get("grads"));
            for (int i = 0; i < recorded.size(); i++) {
                assertClose(grads.get(i), recorded.get(i), c);
            }
        }
    }

    private static void assertClose(Tensor got, Tensor want, RecordedCase c) {
        assertThat(Raw.shape(got)).as("%s", c).isEqualTo(Raw.shape(want));
        assertThat(got.dtype()).as("%s", c).isEqualTo(want.dtype());
        assertThat(got.isContiguous()).isTrue();
        double[] g = RecordedCase.doubles(got);
        double[] w = RecordedCase.doubles(want);
        double relative = want.dtype() == DType.FLOAT32 ? 1e-5 : 1e-7;
        for (int i = 0; i < w.length; i++) {
            if (Double.isFinite(w[i])) {
                assertThat(g[i])
                        .as("element %d of %s", i, c)
                        .isCloseTo(w[i], within(1e-9 + relative * Math.abs(w[i])));
            } else {
                assertThat(g[i]).as("element %d of %s", i, c).isEqualTo((Double) w[i]);
            }
        }
    }
}
