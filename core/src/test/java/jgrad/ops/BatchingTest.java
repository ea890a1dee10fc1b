package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.func.Func;
import jgrad.func.Structure;
import jgrad.func.VmapOptions;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every operation's batching rule, at its samples, against the samples one by one; and those of
/// what its formulas are made of.
class BatchingTest {
    private interface Program {
        List<Tensor> run(List<Tensor> inputs);
    }

    @TestFactory
    Stream<DynamicTest> batchesAreTheSamplesOneByOne() {
        return Samples.all().stream()
                .map(sample ->
                        DynamicTest.dynamicTest(
                                sample.toString(),
                                () ->
                                        compare(
                                                in -> List.of(run(sample, in)),
                                                sample.inputs(),
                                                sample.anyLayout())));
    }

    @TestFactory
    Stream<DynamicTest> batchesOfGradientsAreThoseOfTheSamples() {
        return Samples.all().stream()
                .filter(sample -> sample.differentiable(0))
                // reads where its targets end, which a batch refuses
                .filter(sample -> !(sample.op() instanceof MarginLosses.MultilabelMarginLoss))
                .map(sample ->
                        DynamicTest.dynamicTest(
                                sample.toString(),
                                () ->
                                        compare(
                                                in -> gradients(sample, in),
                                                sample.inputs(),
                                                sample.anyLayout())));
    }

    private static Tensor[] run(Sample sample, List<Tensor> in) {
        return Ops.applyAny(sample.op(), in.toArray(new Tensor[0]));
    }

    /// Of the sum of the results' squares, with respect to the first input.
    private static List<Tensor> gradients(Sample sample, List<Tensor> in) {
        Function<Tensor, Tensor> squares =
                first -> {
                    var all = new ArrayList<>(in);
                    all.set(0, first);
                    Tensor sum = Tensors.zeros(new int[0], in.get(0).dtype());
                    Tensor[] results = run(sample, all);
                    for (int k = 0; k < results.length; k++) {
                        if (sample.op().differentiable(k)) {
                            sum = sum.add(results[k].mul(results[k]).sum());
                        }
                    }
                    return sum;
                };
        return List.of(Func.grad(squares::apply).apply(in.get(0)));
    }

    /// Each input batched or not, along the first dimension and the last.
    private static void compare(Program program, List<Tensor> first, boolean alsoLast) {
        List<Tensor> second = first.stream().map(BatchingTest::shuffled).toList();
        int n = first.size();
        for (int mask = 1; mask < 1 << n; mask++) {
            for (int last = 0; last < (alsoLast ? 2 : 1); last++) {
                var dims = new int[n];
                var stacked = new ArrayList<Tensor>();
                var other = new ArrayList<Tensor>();
                for (int i = 0; i < n; i++) {
                    Tensor a = first.get(i);
                    boolean in = (mask >> i & 1) != 0;
                    dims[i] = in ? last == 0 ? 0 : a.dim() : VmapOptions.NONE;
                    stacked.add(in ? Tensors.stack(List.of(a, second.get(i)), dims[i]) : a);
                    other.add(in ? second.get(i) : a);
                }
                List<Tensor> together =
                        Func.vmap(Structure.LIST, Structure.LIST, program::run, Func.inDims(dims))
                                .apply(stacked);
                same(together, program.run(first), program.run(other), dims);
            }
        }
    }

    private static void same(List<Tensor> together, List<Tensor> a, List<Tensor> b, int[] dims) {
        for (int k = 0; k < a.size(); k++) {
            Tensor expected = Tensors.stack(List.of(a.get(k), b.get(k)), 0);
            assertThat(together.get(k).shape())
                    .as("result %s over dimensions %s", k, Arrays.toString(dims))
                    .isEqualTo(expected.shape());
            assertThat(together.get(k).dtype()).isEqualTo(expected.dtype());
            assertThat(together.get(k).toDoubleArray())
                    .containsExactly(expected.toDoubleArray(), Offset.offset(1e-12));
        }
    }

    /// The same values elsewhere, so that they are still where the operation is defined.
    private static Tensor shuffled(Tensor t) {
        return t.reshape(-1).flip(0).reshape(t.shape().sizes());
    }
}
