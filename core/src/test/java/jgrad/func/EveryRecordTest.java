package jgrad.func;

import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.At;
import jgrad.DType;
import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.GradCheck;
import jgrad.autograd.GradCheckOptions;
import jgrad.engine.Ops;
import jgrad.ops.Op;
import jgrad.ops.Scans;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every record's forward-mode rule against finite differences, and its batching rule against the
/// samples one by one: of the operation itself and of what its formulas are made of.
class EveryRecordTest {
    private record Sample(int[][] shapes, Function<List<Tensor>, List<Tensor>> f) {}

    private static final Map<String, Sample> SAMPLES = new LinkedHashMap<>();

    private static void one(String name, Fn1 f, int... shape) {
        SAMPLES.put(name, new Sample(new int[][] {shape}, in -> List.of(f.apply(in.get(0)))));
    }

    private static void two(String name, int[] a, int[] b, Fn2 f) {
        SAMPLES.put(
                name, new Sample(new int[][] {a, b}, in -> List.of(f.apply(in.get(0), in.get(1)))));
    }

    private static void three(String name, int[] a, int[] b, int[] c, Fn3 f) {
        SAMPLES.put(
                name,
                new Sample(
                        new int[][] {a, b, c},
                        in -> List.of(f.apply(in.get(0), in.get(1), in.get(2)))));
    }

    private static void many(String name, Function<Tensor, List<Tensor>> f, int... shape) {
        SAMPLES.put(name, new Sample(new int[][] {shape}, in -> f.apply(in.get(0))));
    }

    private static int[] d(int... shape) {
        return shape;
    }

    static {
        two("add", d(2, 3), d(3), (a, b) -> a.add(b, 2.0));
        two("sub", d(3), d(2, 3), (a, b) -> a.sub(b, 2.0));
        two("sub 0-d", d(2), d(), Tensor::sub);
        two("rsub", d(2, 3), d(3), Tensor::rsub);
        one("rsub number", t -> t.rsub(2.0, 3.0), 3);
        two("mul", d(2, 3), d(2, 1), Tensor::mul);
        two("mul 0-d", d(), d(2), Tensor::mul);
        two("div", d(2, 3), d(3), Tensor::div);
        one("neg", Tensor::neg, 3);
        two("pow", d(2, 3), d(3), Tensor::pow);
        one("pow number", t -> t.pow(2.5), 3);
        one("pow zero", t -> t.pow(0L).mul(t), 3);
        one("reciprocal", Tensor::reciprocal, 3);
        two("atan2", d(2, 3), d(3), Tensor::atan2);
        three("addcmul", d(2, 3), d(3), d(), (a, b, c) -> a.addcmul(b, c, 0.5));
        three("addcdiv", d(3), d(2, 3), d(2, 1), (a, b, c) -> a.addcdiv(b, c, 0.5));
        two("lerp", d(2, 3), d(3), (a, b) -> a.lerp(b, 0.3));
        three("lerp with weights", d(2, 3), d(3), d(2, 1), Tensor::lerp);
        one("clone", Tensor::clone, 2, 3);
        one("contiguous", t -> t.t().contiguous(), 2, 3);
        one("to", t -> t.to(DType.FLOAT64).add(t.to(DType.FLOAT64)), 2);
        two("copy_", d(2, 3), d(3), (a, b) -> a.clone().copy_(b).mul(a));
        one("zero_", t -> t.clone().zero_().add(t), 3);
        one("fill_", t -> t.clone().fill_(2.0).mul(t), 3);
        one("erf", Tensor::erf, 3);
        one("gelu", Functional::gelu, 3);
        one("gelu tanh", t -> Functional.gelu(t, "tanh"), 3);
        Tensor index = tensor(new int[][] {{0, 1, 1}, {1, 0, 1}});
        Tensor line = tensor(1L, 0L, 1L);
        one("gather", t -> t.gather(0, index), 2, 3);
        two("scatter", d(2, 3), d(1, 3), (a, b) -> a.scatter(0, index.narrow(0, 0, 1), b));
        two("scatterAdd", d(2, 3), d(2, 3), (a, b) -> a.scatterAdd(0, index, b));
        one("scatter number", t -> t.scatter(0, index, 2.0), 2, 3);
        one("indexSelect", t -> t.indexSelect(0, line), 2, 3);
        two("indexAdd", d(2, 3), d(3, 3), (a, b) -> a.indexAdd(0, line, b, 2.0));
        one("index", t -> t.get(At.at(line), At.at(line)), 2, 3);
        two(
                "indexPut",
                d(2, 3),
                d(2),
                (a, b) -> a.indexPut(List.of(tensor(1L, 0L), tensor(0L, 2L)), b, false));
        two(
                "indexPut accumulate",
                d(2, 3),
                d(3),
                (a, b) -> a.indexPut(List.of(line, line), b, true));
        two("cat", d(2, 3), d(1, 3), (a, b) -> Tensors.cat(List.of(a, b), 0));
        two("stack", d(2, 3), d(2, 3), (a, b) -> Tensors.stack(List.of(a, b), 1));
        two("mm", d(2, 3), d(3, 2), Tensor::mm);
        two("mv", d(2, 3), d(3), Tensor::mv);
        two("matmul", d(3), d(3, 2), Tensor::matmul);
        two("dot", d(3), d(3), Tensor::dot);
        two("bmm", d(2, 2, 3), d(2, 3, 2), Tensor::bmm);
        three("addmm", d(2), d(2, 3), d(3, 2), (a, b, c) -> a.addmm(b, c, 2, 3));
        three("baddbmm", d(2, 2), d(2, 2, 3), d(2, 3, 2), (a, b, c) -> a.baddbmm(b, c, 2, 3));
        one("nllLoss", t -> Functional.nllLoss(t, tensor(1L, 0L)), 2, 3);
        one("crossEntropy", t -> Functional.crossEntropy(t, tensor(1L, 0L)), 2, 3);
        one("embedding", t -> Functional.embedding(tensor(1L, 0L, 1L), t), 2, 3);
        one("var", t -> t.var(1), 2, 3);
        one("var all", Tensor::var, 2, 3);
        one("std", t -> t.std(new int[] {0, 1}, 0, true), 2, 3);
        three(
                "layerNorm",
                d(2, 3),
                d(3),
                d(3),
                (a, b, c) -> Functional.layerNorm(a, new int[] {3}, b, c, 1e-5));
        one("layerNorm plain", t -> Functional.layerNorm(t, new int[] {3}, null, null, 1e-5), 2, 3);
        one("exp", Tensor::exp, 3);
        one("log", Tensor::log, 3);
        one("sqrt", Tensor::sqrt, 3);
        one("sin", Tensor::sin, 3);
        one("cos", Tensor::cos, 3);
        one("tanh", Tensor::tanh, 3);
        one("sigmoid", Tensor::sigmoid, 3);
        one("relu", t -> t.sub(1.0).relu(), 3);
        one("abs", t -> t.sub(1.0).abs(), 3);
        one("sign", t -> t.sign().mul(t), 3);
        one("sum", Tensor::sum, 2, 3);
        one("sum dim", t -> t.sum(1, true), 2, 3);
        one("sum 0-d", Tensor::sum);
        one("mean", Tensor::mean, 2, 3);
        one("mean dim", t -> t.mean(0), 2, 3);
        one("prod", Tensor::prod, 2, 3);
        one("prod dim", t -> t.prod(1), 2, 3);
        one("max", Tensor::max, 2, 3);
        one("min", Tensor::min, 2, 3);
        one("max dim", t -> t.max(1).values(), 2, 3);
        one("select", t -> t.select(1, -1), 2, 3);
        one("slice", t -> t.slice(1, 0, 3, 2), 2, 3);
        one("asStrided", t -> t.clone().asStrided(d(2, 2), d(1, 2), 1), 2, 3);
        one("unfold", t -> t.unfold(1, 2, 1), 2, 3);
        one("cumsum", t -> t.cumsum(1), 2, 3);
        one("cumsum from end", t -> Ops.apply(new Scans.CumsumFromEnd(1), t), 2, 3);
        one("flip", t -> t.flip(1), 2, 3);
        one("sort", t -> t.sort(1, true).values(), 2, 3);
        one("topk", t -> t.topk(2).values(), 2, 3);
        two("maximum", d(2, 3), d(3), Tensor::maximum);
        two("minimum", d(2, 3), d(3), Tensor::minimum);
        one("clamp", t -> t.clamp(0.8, 1.2), 2, 3);
        one("hardtanh", t -> t.hardtanh(0.8, 1.2), 2, 3);
        two("where", d(2, 3), d(3), (a, b) -> Tensors.where(a.gt(1.0), a, b));
        one("maskedFill", t -> t.maskedFill(t.gt(1.0), 0.5), 2, 3);
        two("maskedFill tensor", d(2, 3), d(), (a, b) -> a.maskedFill(a.gt(1.0), b));
        two("clampMin", d(2, 3), d(3), (a, b) -> a.clampMin(b));
        three("clamp tensors", d(2, 3), d(3), d(3), (a, b, c) -> a.clamp(b.mul(0.5), c));
        one("softmax", t -> t.softmax(1), 2, 3);
        one("logSoftmax", t -> t.logSoftmax(0), 2, 3);
        one("logsumexp", t -> t.logsumexp(d(1), false), 2, 3);
        many("unbind", t -> t.unbind(1), 2, 3);
        many("split", t -> t.split(2, 1), 2, 3);
        many("split sizes", t -> t.split(d(1, 2), 1), 2, 3);
        one("view", t -> t.view(3, 2), 2, 3);
        one("reshape", t -> t.t().reshape(6), 2, 3);
        one("expand", t -> t.expand(2, 2, 3), 2, 1);
        one("transpose", t -> t.transpose(0, 1), 2, 3);
        one("t", Tensor::t, 2, 3);
        one("permute", t -> t.permute(1, 0), 2, 3);
        one("squeeze", Tensor::squeeze, 2, 1);
        one("squeeze dim", t -> t.squeeze(1), 2, 1);
        one("unsqueeze", t -> t.unsqueeze(-1), 2);
        one("get", t -> t.get(At.ELLIPSIS).mul(2.0), 2);
    }

    /// Between 0.5 and 1.5, and no two alike.
    private static Tensor values(int[] shape, long seed) {
        var random = new Random(seed);
        int n = 1;
        for (int s : shape) {
            n *= s;
        }
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.5 + random.nextDouble();
        }
        return Tensors.fromArray(values, n).reshape(shape);
    }

    private static List<Tensor> inputs(Sample sample, long seed) {
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < sample.shapes.length; i++) {
            inputs.add(values(sample.shapes[i], seed * 31 + i));
        }
        return inputs;
    }

    private static List<Tensor> leaves(Sample sample) {
        return inputs(sample, 1).stream().map(t -> t.requiresGrad_()).toList();
    }

    @TestFactory
    Stream<DynamicTest> derivativesAgreeWithFiniteDifferences() {
        return SAMPLES.entrySet().stream()
                .map(e ->
                        DynamicTest.dynamicTest(
                                e.getKey(),
                                () ->
                                        GradCheck.gradcheck(
                                                e.getValue().f,
                                                leaves(e.getValue()),
                                                GradCheckOptions.DEFAULT.forward().batched())));
    }

    @TestFactory
    Stream<DynamicTest> secondDerivativesAgreeWithFiniteDifferences() {
        return SAMPLES.entrySet().stream()
                .map(e ->
                        DynamicTest.dynamicTest(
                                e.getKey(),
                                () ->
                                        GradCheck.gradgradcheck(
                                                e.getValue().f,
                                                leaves(e.getValue()),
                                                GradCheckOptions.DEFAULT.forward().batched())));
    }

    @TestFactory
    Stream<DynamicTest> batchesAreTheSamplesOneByOne() {
        return SAMPLES.entrySet().stream()
                .map(e ->
                        DynamicTest.dynamicTest(
                                e.getKey(),
                                () ->
                                        batched(
                                                e.getValue(),
                                                // its result depends on strides
                                                !e.getKey().equals("asStrided"))));
    }

    /// Each input batched or not, along the first dimension and the last.
    private static void batched(Sample sample, boolean alsoLast) {
        int n = sample.shapes.length;
        List<Tensor> first = inputs(sample, 1);
        List<Tensor> second = inputs(sample, 2);
        for (int mask = 1; mask < 1 << n; mask++) {
            for (int last = 0; last < (alsoLast ? 2 : 1); last++) {
                var dims = new int[n];
                var stacked = new ArrayList<Tensor>();
                var other = new ArrayList<Tensor>();
                for (int i = 0; i < n; i++) {
                    boolean in = (mask >> i & 1) != 0;
                    dims[i] = in ? last == 0 ? 0 : first.get(i).dim() : VmapOptions.NONE;
                    stacked.add(
                            in
                                    ? Tensors.stack(List.of(first.get(i), second.get(i)), dims[i])
                                    : first.get(i));
                    other.add(in ? second.get(i) : first.get(i));
                }
                List<Tensor> together =
                        Func.vmap(
                                        Structure.LIST,
                                        Structure.LIST,
                                        sample.f,
                                        VmapOptions.inDims(dims))
                                .apply(stacked);
                List<Tensor> a = sample.f.apply(first);
                List<Tensor> b = sample.f.apply(other);
                for (int k = 0; k < a.size(); k++) {
                    Tensor expected = Tensors.stack(List.of(a.get(k), b.get(k)), 0);
                    assertThat(together.get(k).shape()).isEqualTo(expected.shape());
                    assertThat(together.get(k).dtype()).isEqualTo(expected.dtype());
                    assertThat(together.get(k).toDoubleArray())
                            .containsExactly(
                                    expected.toDoubleArray(),
                                    org.assertj.core.data.Offset.offset(1e-12));
                }
            }
        }
    }

    @Test
    void noRecordIsLeftOut() {
        Set<Class<?>> run = new HashSet<>();
        for (Sample sample : SAMPLES.values()) {
            List<Tensor> inputs = inputs(sample, 1);
            var all = new ArrayList<>(inputs);
            sample.f.apply(inputs).forEach(t -> all.add(Tensors.onesLike(t)));
            int n = inputs.size();
            Trace trace =
                    Func.trace(
                            in -> twice(sample, in.subList(0, n), in.subList(n, in.size())), all);
            trace.steps().forEach(s -> run.add(s.operation().getClass()));
            Func.trace(in -> sample.f.apply(in), inputs)
                    .steps()
                    .forEach(s -> run.add(s.operation().getClass()));
        }
        var missing = new ArrayList<String>();
        collect(Op.class, missing, run);
        assertThat(missing).isEmpty();
    }

    /// The backward pass of the backward pass.
    private static List<Tensor> twice(Sample sample, List<Tensor> in, List<Tensor> cotangents) {
        Function<List<Tensor>, List<Tensor>> backward =
                p -> Func.vjp(Structure.LIST, Structure.LIST, sample.f, p).apply(cotangents);
        var pulled = Func.vjp(Structure.LIST, Structure.LIST, backward, in);
        return pulled.apply(pulled.output());
    }

    private static void collect(Class<?> type, List<String> missing, Set<Class<?>> run) {
        if (type.isRecord()) {
            if (!run.contains(type)) {
                missing.add(type.getSimpleName());
            }
        } else if (type.isSealed()) {
            for (Class<?> sub : type.getPermittedSubclasses()) {
                collect(sub, missing, run);
            }
        }
    }
}
