package jgrad.func;

import static jgrad.Tensors.fromArray;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.DerivativeOptions;
import jgrad.autograd.Derivatives;
import jgrad.autograd.ForwardAD;
import jgrad.autograd.Function1;
import jgrad.autograd.GradOptions;
import jgrad.autograd.SavedTensorHooks;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Mechanisms that meet: hooks and transforms, backward passes inside of functions that are
/// transformed, writes in place under several modes at once.
class MixedModesTest {
    private static final Tensor X = d(0.7, -1.2, 1.6);

    private static Tensor d(double... values) {
        return fromArray(values, values.length);
    }

    private static Tensor ones() {
        return d(1, 1, 1);
    }

    private static Tensor longs(long... values) {
        return fromArray(values, values.length);
    }

    private static void same(Tensor got, Tensor expected) {
        assertThat(got).isNotNull();
        assertThat(got.shape()).isEqualTo(expected.shape());
        assertThat(got.toDoubleArray())
                .containsExactly(
                        expected.toDoubleArray(), org.assertj.core.data.Offset.offset(1e-10));
    }

    /// Keeps numbers, and makes another tensor of them.
    private static final SavedTensorHooks REBUILT =
            new SavedTensorHooks() {
                @Override
                public Object pack(Tensor t) {
                    return new Object[] {t.toDoubleArray(), t.shape().sizes()};
                }

                @Override
                public Tensor unpack(Object packed) {
                    var parts = (Object[]) packed;
                    var values = (double[]) parts[0];
                    return fromArray(values, values.length).reshape((int[]) parts[1]);
                }
            };

    @Test
    void hooksThatRebuildSavedTensorsDoNotCutThemFromOuterTransforms() {
        Fn1 f = t -> t.sin().mul(t).sum();
        Tensor t = d(1, 2, 3);
        Tensor second = Func.hvp(f, X, t);
        Tensor batch = Tensors.stack(List.of(X, X.mul(2)), 0);
        Tensor batched = Func.vmap(Func.grad(f)).apply(batch);
        try (var _ = Autograd.savedTensorsHooks(REBUILT)) {
            same(Func.grad(u -> Func.grad(f).apply(u).mul(t).sum()).apply(X), second);
            same(Func.jvp(Func.grad(f), X, t).tangent(), second);
            same(Func.grad(u -> Func.jvp(f, u, t).tangent()).apply(X), second);
            same(Func.vmap(Func.grad(f)).apply(batch), batched);
        }
    }

    @Test
    void gradientsOfFunctionsHoldNoGraph() {
        Tensor m = d(1, 2, 4, 3, 6, 5).reshape(2, 3);
        List<Fn1> functions =
                List.of(
                        t -> Functional.crossEntropy(t, tensor(1L, 0L)),
                        t -> Functional.nllLoss(t, tensor(1L, 0L)),
                        t -> Functional.layerNorm(t, new int[] {3}, null, null, 1e-5).pow(3).sum(),
                        t -> t.sort(1, true).values().pow(2).sum(),
                        t -> t.topk(2).values().pow(2).sum(),
                        t -> t.max(1, true).values().pow(2).sum(),
                        t -> t.min(0, false).values().pow(2).sum());
        for (Fn1 f : functions) {
            assertThat(Func.grad(f).apply(m).requiresGrad()).isFalse();
        }
    }

    @Test
    void whatIsRetainedIsATensorOfItsOwn() {
        Tensor x = X.clone().requiresGrad_();
        Tensor a = x.mul(2);
        Tensor b = a.view(3);
        a.retainGrad();
        b.retainGrad();
        Tensor g = ones();
        b.backward(g);
        b.grad().mul_(100);
        same(g, ones());
        same(a.grad(), ones());
    }

    @Test
    void aViewRetainsItsGradientWhenItsBaseIsWritten() {
        Tensor x = Tensors.ones(new int[] {2, 2}, DType.FLOAT64).requiresGrad_();
        Tensor base = x.mul(1);
        Tensor row = base.select(0, 0);
        row.retainGrad();
        Tensor before = row.mul(5).sum();
        base.mul_(2);
        before.add(row.mul(3).sum()).backward();
        assertThat(row.retainsGrad()).isTrue();
        same(row.grad(), d(3, 3));
        same(x.grad(), d(11, 11, 0, 0).reshape(2, 2));
    }

    @Test
    void aGradientInsideATraceIsPartOfIt() {
        Fn1 f =
                t -> {
                    Tensor x = t.mul(1.0).requiresGrad_();
                    return Autograd.grad(x.pow(3L).sum(), x);
                };
        Trace trace = Func.trace(f, d(1, 2));
        same(trace.run(List.of(d(3, 4))).getFirst(), d(27, 48));
        Fn1 written =
                t -> {
                    Tensor x = t.mul(1.0).requiresGrad_();
                    Tensor y = x.mul(x);
                    y.mul_(x);
                    return Autograd.grad(y.sum(), x);
                };
        same(Func.trace(written, d(1, 2)).run(List.of(d(3, 4))).getFirst(), d(27, 48));
    }

    @Test
    void aBackwardPassThatAccumulatesIsRefusedInsideOfTransforms() {
        UnaryOperator<Tensor> f =
                t -> {
                    Tensor x = t.mul(1.0).requiresGrad_();
                    x.mul(x).sum().backward();
                    return x.sum();
                };
        String refusal = "backward() called inside a functorch transform.";
        assertThatThrownBy(() -> Func.grad(f::apply).apply(X)).hasMessageStartingWith(refusal);
        assertThatThrownBy(() -> Func.jvp(f::apply, X, X)).hasMessageStartingWith(refusal);
        assertThatThrownBy(() -> Func.trace(f::apply, X)).hasMessageStartingWith(refusal);
    }

    @Test
    void aBackwardPassAtADualLevelGivesGradientsWithTangents() {
        try (var _ = ForwardAD.dualLevel()) {
            Tensor x = ForwardAD.makeDual(X.clone().requiresGrad_(), d(1, 2, 3));
            x.pow(3L).sum().backward();
            var grad = ForwardAD.unpackDual(x.grad());
            same(grad.primal(), X.mul(X).mul(3));
            same(grad.tangent(), X.mul(6).mul(d(1, 2, 3)));
        }
    }

    record Marks() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor y = x.mul(2);
            ctx.markDirty(y);
            return y;
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(2);
        }
    }

    @Test
    void onlyInputsAreMarkedDirty() {
        assertThatThrownBy(() -> new Marks().apply(X.clone().requiresGrad_()))
                .hasMessageStartingWith(
                        "MarksBackward: markDirty was given a tensor that is no input of the"
                                + " function.");
    }

    @Test
    void productsOfAFunctionThatWritesOverItsArgumentAreByWhatThatWas() {
        Tensor x = X.clone().requiresGrad_();
        var product =
                Derivatives.vjp(
                        in -> List.of(in.getFirst().sin_()),
                        List.of(x.mul(1)),
                        List.of(ones()),
                        DerivativeOptions.DEFAULT.createGraph());
        same(product.product().getFirst().detach(), X.cos());
    }

    @Test
    void theLastOfSeveralValuesForOnePlaceGetsTheGradient() {
        Tensor v = X.clone().requiresGrad_();
        Tensor w = d(1, 10);
        List<Fn1> ways =
                List.of(
                        u -> zeros(2).to(DType.FLOAT64).indexPut(List.of(longs(1, 0, 1)), u, false),
                        u -> zeros(2).to(DType.FLOAT64).scatter(0, longs(1, 0, 1), u));
        for (Fn1 way : ways) {
            same(way.apply(X), d(-1.2, 1.6));
            v.setGrad(null);
            way.apply(v).mul(w).sum().backward();
            same(v.grad(), d(0, 1, 10));
            same(Func.jvp(way, X, d(1, 2, 3)).tangent(), d(2, 3));
            same(Func.jacrev(way).apply(X), Func.jacfwd(way).apply(X));
        }
    }

    @Test
    void addingConstantsAtPlacesNeedsNothingSaved() {
        Tensor x = d(1, 2).requiresGrad_();
        x.indexPut(List.of(longs(1, 0, 1)), d(5, 6, 7), true).sum().backward();
        same(x.grad(), d(1, 1));
    }

    @Test
    void scatteredValuesThatWereNotReadHaveNoGradient() {
        Tensor index = longs(1, 0).reshape(1, 2);
        for (boolean add : new boolean[] {false, true}) {
            Tensor src = d(1, 2, 3, 4, 5, 6).reshape(2, 3).requiresGrad_();
            Tensor self = zeros(2, 3).to(DType.FLOAT64);
            Tensor out = add ? self.scatterAdd(0, index, src) : self.scatter(0, index, src);
            out.mul(d(1, 2, 3, 4, 5, 6).reshape(2, 3)).sum().backward();
            same(src.grad(), d(4, 2, 0, 0, 0, 0).reshape(2, 3));
            src.setGrad(null);
            Tensor nowhere = zeros(0, 3).to(DType.INT64);
            out = add ? self.scatterAdd(0, nowhere, src) : self.scatter(0, nowhere, src);
            out.sum().add(src.sum().mul(0.0)).backward();
            same(src.grad(), zeros(2, 3));
        }
    }

    @Test
    void functionsInPlaceKeepTheOldValueForTheDerivativeOfTheirTangent() {
        List<UnaryOperator<Tensor>> written =
                List.of(
                        Tensor::sin_,
                        y -> y.mul_(y.mul(2)),
                        y -> y.div_(y.mul(2).add(1)),
                        y -> y.pow_(3),
                        Tensor::log_,
                        Tensor::sqrt_,
                        Tensor::exp_,
                        Tensor::tanh_,
                        Tensor::sigmoid_,
                        Tensor::reciprocal_);
        Tensor x = d(0.7, 1.2, 1.6);
        Tensor t = d(1, 2, 3);
        for (var f : written) {
            Fn1 whole = u -> f.apply(u.mul(1.5)).sum();
            Fn1 part =
                    u -> {
                        Tensor y = u.mul(1.5);
                        var _ = f.apply(y.slice(0, 0, 3, 1));
                        return y.sum();
                    };
            Tensor expected = Func.hvp(whole, x, t);
            for (Fn1 g : List.of(whole, part)) {
                same(Func.grad(u -> Func.jvp(g, u, t).tangent()).apply(x), expected);
                same(
                        Func.jvp(u -> Func.jvp(g, u, t).tangent(), x, ones()).tangent(),
                        expected.sum());
                Tensor leaf = x.clone().requiresGrad_();
                Tensor first =
                        Autograd.grad(
                                        List.of(g.apply(leaf)),
                                        List.of(leaf),
                                        GradOptions.DEFAULT.createGraph())
                                .single();
                same(Autograd.grad(first.mul(t).sum(), leaf), expected);
            }
        }
    }

    @Test
    void masksOfDifferentCountsAreNamedWhereVmapCannotJoinThem() {
        Tensor m = d(1, 2, 3, -4).reshape(2, 2);
        assertThatThrownBy(() -> Func.vmap(u -> u.get(u.gt(0.0))).apply(m))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "vmap: We do not support batching operators that can output dynamic shape."
                                + " index gives [2] for sample 0 and [1] for sample 1; a mask"
                                + " chooses another number of elements in each.");
    }

    @Test
    void aDualIsOneInAnotherThreadToo() throws InterruptedException {
        try (var _ = ForwardAD.dualLevel()) {
            Tensor x = ForwardAD.makeDual(X, ones());
            var tangent = new AtomicReference<Tensor>();
            Thread thread = new Thread(() -> tangent.set(ForwardAD.unpackDual(x.sin()).tangent()));
            thread.start();
            thread.join();
            same(tangent.get(), X.cos());
        }
    }

    @Test
    void manyRootsAndManyPartsTakeLinearTime() {
        Tensor x = d(1).requiresGrad_();
        var parts = new ArrayList<Tensor>();
        for (int i = 0; i < 50_000; i++) {
            parts.add(x.mul(1.0));
        }
        long start = System.nanoTime();
        Tensors.cat(parts, 0).sum().backward();
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < 50_000; i++) {
            outputs.add(x.mul(1.0));
        }
        List<Tensor> seeds = Collections.nCopies(outputs.size(), d(1));
        Autograd.backward(outputs, new ArrayList<>(seeds), GradOptions.DEFAULT);
        assertThat(x.grad().toDouble()).isEqualTo(100_000);
        // quadratic, these took more than fifteen seconds
        assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
    }

    @Test
    void backwardPassesNestAsDeepAsHooksGo() {
        var depth = new AtomicInteger();
        Tensor x = d(1).requiresGrad_();
        start(x, depth);
        assertThat(depth.get()).isEqualTo(2000);
        assertThat(x.grad().toDouble()).isEqualTo(2001);
    }

    private static void start(Tensor x, AtomicInteger depth) {
        Tensor y = x.mul(1.0);
        y.registerHook(g -> {
            if (depth.get() < 2000) {
                depth.incrementAndGet();
                try (var _ = Autograd.enableGrad()) {
                    start(x, depth);
                }
            }
            return null;
        });
        y.sum().backward();
    }

    @Test
    void writesThroughAFlatViewOfASampleReachIt() {
        Tensor x = d(1, 2, 3, 4, 5, 6, 7, 8).reshape(2, 2, 2);
        List<UnaryOperator<Tensor>> flat =
                List.of(y -> y.view(-1), Tensor::flatten, y -> y.reshape(4));
        for (var view : flat) {
            Fn1 doubled =
                    u -> {
                        Tensor y = u.mul(1.0);
                        view.apply(y).mul_(2);
                        return y;
                    };
            for (int axis = 0; axis < 3; axis++) {
                assertThat(Func.vmap(doubled, Func.inDims(axis)).apply(x).sum().toDouble())
                        .isEqualTo(72);
            }
        }
    }

    @Test
    void aSampleThatOutlivesItsVmapSaysSo() {
        var leaked = new AtomicReference<Tensor>();
        Func.vmap(
                        u -> {
                            leaked.set(u.mul(2));
                            return u;
                        })
                .apply(X);
        assertThat(leaked.get()).hasToString("BatchedTensor(of a vmap that is over)");
        assertThatThrownBy(() -> leaked.get().toDoubleArray())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "vmap: this tensor stands for each sample of a vmap that is over");
        assertThatThrownBy(() -> leaked.get().add(1.0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void powersWithAnExponentOfZeroOrABaseOfZeroHaveTheirHigherDerivatives() {
        Fn1 powers = x -> x.reshape(3, 1).pow(d(1, 2, 3, 4)).sum();
        Fn1 first = Func.grad(powers);
        Fn1 second = Func.grad(x -> first.apply(x).sum());
        Fn1 third = Func.grad(x -> second.apply(x).sum());
        same(third.apply(d(-1, 0, 1)), d(-18, 6, 30));
        Fn1 ofZero = x -> d(0, 0, 0).pow(x).sum();
        same(Func.grad(u -> Func.grad(ofZero).apply(u).sum()).apply(d(2, 3, 0.5)), d(0, 0, 0));
        Tensor a = d(0.5, 2, 4);
        Tensor b = d(0, 0, 0);
        same(
                Func.grad(u -> Func.grad(w -> u.pow(w).sum()).apply(b).sum()).apply(a),
                a.reciprocal());
        same(
                Func.grad(w -> Func.grad(u -> u.pow(w).sum()).apply(a).sum()).apply(b),
                a.reciprocal());
    }
}
