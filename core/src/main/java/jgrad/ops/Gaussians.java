package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;

import java.util.Map;

/// The activation made of the error function.
public sealed interface Gaussians extends Op {

    /// `self * Phi(self)`, with the normal distribution's Phi
    record Gelu() implements Gaussians, Laws.OfSelf {
        public static final Gelu OP = new Gelu();

        @Override
        public Tensor forward(Tensor self) {
            return Each.unary(Unary.GELU, self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(GeluBackward.OP, g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("approximate", "none");
        }
    }

    /// `grad * (Phi(self) + self * phi(self))`, the derivative of gelu as an operation
    record GeluBackward() implements Gaussians, Pairwise.Backward {
        public static final GeluBackward OP = new GeluBackward();

        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            return Types.binary(Binary.GELU_BACKWARD, grad, self);
        }

        // (Phi + x phi)' = (2 - x^2) phi
        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor x) {
            Tensor square = x.mul(x);
            Tensor density = times(1 / Math.sqrt(2 * Math.PI), times(-0.5, square).exp());
            return g.mul(grad).mul(minus(2, square).mul(density));
        }
    }

    /// gelu by a tanh: `x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))`
    record GeluTanh() implements Gaussians, Laws.OfSelf {
        public static final GeluTanh OP = new GeluTanh();
        private static final double SLOPE = Math.sqrt(2 / Math.PI);
        private static final double CUBIC = 0.044715;

        @Override
        public String torchName() {
            return "gelu";
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor x = self.detach();
            return plus(tanh(x), 1).mul(times(0.5, x));
        }

        private static Tensor tanh(Tensor x) {
            return times(SLOPE, x.add(times(CUBIC, x.mul(x).mul(x)))).tanh();
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            Tensor t = tanh(x);
            Tensor inner = times(SLOPE, plus(times(3 * CUBIC, x.mul(x)), 1));
            Tensor bend = times(0.5, x).mul(minus(1, t.mul(t))).mul(inner);
            return g.mul(times(0.5, plus(t, 1)).add(bend));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("approximate", "tanh");
        }
    }
}
