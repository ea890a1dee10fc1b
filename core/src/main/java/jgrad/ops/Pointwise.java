package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;

import java.util.Map;

/// Functions of each element by itself.
public sealed interface Pointwise extends Op {

    /// e^self
    record Exp() implements Pointwise, Laws.Elementwise {
        public static final Exp OP = new Exp();

        @Override
        public String name() {
            return "exp";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.EXP, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.mul(s.result());
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }

    /// the natural logarithm
    record Log() implements Pointwise, Laws.Elementwise {
        public static final Log OP = new Log();

        @Override
        public String name() {
            return "log";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.LOG, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.div(s.self());
        }

        @Override
        public int reads() {
            return SELF;
        }
    }

    /// the square root
    record Sqrt() implements Pointwise, Laws.Elementwise {
        public static final Sqrt OP = new Sqrt();

        @Override
        public String name() {
            return "sqrt";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.SQRT, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.div(s.result().mul(2.0));
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }

    /// the sine
    record Sin() implements Pointwise, Laws.Elementwise {
        public static final Sin OP = new Sin();

        @Override
        public String name() {
            return "sin";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.SIN, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.mul(s.self().cos());
        }

        @Override
        public int reads() {
            return SELF;
        }
    }

    /// the cosine
    record Cos() implements Pointwise, Laws.Elementwise {
        public static final Cos OP = new Cos();

        @Override
        public String name() {
            return "cos";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.COS, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.mul(s.self().sin().neg());
        }

        @Override
        public int reads() {
            return SELF;
        }
    }

    /// the hyperbolic tangent
    record Tanh() implements Pointwise, Laws.Elementwise {
        public static final Tanh OP = new Tanh();

        @Override
        public String name() {
            return "tanh";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.TANH, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(TanhBackward.OP, g, s.result());
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }

    /// `grad * (1 - result^2)`, the derivative of tanh as an operation
    record TanhBackward() implements Pointwise, Laws.Elementwise2 {
        public static final TanhBackward OP = new TanhBackward();

        @Override
        public String name() {
            return "tanh_backward";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.TANH_BACKWARD, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(OP, g, s.other());
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return g.mul(s.self().mul(s.other()).mul(-2.0));
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

    /// `1 / (1 + e^-self)`
    record Sigmoid() implements Pointwise, Laws.Elementwise {
        public static final Sigmoid OP = new Sigmoid();

        @Override
        public String name() {
            return "sigmoid";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.SIGMOID, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(SigmoidBackward.OP, g, s.result());
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }

    /// `grad * result * (1 - result)`, the derivative of sigmoid as an operation
    record SigmoidBackward() implements Pointwise, Laws.Elementwise2 {
        public static final SigmoidBackward OP = new SigmoidBackward();

        @Override
        public String name() {
            return "sigmoid_backward";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.SIGMOID_BACKWARD, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(OP, g, s.other());
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return g.mul(s.self()).mul(s.other().mul(-2.0).add(1.0));
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

    /// `max(self, 0)`; the derivative at 0 is 0
    record Relu() implements Pointwise, Laws.Elementwise {
        public static final Relu OP = new Relu();

        @Override
        public String name() {
            return "relu";
        }

        @Override
        public Tensor forward(Tensor self) {
            if (self.dtype() == DType.BOOL) {
                throw new IllegalArgumentException("Boolean inputs not supported for relu");
            }
            return jgrad.kernels.elementwise.Each.unary(Unary.RELU, self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new ThresholdBackward(0), g, s.result());
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }

    /// `grad` where `self` is above the threshold, else 0
    record ThresholdBackward(double threshold) implements Pointwise, Laws.Elementwise2 {
        @Override
        public String name() {
            return "threshold_backward";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "self";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Tensor limit = jgrad.kernels.elementwise.Each.scalar(threshold, self.dtype());
            return jgrad.kernels.elementwise.Each.ternary(
                    Ternary.THRESHOLD_BACKWARD, self, Types.cast(other, self.dtype()), limit);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(this, g, s.other());
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Tensors.zerosLike(g);
        }

        @Override
        public int readsForSelf() {
            return OTHER;
        }

        @Override
        public int readsForOther() {
            return 0;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("threshold", threshold);
        }
    }

    /// the absolute value; the derivative at 0 is 0
    record Abs() implements Pointwise, Laws.Elementwise {
        public static final Abs OP = new Abs();

        @Override
        public String name() {
            return "abs";
        }

        @Override
        public Tensor forward(Tensor self) {
            if (self.dtype() == DType.BOOL) {
                throw new IllegalArgumentException("\"abs_cpu\" not implemented for 'Bool'");
            }
            return jgrad.kernels.elementwise.Each.unary(Unary.ABS, self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.mul(s.self().sign());
        }

        @Override
        public int reads() {
            return SELF;
        }
    }

    /// -1, 0 or 1; the derivative is 0
    record Sign() implements Pointwise, Laws.Elementwise {
        public static final Sign OP = new Sign();

        @Override
        public String name() {
            return "sign";
        }

        @Override
        public Tensor forward(Tensor self) {
            return jgrad.kernels.elementwise.Each.unary(Unary.SIGN, self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Tensors.zerosLike(g);
        }

        @Override
        public int reads() {
            return 0;
        }
    }
}
