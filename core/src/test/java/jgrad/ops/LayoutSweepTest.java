package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.GradOptions;
import jgrad.engine.Ops;
import jgrad.func.Func;
import jgrad.func.Structure;
import jgrad.func.VmapOptions;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Every operation, at its samples, with incoming gradients that lie otherwise, with one input at a
/// time that needs a gradient, and under vmap over every axis to every axis.
class LayoutSweepTest {
    private static Stream<DynamicTest> each(java.util.function.Consumer<Sample> check) {
        return Samples.all().stream()
                .map(s -> DynamicTest.dynamicTest(s.toString(), () -> check.accept(s)));
    }

    private static Tensor random(int[] shape, long seed) {
        var random = new Random(seed);
        int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return Tensors.fromArray(values, n).reshape(shape);
    }

    /// The same elements: transposed, in every second place behind an offset, repeated.
    private static List<Tensor> layouts(Tensor t) {
        var all = new ArrayList<Tensor>();
        all.add(t);
        int rank = t.dim();
        if (rank > 0) {
            var reversed = new int[rank];
            Arrays.setAll(reversed, d -> rank - 1 - d);
            all.add(t.permute(reversed).contiguous().permute(reversed));
            Tensor wide = Tensors.stack(List.of(t, t, t), rank).narrow(rank, 1, 2);
            all.add(wide.select(rank, 1).detach());
        }
        return all;
    }

    /// The gradients with respect to the `wanted` inputs; null entries where there is none.
    private static List<Tensor> gradients(Sample sample, List<Integer> wanted, int layout) {
        var inputs = new Tensor[sample.inputs().size()];
        var leaves = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = sample.inputs().get(i).detach();
            if (wanted.contains(i)) {
                leaves.add(inputs[i].requiresGrad_());
            }
        }
        Tensor[] results = Ops.applyAny(sample.op(), inputs);
        var outputs = new ArrayList<Tensor>();
        var starts = new ArrayList<Tensor>();
        for (int k = 0; k < results.length; k++) {
            if (results[k].requiresGrad()) {
                outputs.add(results[k]);
                List<Tensor> ways = layouts(random(results[k].shape().sizes(), k));
                starts.add(ways.get(Math.min(layout, ways.size() - 1)));
            }
        }
        if (outputs.isEmpty()) {
            return List.of();
        }
        return new ArrayList<>(
                Autograd.grad(
                        outputs,
                        leaves,
                        GradOptions.DEFAULT
                                .materializeGrads()
                                .gradOutputs(starts.toArray(new Tensor[0]))));
    }

    private static List<Integer> differentiable(Sample sample) {
        var wanted = new ArrayList<Integer>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            if (sample.differentiable(i)) {
                wanted.add(i);
            }
        }
        return wanted;
    }

    private static void same(Tensor got, Tensor expected) {
        assertThat(got.shape()).isEqualTo(expected.shape());
        assertThat(got.dtype()).isEqualTo(expected.dtype());
        double[] a = got.toDoubleArray();
        double[] b = expected.toDoubleArray();
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= 1e-9 * (1 + Math.abs(b[i])))) {
                assertThat(a).containsExactly(b);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> incomingGradientsMayLieAsTheyLike() {
        return each(sample -> {
            List<Integer> all = differentiable(sample);
            List<Tensor> expected = gradients(sample, all, 0);
            for (int layout = 1; layout < 3; layout++) {
                List<Tensor> got = gradients(sample, all, layout);
                for (int i = 0; i < got.size(); i++) {
                    same(got.get(i), expected.get(i));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eachInputMayBeTheOnlyOneThatNeedsAGradient() {
        return each(sample -> {
            List<Integer> all = differentiable(sample);
            List<Tensor> expected = gradients(sample, all, 0);
            for (int i = 0; i < all.size() && !expected.isEmpty(); i++) {
                List<Tensor> only = gradients(sample, List.of(all.get(i)), 0);
                if (!only.isEmpty()) {
                    same(only.getFirst(), expected.get(i));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> vmapGoesFromEveryAxisToEveryAxis() {
        return each(LayoutSweepTest::compareAxes);
    }

    private static void compareAxes(Sample sample) {
        List<Integer> varied = differentiable(sample);
        if (varied.isEmpty()) {
            return;
        }
        List<Tensor> first = sample.inputs();
        var second = new ArrayList<>(first);
        for (int i : varied) {
            second.set(i, first.get(i).mul(1.01));
        }
        Tensor[] one = Ops.applyAny(sample.op(), first.toArray(new Tensor[0]));
        Tensor[] two = Ops.applyAny(sample.op(), second.toArray(new Tensor[0]));
        int most = sample.anyLayout() ? 4 : 1;
        for (int axis = 0; axis < most; axis++) {
            var dims = new int[first.size()];
            var stacked = new ArrayList<Tensor>();
            for (int i = 0; i < dims.length; i++) {
                dims[i] =
                        varied.contains(i) ? Math.min(axis, first.get(i).dim()) : VmapOptions.NONE;
                stacked.add(
                        dims[i] < 0
                                ? first.get(i)
                                : Tensors.stack(List.of(first.get(i), second.get(i)), dims[i]));
            }
            for (int out = 0; out <= one[0].dim(); out++) {
                int last = out;
                int[] outs = new int[one.length];
                Arrays.setAll(outs, k -> Math.min(last, one[k].dim()));
                List<Tensor> got =
                        Func.vmap(
                                        Structure.LIST,
                                        Structure.LIST,
                                        in ->
                                                List.of(
                                                        Ops.applyAny(
                                                                sample.op(),
                                                                in.toArray(new Tensor[0]))),
                                        VmapOptions.DEFAULT.inDims(dims).outDims(outs))
                                .apply(stacked);
                for (int k = 0; k < one.length; k++) {
                    same(got.get(k), Tensors.stack(List.of(one[k], two[k]), outs[k]));
                }
            }
        }
    }
}
