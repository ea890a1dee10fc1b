package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;

import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Values and derivatives at ties, kinks, poles, both zeros, infinities and NaN.
class SpecialPointsTest {
    private static final double INF = POSITIVE_INFINITY;

    private record Row(String name, UnaryOperator<Tensor> f, double x, double y, double slope) {}

    private static final List<Row> TABLE =
            List.of(
                    new Row("relu", Tensor::relu, -0.0, -0.0, 0),
                    new Row("relu", Tensor::relu, NaN, NaN, 1),
                    new Row("abs", Tensor::abs, -0.0, 0, 0),
                    new Row("sign", Tensor::sign, 0, 0, 0),
                    new Row("sqrt", Tensor::sqrt, 0, 0, INF),
                    new Row("sqrt", Tensor::sqrt, -1, NaN, NaN),
                    new Row("log", Tensor::log, 0, NEGATIVE_INFINITY, INF),
                    new Row("exp", Tensor::exp, NEGATIVE_INFINITY, 0, 0),
                    new Row("reciprocal", Tensor::reciprocal, 0, INF, NEGATIVE_INFINITY),
                    new Row(
                            "reciprocal",
                            Tensor::reciprocal,
                            -0.0,
                            NEGATIVE_INFINITY,
                            NEGATIVE_INFINITY),
                    new Row("tanh", Tensor::tanh, INF, 1, 0),
                    new Row("sigmoid", Tensor::sigmoid, NEGATIVE_INFINITY, 0, 0),
                    new Row("pow 0", x -> x.pow(0), 0, 1, 0),
                    new Row("pow 1", x -> x.pow(1), 0, 0, 1),
                    new Row("pow 2", x -> x.pow(2), INF, INF, INF),
                    new Row("pow 0.5", x -> x.pow(0.5), 0, 0, INF),
                    new Row("0 ^ x", x -> Tensors.zerosLike(x).pow(x), 2, 0, 0),
                    new Row("clamp", x -> x.clamp(0, 1), 1, 1, 1),
                    new Row("clamp", x -> x.clamp(0, 1), INF, 1, 0),
                    new Row("clamp", x -> x.clamp(0, 1), NaN, NaN, 0),
                    new Row("hardtanh", x -> x.hardtanh(-1, 1), 1, 1, 0),
                    new Row("maximum", x -> x.maximum(Tensors.zerosLike(x)), 0, 0, 0.5),
                    new Row("minimum", x -> x.minimum(Tensors.zerosLike(x)), NaN, NaN, 1),
                    new Row("x / x", x -> x.div(x), 0, NaN, NaN),
                    new Row("softmax", x -> x.reshape(1).softmax(0).sum(), 1e300, 1, 0),
                    new Row(
                            "logsumexp",
                            x -> x.reshape(1).logsumexp(new int[] {0}, false),
                            NEGATIVE_INFINITY,
                            NEGATIVE_INFINITY,
                            NaN));

    @TestFactory
    Stream<DynamicTest> valuesAndSlopesAreThoseOfTheTable() {
        return TABLE.stream()
                .map(row ->
                        DynamicTest.dynamicTest(row.name() + " at " + row.x(), () -> compare(row)));
    }

    private static void compare(Row row) {
        Tensor x = Tensors.fromArray(new double[] {row.x()}).reshape().detach().requiresGrad_();
        Tensor y = row.f().apply(x);
        y.sum().backward();
        assertThat(y.toDouble()).as("value").isEqualTo(Double.valueOf(row.y()));
        assertThat(x.grad().toDouble() + 0.0).as("slope").isEqualTo(Double.valueOf(row.slope()));
    }
}
