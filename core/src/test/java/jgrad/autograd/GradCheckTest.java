package jgrad.autograd;

import static jgrad.autograd.GradCheck.gradcheck;
import static jgrad.autograd.GradCheck.gradgradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class GradCheckTest {
    private static final GradCheckOptions DEFAULT = GradCheckOptions.DEFAULT;

    private final Tensor x = Tensors.fromArray(new double[] {0.5, 1.5}).requiresGrad_();

    record Bad() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            return t.mul(2.0);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(3.0);
        }
    }

    @Test
    void rightDerivativesPass() {
        assertThat(gradcheck(Tensor::sin, x)).isTrue();
        assertThat(gradcheck(Tensor::sin, x, DEFAULT.checkForwardAd().checkBatchedGrad())).isTrue();
        assertThat(gradcheck(Tensor::sin, x, DEFAULT.fastMode())).isTrue();
        assertThat(gradgradcheck(t -> t.pow(3L), x)).isTrue();
        assertThat(gradgradcheck(t -> t.mul(2.0), x)).isTrue();
    }

    @Test
    void aWrongDerivativeIsShownWithItsWorstElement() {
        assertThat(gradcheck(t -> new Bad().apply(t), x, DEFAULT.raiseException(false))).isFalse();
        assertThatThrownBy(() -> gradcheck(t -> new Bad().apply(t), x))
                .isInstanceOf(GradcheckException.class)
                .hasMessageStartingWith(
                        """
                        Jacobian mismatch for output 0 with respect to input 0,
                        numerical:tensor([[2.0000, 0.0000],
                                [0.0000, 2.0000]], dtype=torch.float64)
                        analytical:tensor([[3., 0.],
                                [0., 3.]], dtype=torch.float64)
                        """)
                .hasMessageContaining(
                        "The worst element is the derivative of output[1] with respect to input[1]:"
                                + " expected ")
                .hasMessageContaining("got 3.0, relative error 0.5");
        assertThatThrownBy(() -> gradcheck(t -> new Bad().apply(t), x, DEFAULT.fastMode()))
                .hasMessageStartingWith("Jacobian mismatch for output 0 with respect to input 0,");
    }

    @Test
    void singlePrecisionIsWarnedOf() {
        var warnings = new ArrayList<String>();
        Warnings.handle(warnings::add);
        try {
            Tensor single = Tensors.tensor(0.5).unsqueeze(0).requiresGrad_();
            assertThat(gradcheck(t -> t.mul(2.0), single, DEFAULT.raiseException(false))).isFalse();
        } finally {
            Warnings.handle(null);
        }
        assertThat(warnings)
                .containsExactly(
                        "Input #0 requires gradient and is not a double precision floating point or"
                            + " complex. This check will likely fail if all the inputs are not of"
                            + " double precision floating point or complex. ");
    }

    @Test
    void somethingMustRequireAGradient() {
        assertThatThrownBy(() -> gradcheck(t -> t.mul(2.0), x.detach()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "gradcheck expects at least one input tensor to require gradient, but none"
                                + " of them have requires_grad=True.");
    }

    record Moody(AtomicInteger calls) implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor t) {
            return t.mul(1.0);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(1 + 1e-9 * calls.incrementAndGet());
        }
    }

    @Test
    void aBackwardThatGivesAnotherResultEachTimeIsNoticed() {
        assertThatThrownBy(() -> gradcheck(t -> new Moody(new AtomicInteger()).apply(t), x))
                .hasMessageStartingWith(
                        "Backward is not reentrant, i.e., running backward with same input and"
                                + " grad_output multiple times gives different values, although"
                                + " analytical gradient matches numerical gradient.");
    }

    record Trusting() implements FunctionN {
        @Override
        public Tensor[] forwardAll(Context ctx, Tensor[] inputs) {
            ctx.setMaterializeGrads(false);
            return new Tensor[] {inputs[0].mul(2.0)};
        }

        @Override
        @SuppressWarnings("NullAway") // the mistake that is looked for
        public Tensor[] backwardAll(Context ctx, Tensor[] g) {
            return new Tensor[] {g[0].mul(2.0)};
        }
    }

    @Test
    void aBackwardThatNeedsEveryGradientIsNoticed() {
        assertThatThrownBy(() -> gradcheck(t -> new Trusting().applyAll(t)[0], x))
                .hasMessageStartingWith(
                        "Expected backward function to handle undefined output grads.");
    }

    @Test
    void severalInputsAndOutputsAreChecked() {
        Tensor y = Tensors.fromArray(new double[] {2, -1}).requiresGrad_();
        assertThat(
                        gradcheck(
                                in -> {
                                    Tensor product = in.get(0).mul(in.get(1));
                                    return List.of(product.exp(), product.sum());
                                },
                                List.of(x, y),
                                DEFAULT.checkForwardAd().checkBatchedGrad()))
                .isTrue();
    }
}
