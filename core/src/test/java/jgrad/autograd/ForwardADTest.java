package jgrad.autograd;

import static jgrad.Tensors.ones;
import static jgrad.Tensors.tensor;
import static jgrad.Tensors.zeros;
import static jgrad.autograd.ForwardAD.dualLevel;
import static jgrad.autograd.ForwardAD.makeDual;
import static jgrad.autograd.ForwardAD.unpackDual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;

import org.junit.jupiter.api.Test;

class ForwardADTest {
    private final Tensor x = tensor(1.0, 2.0);
    private final Tensor t = tensor(1.0, 10.0);

    @Test
    void dualTensorsCarryTheirTangents() {
        try (var _ = dualLevel()) {
            Tensor d = makeDual(x, t);
            var y = unpackDual(d.sin().mul(d));
            assertThat(y.primal() + " " + y.tangent())
                    .isEqualTo("tensor([0.8415, 1.8186]) tensor([1.3818, 0.7700])");
            assertThat(unpackDual(x.mul(2.0)).tangent()).isNull();
            assertThat(d.toString()).isEqualTo("tensor([1., 2.], tangent=tensor([ 1., 10.]))");
        }
        assertThatThrownBy(() -> makeDual(x, t))
                .hasMessage(
                        "Trying to create a dual Tensor for forward AD but no level exists, make"
                                + " sure to enter_dual_level() first.");
    }

    @Test
    void aTangentHasTheShapeOfItsTensor() {
        try (var _ = dualLevel()) {
            assertThatThrownBy(() -> makeDual(x, ones(3)))
                    .hasMessage(
                            "Trying to set a forward gradient that has a different size than that"
                                    + " of the original Tensor, this is not supported. Tensor is of"
                                    + " size [2] while the given forward gradient is of size [3].");
        }
    }

    @Test
    void viewsAndWritesTakeTangentsAlong() {
        try (var _ = dualLevel()) {
            Tensor d = makeDual(x, t);
            Tensor y = zeros(3);
            Tensor before = y.narrow(0, 0, 2);
            y.at(0).copy_(d.at(1));
            y.mul_(2.0);
            assertThat(unpackDual(y).tangent()).hasToString("tensor([20.,  0.,  0.])");
            assertThat(unpackDual(before).tangent()).hasToString("tensor([20.,  0.])");
            before.zero_();
            assertThat(unpackDual(y).tangent()).hasToString("tensor([0., 0., 0.])");
        }
    }

    @Test
    void aConstantAddedDoesNotTieTangentsTogether() {
        try (var _ = dualLevel()) {
            Tensor d = makeDual(x, t);
            Tensor sum = d.add(1.0);
            sum.mul_(3.0);
            assertThat(unpackDual(d).tangent()).hasToString("tensor([ 1., 10.])");
        }
    }

    @Test
    void nestedLevelsKeepTheirTangentsApart() {
        try (var _ = dualLevel()) {
            Tensor outer = makeDual(x, t);
            try (var _ = dualLevel()) {
                Tensor both = makeDual(outer, ones(2));
                var product = unpackDual(both.mul(both));
                assertThat(product.tangent())
                        .hasToString("tensor([2., 4.], tangent=tensor([ 2., 20.]))");
            }
        }
    }

    @Test
    void tangentsAreDifferentiatedInReverse() {
        Tensor primal = tensor(1.0, 2.0).requiresGrad_();
        Tensor slope;
        try (var _ = dualLevel()) {
            slope = unpackDual(makeDual(primal, t).pow(3L)).tangent();
        }
        slope.sum().backward();
        assertThat(primal.grad()).hasToString("tensor([  6., 120.])");
    }

    @Test
    void aValueFromBeforeIsWhatItWasOnceTheLevelIsClosed() {
        Tensor outside = zeros(2);
        try (var _ = dualLevel()) {
            outside.copy_(makeDual(x, t));
            assertThat(unpackDual(outside).tangent()).hasToString("tensor([ 1., 10.])");
        }
        assertThat(outside).hasToString("tensor([1., 2.])");
    }

    @Test
    void gradientsOfDualTensorsHaveTangents() {
        Tensor primal = tensor(1.0, 2.0).requiresGrad_();
        try (var _ = dualLevel()) {
            Tensor d = makeDual(primal, t);
            Tensor g = Autograd.grad(d.pow(3L).sum(), d);
            assertThat(unpackDual(java.util.Objects.requireNonNull(g)).tangent())
                    .hasToString("tensor([  6., 120.])");
        }
    }
}
