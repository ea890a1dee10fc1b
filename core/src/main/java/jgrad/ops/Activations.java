package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.times;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.elementwise.Mapped;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;

import java.util.Map;

/// What the neurons of a network do to a number, and their derivatives where PyTorch has operations
/// of their own for them. Some count their variant in place as an overload of its own, which shows
/// in the number of its node.
public sealed interface Activations extends Op {

    /// `scale x` for positive x, else `alpha scale (exp(inputScale x) - 1)`; elu, selu and celu
    record Elu(double alpha, double scale, double inputScale, String torchName, boolean inPlace)
            implements Activations, Laws.OfSelf {
        @Override
        public int variant() {
            return inPlace ? 1 : 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Each.quaternary(
                    Quaternary.ELU,
                    self,
                    Each.scalar(alpha, self.dtype()),
                    Each.scalar(scale, self.dtype()),
                    Each.scalar(inputScale, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new EluBackward(alpha, scale, inputScale), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("alpha", alpha, "scale", scale, "input_scale", inputScale);
        }
    }

    /// `grad` times the derivative of [Elu] at `self`
    record EluBackward(double alpha, double scale, double inputScale)
            implements Activations, Pairwise.Backward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            double negative = inputScale * alpha * scale;
            return Inside.run(
                    (g, x) -> x <= 0 ? g * negative * Math.exp(x * inputScale) : g * scale,
                    grad,
                    self);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            Tensor bend = Ops.apply(this, times(inputScale, g.mul(grad)), x);
            return bend.mul(x.lt(0.0).to(g.dtype()));
        }
    }

    /// `x` where it is positive, else `slope x`
    record LeakyRelu(double negativeSlope, boolean inPlace) implements Activations, Laws.OfSelf {
        @Override
        public int variant() {
            return inPlace ? 1 : 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Each.binary(Binary.LEAKY_RELU, self, Each.scalar(negativeSlope, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new LeakyReluBackward(negativeSlope), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("negative_slope", negativeSlope);
        }
    }

    /// `grad` where `self` is positive, else `slope grad`
    record LeakyReluBackward(double negativeSlope) implements Activations, Pairwise.StepBackward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.leaky(grad, self, negativeSlope);
        }
    }

    /// [LeakyRelu] with a slope halfway between two bounds, which is what random slopes between
    /// them become when a network no longer learns
    record RreluWithNoise(double lower, double upper, boolean inPlace)
            implements Activations, Laws.OfSelf {
        @Override
        public int variant() {
            return inPlace ? 1 : 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Each.binary(
                    Binary.LEAKY_RELU, self, Each.scalar((lower + upper) / 2, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new RreluWithNoiseBackward(lower, upper), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("lower", lower, "upper", upper);
        }
    }

    /// the derivative of [RreluWithNoise]
    record RreluWithNoiseBackward(double lower, double upper)
            implements Activations, Pairwise.StepBackward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.leaky(grad, self, (lower + upper) / 2);
        }
    }

    /// 0 between -lambda and lambda, else `x`
    record Hardshrink(double lambda) implements Activations, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(x -> x >= -lambda && x <= lambda ? 0 : x, self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new ShrinkBackward(lambda, "hardshrink_backward"), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("lambd", lambda);
        }
    }

    /// `x` nearer to 0 by lambda, and 0 where it would get past it
    record Softshrink(double lambda) implements Activations, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(
                    x -> x > lambda ? x - lambda : x < -lambda ? x + lambda : x != x ? x : 0, self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new ShrinkBackward(lambda, "softshrink_backward"), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("lambd", lambda);
        }
    }

    /// 0 where `self` lies between -lambda and lambda, else `grad`
    record ShrinkBackward(double lambda, String torchName)
            implements Activations, Pairwise.StepBackward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.run((g, x) -> x < -lambda || x > lambda ? g : 0, grad, self);
        }
    }

    /// `x + 3` kept between 0 and 6, a sixth of it
    record Hardsigmoid() implements Activations, Laws.OfSelf {
        public static final Hardsigmoid OP = new Hardsigmoid();

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(x -> Math.min(Math.max(x + 3, 0), 6) / 6, self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(HardsigmoidBackward.OP, g, self);
        }
    }

    /// a sixth of `grad` where `self` lies between -3 and 3, else 0
    record HardsigmoidBackward() implements Activations, Pairwise.StepBackward {
        public static final HardsigmoidBackward OP = new HardsigmoidBackward();

        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.run((g, x) -> x > -3 && x < 3 ? g / 6 : 0, grad, self);
        }
    }

    /// `x` times its [Hardsigmoid]
    record Hardswish() implements Activations, Laws.OfSelf {
        public static final Hardswish OP = new Hardswish();

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(x -> x * Math.min(Math.max(x + 3, 0), 6) / 6, self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(HardswishBackward.OP, g, self);
        }
    }

    /// `grad` times the derivative of [Hardswish]
    record HardswishBackward() implements Activations, Pairwise.Backward {
        public static final HardswishBackward OP = new HardswishBackward();

        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.run((g, x) -> x <= -3 ? 0 : x < 3 ? g * (x / 3 + 0.5) : g, grad, self);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            Tensor inside = x.gt(-3.0).logicalAnd(x.lt(3.0));
            Tensor bend = Formulas.over(g.mul(grad), 3);
            return Tensors.where(inside, bend, Constants.number(0.0, g.dtype()));
        }
    }

    /// `log(1 + exp(beta x)) / beta`, and `x` itself where `beta x` is above the threshold
    record Softplus(double beta, double threshold) implements Activations, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Each.ternary(
                    Ternary.SOFTPLUS,
                    self,
                    Each.scalar(beta, self.dtype()),
                    Each.scalar(threshold, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new SoftplusBackward(beta, threshold), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("beta", beta, "threshold", threshold);
        }
    }

    /// `grad` times the derivative of [Softplus]
    record SoftplusBackward(double beta, double threshold)
            implements Activations, Pairwise.Backward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.run(
                    (g, x) -> x * beta > threshold ? g : g / (1 + Math.exp(-x * beta)), grad, self);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor self) {
            Tensor x = times(beta, self);
            Tensor y = x.sigmoid();
            Tensor bend = Ops.apply(PointwiseBackward.OfResult.SIGMOID_BACKWARD, g.mul(grad), y);
            return times(beta, bend.mul(x.lt(threshold).to(g.dtype())));
        }
    }

    /// `log(sigmoid(x))`
    record LogSigmoid() implements Activations, Laws.OfSelf {
        public static final LogSigmoid OP = new LogSigmoid();

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(x -> Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))), self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(LogSigmoidBackward.OP, g, self);
        }
    }

    /// `grad * (1 - sigmoid(self))`
    record LogSigmoidBackward() implements Activations, Pairwise.Backward {
        public static final LogSigmoidBackward OP = new LogSigmoidBackward();

        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Inside.run(
                    (g, x) -> {
                        double z = Math.exp(-Math.abs(x));
                        return g * (x < 0 ? 1 - z / (1 + z) : z / (1 + z));
                    },
                    grad,
                    self);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            Tensor z = x.sigmoid();
            return g.mul(grad).mul(minus(z, 1)).mul(z);
        }
    }

    /// `x tanh(softplus(x))`
    record Mish() implements Activations, Laws.OfSelf {
        public static final Mish OP = new Mish();

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Mapped.unary(x -> x * Math.tanh(Math.log1p(Math.exp(x))), self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            Tensor t = x.exp().log1p().tanh();
            Tensor bend = x.mul(x.sigmoid()).mul(minus(1, t.mul(t)));
            return g.mul(t.add(bend));
        }
    }

    /// `x` above the threshold, else a value
    record Threshold(double threshold, double value, boolean inPlace)
            implements Activations, Laws.OfSelf {
        @Override
        public int variant() {
            return inPlace ? 1 : 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.ternary(
                    Ternary.THRESHOLD,
                    self,
                    Types.truncated(threshold, self.dtype()),
                    Types.truncated(value, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new PointwiseBackward.ThresholdBackward(threshold), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("threshold", threshold);
        }
    }

    /// What several of these share.
    final class Inside {
        private Inside() {}

        static Tensor run(java.util.function.DoubleBinaryOperator f, Tensor grad, Tensor self) {
            return Mapped.binary(f, grad, Types.cast(self, grad.dtype()));
        }

        static Tensor leaky(Tensor grad, Tensor self, double slope) {
            return Each.ternary(
                    Ternary.LEAKY_RELU_BACKWARD,
                    grad,
                    Types.cast(self, grad.dtype()),
                    Each.scalar(slope, grad.dtype()));
        }
    }
}
