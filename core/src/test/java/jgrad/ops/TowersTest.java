package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.func.Towers;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every operation, at its samples, in towers of up to three derivatives: every mixture of reverse
/// and forward mode, with vmap around any part.
class TowersTest {
    private static final int HEIGHT = 3;

    @TestFactory
    Stream<DynamicTest> allMixturesOfModesAgreeWithDifferences() {
        return Samples.all().stream()
                .filter(sample -> !varied(sample).isEmpty())
                .map(sample ->
                        DynamicTest.dynamicTest(
                                sample.toString(),
                                () ->
                                        assertThat(towers(sample).problems())
                                                .as(sample.toString())
                                                .isEmpty()));
    }

    private static Towers towers(Sample sample) {
        return new Towers(
                in -> number(sample.op(), Ops.applyAny(sample.op(), in.toArray(new Tensor[0]))),
                sample.inputs(),
                varied(sample),
                HEIGHT);
    }

    private static List<Integer> varied(Sample sample) {
        return IntStream.range(0, sample.inputs().size())
                .filter(sample::differentiable)
                .boxed()
                .toList();
    }

    /// Curved, so that linear operations have second derivatives too.
    private static Tensor number(Op op, Tensor[] results) {
        var random = new Random(3);
        Tensor sum = Tensors.fromArray(new double[] {0}, 1).sum();
        for (int k = 0; k < results.length; k++) {
            Tensor out = results[k];
            if (out.dtype().isFloating() && op.differentiable(k)) {
                var weights = new double[out.numel()];
                java.util.Arrays.setAll(weights, i -> 0.3 + random.nextDouble());
                Tensor w = Tensors.fromArray(weights, weights.length).reshape(out.shape().sizes());
                sum = sum.add(out.mul(w).mul(out.mul(0.5).add(1.0)).sum());
            }
        }
        return sum;
    }
}
