package jgrad.ops;

import static jgrad.ops.Formulas.LN10;
import static jgrad.ops.Formulas.LN2;
import static jgrad.ops.Formulas.TWO_OVER_SQRT_PI;
import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;
import static jgrad.ops.Pointwise.Operands.FLOATING;
import static jgrad.ops.Pointwise.Operands.NUMBERS;
import static jgrad.ops.Pointwise.Operands.TO_FLOATING;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Unary;

/// Functions of each element by itself, without parameters: a row each, and its derivative in the
/// switch of its table. The compiler refuses a row that the switch has not.
///
/// There are three tables, by what the derivative is written with: the argument, the result, or
/// nothing. PyTorch's name is the row's in lower case.
public sealed interface Pointwise extends Op {

    /// What a function does with an operand that is not of floating type.
    enum Operands {
        /// It is brought to the default floating type.
        TO_FLOATING,
        /// It stays as it is.
        ALL,
        /// Integers stay, bool is refused.
        NUMBERS,
        /// It is refused.
        FLOATING;

        private boolean takes(DType type) {
            return switch (this) {
                case TO_FLOATING, ALL -> true;
                case NUMBERS -> type != DType.BOOL;
                case FLOATING -> type.isFloating();
            };
        }

        Tensor accept(Tensor self, Row row) {
            if (!takes(self.dtype())) {
                throw new IllegalArgumentException(row.refusal(self.dtype()));
            }
            return this == TO_FLOATING ? Types.floating(self) : self;
        }
    }

    /// What all rows have: a loop, and the operands that they take.
    sealed interface Row extends Pointwise, UnaryOp {
        Unary kernel();

        Operands operands();

        /// PyTorch's words for an operand that is not taken.
        default String refusal(DType type) {
            return "\"" + torchName() + "_cpu\" not implemented for '" + type.scalarName() + "'";
        }

        @Override
        default Tensor forward(Tensor self) {
            return Each.unary(kernel(), operands().accept(self, this));
        }

        @Override
        default boolean into(Tensor[] inputs) {
            Tensor self = inputs[0];
            if (operands().accept(self, this) != self) {
                return false;
            }
            Each.unaryInto(kernel(), self, self);
            return true;
        }
    }

    /// The derivative is written with the argument.
    enum OfSelf implements Row, Laws.OfSelf {
        ABS(Unary.ABS, NUMBERS),
        ACOS(Unary.ACOS),
        ACOSH(Unary.ACOSH),
        ASIN(Unary.ASIN),
        ASINH(Unary.ASINH),
        ATAN(Unary.ATAN),
        ATANH(Unary.ATANH),
        COS(Unary.COS),
        COSH(Unary.COSH),
        ERF(Unary.ERF),
        ERFC(Unary.ERFC),
        LOG(Unary.LOG),
        LOG10(Unary.LOG10),
        LOG1P(Unary.LOG1P),
        LOG2(Unary.LOG2),
        SILU(Unary.SILU, FLOATING),
        SIN(Unary.SIN),
        SINH(Unary.SINH);

        private final Unary kernel;
        private final Operands operands;

        OfSelf(Unary kernel) {
            this(kernel, TO_FLOATING);
        }

        OfSelf(Unary kernel, Operands operands) {
            this.kernel = kernel;
            this.operands = operands;
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            return switch (this) {
                case ABS -> g.mul(x.sgn());
                case ACOS -> g.mul(plus(x.neg().mul(x), 1).rsqrt().neg());
                case ACOSH -> g.mul(minus(x.pow(2), 1).rsqrt());
                case ASIN -> g.mul(plus(x.neg().mul(x), 1).rsqrt());
                case ASINH -> g.mul(plus(x.pow(2), 1).rsqrt());
                case ATAN -> g.div(plus(x.mul(x), 1));
                case ATANH -> times(1, g).div(minus(1, x.pow(2)));
                case COS -> g.mul(x.sin().neg());
                case COSH -> g.mul(x.sinh());
                case ERF -> times(TWO_OVER_SQRT_PI, x.pow(2).neg().exp()).mul(g);
                case ERFC -> times(-TWO_OVER_SQRT_PI, x.pow(2).neg().exp()).mul(g);
                case LOG -> g.div(x);
                case LOG10 -> g.div(times(LN10, x));
                case LOG1P -> g.div(plus(x, 1));
                case LOG2 -> g.div(times(LN2, x));
                case SILU -> PointwiseBackward.silu(g, x);
                case SIN -> g.mul(x.cos());
                case SINH -> g.mul(x.cosh());
            };
        }

        @Override
        public Unary kernel() {
            return kernel;
        }

        @Override
        public Operands operands() {
            return operands;
        }
    }

    /// The derivative is written with the result.
    enum OfResult implements Row, Laws.OfResult {
        EXP(Unary.EXP),
        EXP2(Unary.EXP2),
        EXPM1(Unary.EXPM1),
        RECIPROCAL(Unary.RECIPROCAL),
        RELU(Unary.RELU, NUMBERS),
        RSQRT(Unary.RSQRT),
        SIGMOID(Unary.SIGMOID),
        SQRT(Unary.SQRT),
        TAN(Unary.TAN),
        TANH(Unary.TANH);

        private final Unary kernel;
        private final Operands operands;

        OfResult(Unary kernel) {
            this(kernel, TO_FLOATING);
        }

        OfResult(Unary kernel, Operands operands) {
            this.kernel = kernel;
            this.operands = operands;
        }

        @Override
        public Tensor slope(Tensor g, Tensor y) {
            return switch (this) {
                case EXP -> g.mul(y);
                case EXP2 -> times(LN2, g.mul(y));
                case EXPM1 -> g.mul(plus(y, 1));
                case RECIPROCAL -> g.neg().mul(y.mul(y));
                case RELU -> Ops.apply(new PointwiseBackward.ThresholdBackward(0), g, y);
                case RSQRT -> times(-0.5, g).mul(y.pow(3));
                case SIGMOID -> Ops.apply(PointwiseBackward.OfResult.SIGMOID_BACKWARD, g, y);
                case SQRT -> g.div(times(2, y));
                case TAN -> g.mul(plus(y.pow(2), 1));
                case TANH -> Ops.apply(PointwiseBackward.OfResult.TANH_BACKWARD, g, y);
            };
        }

        @Override
        public String refusal(DType type) {
            return this == RELU ? "Boolean inputs not supported for relu" : Row.super.refusal(type);
        }

        @Override
        public Unary kernel() {
            return kernel;
        }

        @Override
        public Operands operands() {
            return operands;
        }
    }

    /// Steps: the derivative is 0.
    enum Steps implements Row, Laws.Steps {
        BITWISE_NOT(Unary.BITWISE_NOT, Operands.ALL),
        CEIL(Unary.CEIL, NUMBERS),
        FLOOR(Unary.FLOOR, NUMBERS),
        ROUND(Unary.ROUND, NUMBERS),
        SGN(Unary.SIGN, Operands.ALL),
        SIGN(Unary.SIGN, Operands.ALL),
        TRUNC(Unary.TRUNC, NUMBERS);

        private final Unary kernel;
        private final Operands operands;

        Steps(Unary kernel, Operands operands) {
            this.kernel = kernel;
            this.operands = operands;
        }

        @Override
        public String refusal(DType type) {
            return Row.super.refusal(type).replace("_cpu", "_vml_cpu");
        }

        @Override
        public Unary kernel() {
            return kernel;
        }

        @Override
        public Operands operands() {
            return operands;
        }
    }

    /// `self - trunc(self)`, whose derivative is 1
    record Frac() implements Pointwise, Laws.OfNothing {
        public static final Frac OP = new Frac();

        @Override
        public Tensor forward(Tensor self) {
            Types.check(self.dtype().isFloating(), this, self.dtype());
            return Each.unary(Unary.FRAC, self);
        }

        @Override
        public Tensor slope(Tensor g) {
            return g;
        }
    }
}
