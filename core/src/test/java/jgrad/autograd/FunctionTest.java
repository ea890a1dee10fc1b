package jgrad.autograd;

import static jgrad.Tensors.fromArray;
import static jgrad.Tensors.manualSeed;
import static jgrad.Tensors.rand;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import org.junit.jupiter.api.Test;

import java.util.List;

class FunctionTest {
    /// `e^2x`, which saves `e^x`: neither input nor output.
    private record ExpSquared() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor e = x.exp();
            ctx.saveForBackward(e);
            return e.mul(e);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            Tensor e = ctx.saved(0);
            return g.mul(2).mul(e).mul(e);
        }
    }

    @Test
    void aSavedIntermediateIsDifferentiatedInTheSecondDerivative() {
        Tensor x = fromArray(new double[] {0.5, -1}).requiresGrad_();
        Tensor y = new ExpSquared().apply(x).sum();
        Tensor first = Autograd.grad(y, x, Autograd.createGraph());
        Tensor second = Autograd.grad(first.sum(), x);
        assertThat(first.toDoubleArray())
                .containsExactly(new double[] {2 * Math.E, 2 * Math.exp(-2)}, within(1e-12));
        assertThat(second.toDoubleArray())
                .containsExactly(new double[] {4 * Math.E, 4 * Math.exp(-2)}, within(1e-12));
    }

    /// Saves a random mask, which comes out different each time.
    private record Dropout() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            Tensor mask =
                    rand(x.size(0)).mul(x.exp().mul(0.0).add(1.0)).gt(0.5).to(DType.FLOAT32).mul(x);
            ctx.saveForBackward(mask);
            return x.mul(mask);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(ctx.saved(0));
        }
    }

    @Test
    void anIntermediateThatCannotBeComputedAgainIsAnErrorAndNotAWrongNumber() {
        manualSeed(0);
        Tensor x = tensor(1.0, 2.0, 3.0, 4.0, 5.0, 6.0).requiresGrad_();
        Tensor y = new Dropout().apply(x).sum();
        Tensor first = Autograd.grad(y, x, Autograd.createGraph());
        assertThatThrownBy(() -> Autograd.grad(first.sum(), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("saved tensor 0 of DropoutBackward");
    }

    /// A constant that was saved stays one.
    private record Scaled(Tensor factor) implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            ctx.saveForBackward(factor, x);
            return x.mul(x).mul(factor);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return g.mul(2).mul(ctx.saved(0)).mul(ctx.saved(1));
        }
    }

    @Test
    void aSavedConstantStaysOne() {
        Tensor x = tensor(3.0).requiresGrad_();
        Tensor y = new Scaled(tensor(5.0)).apply(x);
        Tensor first = Autograd.grad(y, x, Autograd.createGraph());
        assertThat(Autograd.grad(first, List.of(x))).hasToString("(tensor(10.),)");
    }

    private record Halves() implements FunctionN {
        @Override
        public Tensor[] forwardAll(Context ctx, Tensor[] inputs) {
            return new Tensor[] {
                inputs[0].narrow(0, 0, 2).clone(), inputs[0].narrow(0, 2, 1).clone()
            };
        }

        @Override
        public Tensor[] backwardAll(Context ctx, Tensor[] g) {
            return new Tensor[] {Tensors.cat(List.of(g[0], g[1]), 0)};
        }
    }

    private record Blocked() implements Function1 {
        @Override
        public Tensor forward(Context ctx, Tensor x) {
            return x.mul(1);
        }

        @Override
        public Tensor backward(Context ctx, Tensor g) {
            return null;
        }
    }

    @Test
    void outputsThatGetNoGradientAtAllHaveZerosEach() {
        Tensor x = fromArray(new float[] {1, 2, 3}).requiresGrad_();
        Tensor[] halves = new Halves().applyAll(x);
        new Blocked().apply(halves[0]).sum().backward();
        assertThat(x.grad().toFloatArray()).containsExactly(0, 0, 0);
    }
}
