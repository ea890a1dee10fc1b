package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;

import java.util.Map;

/// The error function, and the activation made of it.
public sealed interface Gaussians extends Op {

    /// `2/sqrt(pi) * integral of e^-t^2 from 0 to self`
    record Erf() implements Gaussians, Laws.Elementwise {
        public static final Erf OP = new Erf();

        @Override
        public String name() {
            return "erf";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.unary(Unary.ERF, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return s.self().pow(2).neg().exp().mul(2 / Math.sqrt(Math.PI)).mul(g);
        }

        @Override
        public int reads() {
            return SELF;
        }
    }

    /// `self * Phi(self)`, with the normal distribution's Phi
    record Gelu() implements Gaussians, Laws.Elementwise {
        public static final Gelu OP = new Gelu();

        @Override
        public String name() {
            return "gelu";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.unary(Unary.GELU, self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(GeluBackward.OP, g, s.self());
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("approximate", "none");
        }
    }

    /// `grad * (Phi(self) + self * phi(self))`, the derivative of gelu as an operation
    record GeluBackward() implements Gaussians, Laws.Elementwise2 {
        public static final GeluBackward OP = new GeluBackward();

        @Override
        public String name() {
            return "gelu_backward";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "self";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.GELU_BACKWARD, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(OP, g, s.other());
        }

        // (Phi + x phi)' = (2 - x^2) phi
        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            Tensor x = s.other();
            Tensor square = x.mul(x);
            Tensor density = square.mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
            return g.mul(s.self()).mul(square.rsub(2.0).mul(density));
        }

        @Override
        public int readsForSelf() {
            return OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }
    }

    /// gelu by a tanh: `x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))`
    record GeluTanh() implements Gaussians, Laws.Elementwise {
        public static final GeluTanh OP = new GeluTanh();
        private static final double SLOPE = Math.sqrt(2 / Math.PI);
        private static final double CUBIC = 0.044715;

        @Override
        public String name() {
            return "gelu";
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor x = self.detach();
            return tanh(x).add(1.0).mul(x.mul(0.5));
        }

        private static Tensor tanh(Tensor x) {
            return x.add(x.mul(x).mul(x).mul(CUBIC)).mul(SLOPE).tanh();
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor x = s.self();
            Tensor t = tanh(x);
            Tensor inner = x.mul(x).mul(3 * CUBIC).add(1.0).mul(SLOPE);
            Tensor bend = x.mul(0.5).mul(t.mul(t).rsub(1.0)).mul(inner);
            return g.mul(t.add(1.0).mul(0.5).add(bend));
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("approximate", "tanh");
        }
    }
}
