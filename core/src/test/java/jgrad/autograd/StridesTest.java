package jgrad.autograd;

import static jgrad.Tensors.arange;
import static jgrad.Tensors.fromArray;
import static jgrad.Tensors.ones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.func.Func;
import jgrad.func.Trace;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Views by places in storage, and views whose base was written to, which become such. Numbers are
/// PyTorch's where it has them.
class StridesTest {
    private static Tensor m(int rows, int columns) {
        return d(1, rows * columns + 1).view(rows, columns);
    }

    private static Tensor d(double from, double to) {
        return arange(from, to, 1.0).to(DType.FLOAT64);
    }

    private static Tensor v(double... values) {
        return fromArray(values, values.length);
    }

    private static int[] i(int... values) {
        return values;
    }

    private static void assertGrad(Tensor t, double... expected) {
        Tensor grad = t.grad();
        assertThat(grad).isNotNull();
        assertThat(grad.toDoubleArray())
                .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void aStaleViewOfATransposedCopyIsDifferentiatedWhereItLies() {
        Tensor r = m(2, 3).requiresGrad_();
        Tensor b = r.t().mul(1);
        Tensor first = b.select(0, 0);
        b.mul_(m(3, 2));
        first.mul(v(10, 100)).sum().backward();
        assertGrad(r, 10, 0, 0, 200, 0, 0);
    }

    @Test
    void aSliceAtAnOffsetGetsItsGradientBack() {
        Tensor r = m(2, 3).requiresGrad_();
        r.select(0, 1).asStrided(i(2), i(1), 3).sum().backward();
        assertGrad(r, 0, 0, 0, 1, 1, 0);
    }

    @Test
    void placesThatAreShownTwiceGetBothGradients() {
        Tensor r = m(2, 3).requiresGrad_();
        r.t().asStrided(i(3, 2), i(1, 1), 1).mul(m(3, 2)).sum().backward();
        assertGrad(r, 0, 1, 5, 9, 6, 0);
    }

    @Test
    void anExpandedInputSharesTheGradient() {
        Tensor r = d(1, 4).requiresGrad_();
        r.expand(2, 3).asStrided(i(2, 2), i(1, 1), 0).mul(m(2, 2)).sum().backward();
        assertGrad(r, 1, 5, 4);
    }

    @Test
    void anOverlappingLeafSharesTheGradientAmongItsElements() {
        Tensor u = d(1, 7).unfold(0, 3, 1).detach().requiresGrad_();
        u.asStrided(i(4), i(1), 1).mul(d(1, 5)).sum().backward();
        double t = 2 / 3.0;
        assertGrad(u, 0, 0.5, t, 0.5, t, 1, t, 1, 2, 1, 2, 0);
    }

    @Test
    void whatLiesOutsideOfTheInputIsConstant() {
        Tensor s = m(2, 3).select(0, 1).detach().requiresGrad_();
        s.asStrided(i(2, 2), i(2, 1), 1).mul(m(2, 2)).sum().backward();
        assertGrad(s, 3, 4, 0);
    }

    @Test
    void secondDerivativesGoByPlacesToo() {
        Tensor r = m(2, 3).requiresGrad_();
        Tensor y = r.t().asStrided(i(3, 2), i(1, 1), 1).pow(3).sum();
        Tensor g = Autograd.grad(List.of(y), List.of(r), GradOptions.DEFAULT.createGraph()).get(0);
        g.mul(m(2, 3)).sum().backward();
        assertGrad(r, 0, 24, 108, 192, 150, 0);
    }

    @Test
    void aDetachedSliceMayBeTheBaseThatIsWritten() {
        Tensor w = ones(i(3, 2), DType.FLOAT64).requiresGrad_();
        Tensor base = m(3, 4).slice(1, 1, 3, 1).detach();
        Tensor row = base.select(0, 1);
        base.mul_(w);
        row.mul(v(10, 100)).sum().backward();
        assertGrad(w, 0, 0, 60, 700, 0, 0);
    }

    @Test
    void aDetachedSliceMayBeWrittenThroughAView() {
        Tensor w = ones(i(2), DType.FLOAT64).requiresGrad_();
        Tensor base = m(3, 4).slice(1, 1, 3, 1).detach();
        base.select(0, 1).mul_(w);
        base.mul(m(3, 2)).sum().backward();
        assertGrad(w, 18, 28);
    }

    @Test
    void aSliceWrittenUnrecordedKeepsItsViewsRight() {
        Tensor w = m(3, 2).requiresGrad_();
        Tensor base = w.mul(1).t();
        Tensor column = base.select(1, 2);
        try (var _ = Autograd.noGrad()) {
            base.detach().slice(1, 1, 3, 1).mul_(2.0);
        }
        column.mul(v(10, 100)).sum().backward();
        assertGrad(w, 0, 0, 0, 0, 10, 100);
    }

    @Test
    void writesThroughAViewThatShowsMoreThanItsBaseReachWhatIsTheirs() {
        Tensor w = v(2, 3, 5, 7).requiresGrad_();
        Tensor part = m(2, 3).select(0, 1).mul(1);
        Tensor wide = part.asStrided(i(2), i(2), 0); // elements 0 and 2
        wide.mul_(w.slice(0, 0, 2, 1));
        part.mul(v(1, 10, 100)).sum().backward();
        assertGrad(w, 4, 600, 0, 0);
    }

    private static Tensor overlapping(Tensor x) {
        return x.t().mul(2.0).asStrided(i(3, 2), i(1, 1), 1).pow(3);
    }

    /// The same by indices: the transposed copy keeps its columns together.
    private static Tensor byIndex(Tensor x) {
        Tensor flat = x.mul(2.0).reshape(6);
        return flat.unfold(0, 2, 1).slice(0, 1, 4, 1).pow(3);
    }

    @Test
    void everyModeAgreesWithIndices() {
        Tensor x = m(2, 3);
        Tensor t = m(2, 3).sin();
        same(
                Func.jvp(StridesTest::overlapping, x, t).tangent(),
                Func.jvp(StridesTest::byIndex, x, t).tangent());
        same(
                Func.jacrev(StridesTest::overlapping).apply(x),
                Func.jacrev(StridesTest::byIndex).apply(x));
        same(
                Func.jacfwd(StridesTest::overlapping).apply(x),
                Func.jacrev(StridesTest::byIndex).apply(x));
        same(
                Func.hessian(u -> overlapping(u).sum()).apply(x),
                Func.hessian(u -> byIndex(u).sum()).apply(x));
        same(
                Func.grad(u -> Func.jvp(StridesTest::overlapping, u, t).tangent().sum()).apply(x),
                Func.grad(u -> Func.jvp(StridesTest::byIndex, u, t).tangent().sum()).apply(x));
        Tensor batch = d(1, 13).sin().view(2, 2, 3);
        same(
                Func.vmap(Func.grad(u -> overlapping(u).sum())).apply(batch),
                Func.vmap(Func.grad(u -> byIndex(u).sum())).apply(batch));
        same(
                Func.vmap(Func.hessian(u -> overlapping(u).sum())).apply(batch),
                Func.vmap(Func.hessian(u -> byIndex(u).sum())).apply(batch));
    }

    @Test
    void tangentsReachWhatAViewShowsOutsideOfItsInput() {
        Tensor x = m(2, 3);
        Tensor t = m(2, 3).cos();
        var out = Func.jvp(u -> u.mul(1.0).select(0, 1).asStrided(i(4), i(1), 1), x, t);
        same(out.output(), d(2, 6));
        same(out.tangent(), t.reshape(6).slice(0, 1, 5, 1));
        var written =
                Func.jvp(
                        u -> {
                            Tensor base = u.mul(1.0);
                            Tensor early = base.select(0, 0);
                            base.select(0, 1).asStrided(i(4), i(1), 1).mul_(3.0);
                            return early;
                        },
                        x,
                        t);
        same(written.output(), v(1, 6, 9));
        same(written.tangent(), t.select(0, 0).mul(v(1, 3, 3)));
    }

    /// A tensor with gaps, made inside, into which values of the transform are written.
    private static Tensor filled(Tensor x) {
        Tensor gaps = m(3, 4).slice(1, 1, 3, 1).detach();
        Tensor row = gaps.select(0, 1);
        Tensor outside = gaps.asStrided(i(3), i(4), 0);
        gaps.select(0, 2).copy_(x);
        row.mul_(x);
        return gaps.mul(gaps).sum().add(row.sum()).add(outside.mul(row.sum()).sum());
    }

    private static Tensor plainly(Tensor x) {
        Tensor row = v(6, 7).mul(x);
        return x.mul(x)
                .sum()
                .add(row.mul(row).sum())
                .add(4 + 9)
                .add(row.sum())
                .add(row.sum().mul(1 + 5 + 9));
    }

    @Test
    void tensorsWithGapsAreTakenOverAsTheyLie() {
        Tensor x = v(0.5, -2);
        Tensor t = v(0.3, 0.7);
        same(filled(x), plainly(x));
        same(Func.grad(StridesTest::filled).apply(x), Func.grad(StridesTest::plainly).apply(x));
        same(
                Func.jvp(StridesTest::filled, x, t).tangent(),
                Func.jvp(StridesTest::plainly, x, t).tangent());
        same(
                Func.hessian(StridesTest::filled).apply(x),
                Func.hessian(StridesTest::plainly).apply(x));
        Tensor batch = d(1, 7).view(3, 2);
        same(
                Func.vmap(StridesTest::filled).apply(batch),
                Func.vmap(StridesTest::plainly).apply(batch));
        same(
                Func.vmap(Func.grad(StridesTest::filled)).apply(batch),
                Func.vmap(Func.grad(StridesTest::plainly)).apply(batch));
        same(
                Func.vmap(u -> Func.vmap(StridesTest::filled).apply(u.mul(batch))).apply(batch),
                Func.vmap(u -> Func.vmap(StridesTest::plainly).apply(u.mul(batch))).apply(batch));
        Trace trace = Func.trace(StridesTest::filled, x);
        same(trace.run(List.of(t)).getFirst(), plainly(t));
    }

    @Test
    void whatIsNoLayoutIsRefused() {
        Tensor x = m(2, 3);
        assertThatThrownBy(() -> x.asStrided(i(2), i(1, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "as_strided: mismatch in length of strides and shape: sizes [2], strides"
                                + " [1, 1]");
        assertThatThrownBy(() -> x.asStrided(i(2), i(-1), 2))
                .hasMessage(
                        "as_strided: Negative strides are not supported at the moment, got"
                                + " strides: [-1]");
        assertThatThrownBy(() -> x.asStrided(i(-2), i(1), 2))
                .hasMessage("as_strided: Trying to create tensor with negative dimension -2: [-2]");
        assertThatThrownBy(() -> x.asStrided(i(2), i(1), -1))
                .hasMessage("as_strided: Tensor: invalid storage offset -1");
    }

    private static void same(Tensor got, Tensor expected) {
        assertThat(got.shape()).isEqualTo(expected.shape());
        assertThat(got.toDoubleArray())
                .containsExactly(
                        expected.toDoubleArray(), org.assertj.core.data.Offset.offset(1e-10));
    }
}
