package jgrad.func;

import static jgrad.Tensors.eye;
import static jgrad.Tensors.fromArray;
import static jgrad.Tensors.ones;
import static jgrad.Tensors.stack;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;
import static jgrad.func.Func.NONE;
import static jgrad.func.Func.grad;
import static jgrad.func.Func.gradAndValue;
import static jgrad.func.Func.gradWithAux;
import static jgrad.func.Func.hessian;
import static jgrad.func.Func.hvp;
import static jgrad.func.Func.inDims;
import static jgrad.func.Func.jacfwd;
import static jgrad.func.Func.jacrev;
import static jgrad.func.Func.jvp;
import static jgrad.func.Func.vjp;
import static jgrad.func.Func.vmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.Context;
import jgrad.autograd.Function1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class FuncTest {
    private final Tensor x = fromArray(new double[] {1, 2});
    private final Tensor v = fromArray(new double[] {1, 10});
    private final Tensor rows = stack(List.of(x, v), 0);

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] a = actual.toDoubleArray();
        double[] e = expected.toDoubleArray();
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i])
                    .as("element %d of %s, expected %s", i, actual, expected)
                    .isCloseTo(e[i], org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    /// Writes into tensors made inside, through views made before and after.
    private static Tensor written(Tensor t) {
        Tensor y = zeros(new int[] {3}, t.dtype());
        Tensor w = y.select(0, 1);
        y.at(0).copy_(t.at(0));
        w.add_(t.at(1));
        y.at(2).copy_(t.mul(t).sum());
        return y.mul(w);
    }

    /// Writes over its own results.
    private static Tensor overwritten(Tensor t) {
        Tensor y = t.mul(t);
        y.at(0).mul_(t.at(1));
        y.add_(1.0);
        y.mul_(t);
        return y;
    }

    private static Tensor curved(Tensor t) {
        return t.sin().mul(t.prod()).sum();
    }

    record Squared() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            if (ctx.needsInputGrad(0)) {
                ctx.saveForBackward(t);
            }
            return t.mul(t);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0)).mul(2.0);
        }
    }

    @Test
    void gradientsNest() {
        same(grad(t -> t.sin().sum()).apply(x), x.cos());
        same(grad(grad(grad(t -> t.pow(5L)))).apply(tensor(2.0)), tensor(240.0));
    }

    @Test
    void aGradientInsideAFunctionDoesNotSeeTheOuterOne() {
        Fn1 f = t -> t.mul(t).sum().sub(grad(u -> u.mul(t).sum()).apply(t).sum());
        same(grad(f).apply(x), x.mul(2.0).sub(1.0));
    }

    @Test
    void theInnerOfTwoDerivativesIsNotConfusedWithTheOuter() {
        // d/dx (x * d/dy (x + y)) is 1; confused perturbations give 2
        Tensor one = fromArray(new double[] {1});
        Fn1 f = t -> t.mul(jvp(u -> t.add(u), one, one).tangent());
        same(jvp(f, one, one).tangent(), one);
        same(jacrev(f).apply(one), ones(1, 1));
        same(jacfwd(t -> t.mul(grad(u -> t.add(u).sum()).apply(one))).apply(one), ones(1, 1));
    }

    @Test
    void allWaysToAHessianAgree() {
        Tensor expected = hessian(FuncTest::curved).apply(x);
        same(jacrev(jacrev(FuncTest::curved)).apply(x), expected);
        same(jacrev(jacfwd(FuncTest::curved)).apply(x), expected);
        same(jacfwd(jacfwd(FuncTest::curved)).apply(x), expected);
        same(jacfwd(grad(FuncTest::curved)).apply(x), expected);
        same(hvp(FuncTest::curved, x, v), expected.mv(v));
        same(vmap(u -> hvp(FuncTest::curved, x, u)).apply(eye(2).to(x.dtype())), expected);
        assertThat(vmap(hessian(FuncTest::curved)).apply(rows).shape().sizes())
                .containsExactly(2, 2, 2);
    }

    @Test
    void writingIntoATensorMadeInsideIsDifferentiated() {
        Tensor expected = fromArray(new double[] {2, 1, 0, 4, 4, 13}, 3, 2);
        same(jacrev(FuncTest::written).apply(x), expected);
        same(jacfwd(FuncTest::written).apply(x), expected);
        same(vmap(jacrev(FuncTest::written)).apply(rows).at(0), expected);
        same(vmap(jacfwd(FuncTest::written)).apply(rows).at(0), expected);
        same(vmap(FuncTest::written).apply(rows), stack(List.of(written(x), written(v)), 0));
    }

    @Test
    void writingOverResultsIsDifferentiatedTwice() {
        Fn1 f = t -> overwritten(t).mul(t).sum();
        Tensor expected = jacrev(grad(f)).apply(x);
        // f = x0^4 x1 + x0^2 + x1^4 + x1^2 with the first square times x1
        same(expected, fromArray(new double[] {26, 4, 4, 50}, 2, 2));
        same(jacfwd(grad(f)).apply(x), expected);
        same(jacfwd(jacfwd(f)).apply(x), expected);
        same(vmap(hessian(f)).apply(rows).at(0), expected);
        same(
                vmap(FuncTest::overwritten).apply(rows),
                stack(List.of(overwritten(x), overwritten(v)), 0));
    }

    @Test
    void aUsersFunctionWorksUnderEveryTransform() {
        Fn1 f = t -> new Squared().apply(t);
        same(grad(t -> f.apply(t).sum()).apply(x), x.mul(2.0));
        same(jvp(f, x, v).tangent(), x.mul(2.0).mul(v));
        same(vmap(f).apply(rows), rows.mul(rows));
        same(vmap(grad(f)).apply(x), x.mul(2.0));
        same(grad(t -> vmap(f).apply(t).sum()).apply(x), x.mul(2.0));
        same(hvp(t -> f.apply(t).mul(t).sum(), x, v), x.mul(6.0).mul(v));
        same(grad(u -> grad(t -> f.apply(t).mul(t).sum()).apply(u).sum()).apply(x), x.mul(6.0));
    }

    record Net(Tensor w1, Tensor b1, Tensor w2) {
        static final Structure<Net> STRUCTURE =
                Structure.of(
                        n -> List.of(n.w1, n.b1, n.w2), t -> new Net(t.get(0), t.get(1), t.get(2)));

        Tensor loss(Tensor in, Tensor target) {
            Tensor out = in.matmul(w1).add(b1).tanh().matmul(w2);
            return out.sub(target).pow(2L).mean();
        }
    }

    @Test
    void perSampleGradientsOfANetworkAreThoseOfEachSampleAlone() {
        var net =
                new Net(
                        rows.add(0.5).div(10.0),
                        fromArray(new double[] {.1, -.2}),
                        rows.t().div(7.0));
        Tensor in = rows.sin();
        Tensor targets = rows.cos();
        var sample = Structure.LIST;
        var each =
                vmap(
                        sample,
                        Net.STRUCTURE,
                        s -> grad(Net.STRUCTURE, n -> n.loss(s.get(0), s.get(1))).apply(net));
        Net all = each.apply(List.of(in, targets));
        for (int i = 0; i < 2; i++) {
            Tensor row = in.at(i);
            Tensor target = targets.at(i);
            Net one = grad(Net.STRUCTURE, n -> n.loss(row, target)).apply(net);
            same(all.w1().at(i), one.w1());
            same(all.b1().at(i), one.b1());
            same(all.w2().at(i), one.w2());
        }
    }

    @Test
    void aGradientComesWithTheValueAndOtherResults() {
        var both = gradAndValue(t -> t.mul(t).sum()).apply(x);
        same(both.value(), fromArray(new double[] {5}).sum());
        same(both.grad(), x.mul(2.0));
        var aux = gradWithAux(Structure.TENSOR, t -> List.of(t.mul(t).sum(), t.mul(3.0))).apply(x);
        same(aux.grad(), x.mul(2.0));
        same(aux.aux().getFirst(), x.mul(3.0));
    }

    @Test
    void aVjpCanBeAppliedAgainAndUnderVmap() {
        var pulled = vjp(t -> t.sin().mul(t), x);
        Tensor expected = x.cos().mul(x).add(x.sin());
        same(pulled.apply(v), expected.mul(v));
        same(pulled.apply(v), expected.mul(v));
        same(vmap(pulled::apply).apply(rows), expected.mul(rows));
    }

    @Test
    void vmapTakesDimensionsAndChunks() {
        same(vmap(Tensor::dot, inDims(1, 1)).apply(rows, rows), rows.mul(rows).sum(0));
        same(vmap((a, b) -> a.mul(b), inDims(0, NONE)).apply(x, v), x.unsqueeze(1).mul(v));
        same(vmap(t -> t.mul(2.0), inDims(-1).outDims(1)).apply(rows), rows.mul(2.0));
        Fn1 squares = vmap(t -> t.mul(t).sum(), inDims(0).chunkSize(2));
        same(squares.apply(eye(5).to(x.dtype())), ones(5).to(x.dtype()));
        Fn2 outer = vmap(vmap((a, b) -> a.mul(b), inDims(NONE, 0)), inDims(0, NONE));
        same(outer.apply(x, v), x.unsqueeze(1).mul(v));
    }

    @Test
    void sampleWithoutDimensionsDoesNotDecideTheType() {
        Tensor singles = tensor(1.0, 2.0);
        Tensor product = vmap((a, b) -> a.mul(b), inDims(0, NONE)).apply(x, singles);
        assertThat(product.dtype()).isEqualTo(jgrad.DType.FLOAT32);
    }

    @Test
    void noGradInsideCutsOnlyTheTransformAroundIt() {
        Fn1 f =
                t -> {
                    try (var _ = Autograd.noGrad()) {
                        return t.mul(t).sum();
                    }
                };
        same(grad(f).apply(x), zeros(2));
        try (var _ = Autograd.noGrad()) {
            same(grad(t -> t.mul(t).sum()).apply(x), x.mul(2.0));
        }
    }

    @Test
    void gradientsReachCapturedTensorsByTheOrdinaryGraph() {
        Tensor w = fromArray(new double[] {3}).requiresGrad_();
        vmap(t -> t.mul(w).sum()).apply(x).sum().backward();
        same(java.util.Objects.requireNonNull(w.grad()), fromArray(new double[] {3}));
        Tensor slope = grad(t -> t.mul(t).mul(w).sum()).apply(x);
        slope.sum().backward();
        same(java.util.Objects.requireNonNull(w.grad()), fromArray(new double[] {9}));
    }

    @Test
    void levelsAreRestoredAfterAnException() {
        assertThatThrownBy(() ->
                        grad(
                                        t -> {
                                            throw new IllegalStateException("mine");
                                        })
                                .apply(x))
                .hasMessage("mine");
        Tensor[] seen = new Tensor[1];
        grad(
                        t -> {
                            seen[0] = t.mul(2.0);
                            assertThat(seen[0].toString())
                                    .startsWith("GradTrackingTensor(lvl=1, value=\n    tensor(");
                            return t.sum();
                        })
                .apply(x);
        assertThat(seen[0].toString()).startsWith("tensor([2., 4.]");
        same(seen[0].add(1.0), x.mul(2.0).add(1.0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTensorFromOutsideIsNotWrittenTo(boolean batched) {
        Tensor outside = zeros(new int[] {2}, x.dtype());
        Fn1 f = t -> outside.add_(t).sum();
        assertThatThrownBy(() -> (batched ? vmap(f) : grad(f)).apply(batched ? rows : x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        batched
                                ? "vmap: add(self, *extra_args)"
                                : "would mutate a captured Tensor");
        same(outside, zeros(2));
    }

    @Test
    void messagesAreThoseOfPyTorch() {
        assertThatThrownBy(() -> vmap(t -> tensor((double) t.item())).apply(x))
                .hasMessageStartingWith(
                        "vmap: It looks like you're calling .item() on a Tensor. We don't support"
                            + " vmap over calling .item() on a Tensor, please try to rewrite what"
                            + " you're doing with other operations.");
        assertThatThrownBy(() -> vmap(t -> t.toBoolean() ? t : t.neg()).apply(x))
                .hasMessageStartingWith(
                        "vmap: It looks like you're attempting to use a Tensor in some"
                                + " data-dependent control flow. We don't support that yet");
        assertThatThrownBy(() -> grad(t -> t.mul(2.0)).apply(x))
                .hasMessage(
                        "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got"
                            + " tensor with 1 dims. Maybe you wanted to use the vjp or jacrev APIs"
                            + " instead?");
        assertThatThrownBy(() -> vmap((a, b) -> a.add(b)).apply(ones(3), ones(4)))
                .hasMessage(
                        "vmap: Expected all tensors to have the same size in the mapped dimension,"
                                + " got sizes [3, 4] for the mapped dimension");
    }

    @Test
    void anOrdinaryBackwardPassInsideOfJvpHasTangents() {
        Fn1 slope =
                t -> {
                    Tensor leaf = t.mul(1.0);
                    Tensor input = leaf.requiresGrad() ? leaf : leaf.requiresGrad_();
                    return java.util.Objects.requireNonNull(
                            Autograd.grad(input.pow(3L).sum(), input));
                };
        Tensor w = fromArray(new double[] {1, 2}).requiresGrad_();
        same(jvp(t -> slope.apply(t), w, v).tangent().detach(), x.mul(6.0).mul(v));
        same(jvp(slope, x, v).tangent(), x.mul(6.0).mul(v));
    }

    @Test
    void anOrdinaryBackwardPassDoesNotStartFromABatch() {
        Tensor w = fromArray(new double[] {3}).requiresGrad_();
        assertThatThrownBy(() ->
                        vmap(
                                        t -> {
                                            t.mul(w).sum().backward();
                                            return t;
                                        })
                                .apply(x))
                .hasMessageStartingWith(
                        "backward() and Autograd.grad() cannot start from a tensor that vmap"
                                + " batches");
    }

    record Cubed() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            Tensor square = t.mul(t);
            ctx.saveForBackward(square);
            return square.mul(t);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0)).mul(3.0);
        }
    }

    @Test
    void anIntermediateThatAFunctionSavedIsDifferentiatedUnderTransforms() {
        Fn1 f = t -> new Cubed().apply(t).sum();
        same(vmap(grad(f)).apply(x), x.mul(x).mul(3.0));
        same(hvp(f, x, v), x.mul(6.0).mul(v));
        same(grad(u -> grad(f).apply(u).sum()).apply(x), x.mul(6.0));
    }
}
