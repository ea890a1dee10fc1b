package jgrad.ops;

import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.storage.Raw;

import java.util.Arrays;
import java.util.Map;

/// Addition, multiplication and what is made of them. Operands broadcast and promote.
public sealed interface Arithmetic extends Op {

    /// `self + alpha * other`
    record Add(double alpha) implements Arithmetic, Pairwise, SelfBy.Nothing, OtherBy.Nothing {
        public static final Add OP = new Add(1);

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Inside.combined(Binary.ADD, self, other, alpha);
        }

        @Override
        public boolean into(Tensor[] in) {
            return Inside.combinedInto(Binary.ADD, in[0], in[1], alpha);
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return g;
        }

        @Override
        public Tensor slopeOther(Tensor g) {
            return alpha == 1 ? g : times(alpha, g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("alpha", alpha);
        }
    }

    /// `self - alpha * other`
    record Sub(double alpha) implements Arithmetic, Pairwise, SelfBy.Nothing, OtherBy.Nothing {
        public static final Sub OP = new Sub(1);

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Inside.refuseBool(self, other);
            return Inside.combined(Binary.SUB, self, other, alpha);
        }

        @Override
        public boolean into(Tensor[] in) {
            Inside.refuseBool(in[0], in[1]);
            return Inside.combinedInto(Binary.SUB, in[0], in[1], alpha);
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return g;
        }

        @Override
        public Tensor slopeOther(Tensor g) {
            return alpha == 1 ? g.neg() : times(-alpha, g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("alpha", alpha);
        }
    }

    /// `other - alpha * self`, with `self` the tensor the method was called on
    record Rsub(double alpha) implements Arithmetic, Pairwise, SelfBy.Nothing, OtherBy.Nothing {
        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Inside.refuseBool(other, self);
            return Types.binary(Binary.SUB, other, Inside.scaled(self, alpha));
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return alpha == 1 ? g.neg() : times(-alpha, g);
        }

        @Override
        public Tensor slopeOther(Tensor g) {
            return g;
        }
    }

    /// `other - alpha * self` of a number `other`
    record RsubNumber(Number other, double alpha) implements Arithmetic, Laws.OfNothing {
        @Override
        public String torchName() {
            return "rsub";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            DType type = Promotion.withNumber(self.dtype(), Types.kind(other));
            Tensor from = Types.number(other, type);
            Inside.refuseBool(from, self);
            return Each.binary(Binary.SUB, from, Inside.scaled(Types.cast(self, type), alpha));
        }

        @Override
        public Tensor slope(Tensor g) {
            return alpha == 1 ? g.neg() : times(-alpha, g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", other, "alpha", alpha);
        }
    }

    /// `self * other`
    record Mul() implements Arithmetic, Pairwise, SelfBy.Other, OtherBy.Self {
        public static final Mul OP = new Mul();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.MUL, self, other);
        }

        @Override
        public boolean into(Tensor[] in) {
            return Inside.into(Binary.MUL, in[0], in[1]);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return g.mul(other);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self) {
            return g.mul(self);
        }
    }

    /// `self / other`, floating also for integers
    record Div() implements Arithmetic, Pairwise, SelfBy.Other, OtherBy.Both {
        public static final Div OP = new Div();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            DType type = Types.common(self, other);
            if (type.isFloating()) {
                return Types.binary(Binary.DIV, self, other);
            }
            DType floating = DType.defaultType();
            return Each.binary(Binary.DIV, Types.cast(self, floating), Types.cast(other, floating));
        }

        @Override
        public boolean into(Tensor[] in) {
            return Inside.into(Binary.DIV, in[0], in[1]);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return g.div(other);
        }

        // -(a/b)/b, and not -a/b^2, which overflows sooner
        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return g.neg().mul(self.div(other).div(other));
        }
    }

    /// `self + number`, for formulas: the number is not a tensor
    record Shift(double number) implements Arithmetic, Laws.OfNothing {
        @Override
        public String torchName() {
            return "add";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.binary(Binary.ADD, self, Each.scalar(number, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g) {
            return g;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", number, "alpha", 1.0);
        }
    }

    /// `self - number`, for formulas: the number is not a tensor
    record Unshift(double number) implements Arithmetic, Laws.OfNothing {
        @Override
        public String torchName() {
            return "sub";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.binary(Binary.SUB, self, Each.scalar(number, self.dtype()));
        }

        @Override
        public Tensor slope(Tensor g) {
            return g;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", number, "alpha", 1.0);
        }
    }

    /// `factor * self`, for formulas: the number is not a tensor
    record Scale(double factor) implements Arithmetic, Laws.Scaling {
        @Override
        public String torchName() {
            return "mul";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.binary(Binary.MUL, self, Each.scalar(factor, self.dtype()));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", factor);
        }
    }

    /// `self / divisor`, for formulas: the number is not a tensor
    record Unscale(double divisor) implements Arithmetic, Laws.Scaling {
        @Override
        public String torchName() {
            return "div";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.binary(Binary.DIV, self, Each.scalar(divisor, self.dtype()));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", divisor);
        }
    }

    /// `-self`
    record Neg() implements Arithmetic, Laws.Scaling {
        public static final Neg OP = new Neg();

        @Override
        public Tensor forward(Tensor self) {
            if (self.dtype() == DType.BOOL) {
                throw new IllegalArgumentException(
                        "Negation, the `-` operator, on a bool tensor is not supported. If you are"
                            + " trying to invert a mask, use the `~` or `logical_not()` operator"
                            + " instead.");
            }
            return Each.unary(Unary.NEG, self);
        }
    }

    /// the angle of the point with the ordinate `self` and the abscissa `other`
    record Atan2() implements Arithmetic, Pairwise.OfBoth {
        public static final Atan2 OP = new Atan2();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.floatingBinary(Binary.ATAN2, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor other) {
            return g.mul(other).mul(perSquare(self, other));
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return g.mul(self.neg()).mul(perSquare(self, other));
        }

        /// `1 / (self^2 + other^2)`, 0 at the origin
        private static Tensor perSquare(Tensor self, Tensor other) {
            Tensor squares = self.mul(self).add(other.mul(other));
            return squares.reciprocal().maskedFill(squares.eq(0.0), 0.0);
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        static Tensor scaled(Tensor t, double alpha) {
            if (alpha == 1) {
                return t;
            }
            if (!t.dtype().isFloating() && alpha != Math.rint(alpha)) {
                throw new IllegalArgumentException(
                        "For integral input tensors, argument alpha must not be a floating point"
                                + " number.");
            }
            return Each.binary(Binary.MUL, t, Types.truncated(alpha, t.dtype()));
        }

        static void refuseBool(Tensor a, Tensor b) {
            boolean first = a.dtype() == DType.BOOL;
            boolean second = b.dtype() == DType.BOOL;
            if (first && second) {
                throw new IllegalArgumentException(
                        "Subtraction, the `-` operator, with two bool tensors is not supported. Use"
                                + " the `^` or `logical_xor()` operator instead.");
            }
            if (first || second) {
                throw new IllegalArgumentException(
                        "Subtraction, the `-` operator, with a bool tensor is not supported. If you"
                                + " are trying to invert a mask, use the `~` or `logical_not()`"
                                + " operator instead.");
            }
        }

        /// `self + alpha * other` or `self - alpha * other`; in one pass where no type has to be
        /// converted.
        static Tensor combined(Binary op, Tensor self, Tensor other, double alpha) {
            return fused(self, other, alpha)
                    ? Each.ternary(Ternary.ADD_SCALED, self, other, factor(op, alpha, self.dtype()))
                    : Types.binary(op, self, scaled(other, alpha));
        }

        /// The same over `self`, if it fits.
        static boolean combinedInto(Binary op, Tensor self, Tensor other, double alpha) {
            if (fused(self, other, alpha) && fits(self, other)) {
                Each.ternaryInto(
                        Ternary.ADD_SCALED, self, other, factor(op, alpha, self.dtype()), self);
                return true;
            }
            return into(op, self, scaled(other, alpha));
        }

        private static boolean fused(Tensor self, Tensor other, double alpha) {
            return alpha != 1 && self.dtype() == other.dtype() && self.dtype().isFloating();
        }

        private static Tensor factor(Binary op, double alpha, DType type) {
            return Each.scalar(op == Binary.SUB ? -alpha : alpha, type);
        }

        /// Whether the result has the shape of `self`.
        static boolean fits(Tensor self, Tensor other) {
            int[] shape = Each.broadcastShape(Raw.shape(self), Raw.shape(other));
            return Arrays.equals(shape, Raw.shape(self));
        }

        /// Writes over `self` if that needs no conversion of type and no larger shape.
        static boolean into(Binary op, Tensor self, Tensor other) {
            if (self.dtype() != other.dtype() || !(op != Binary.DIV || self.dtype().isFloating())) {
                return false;
            }
            if (!fits(self, other)) {
                return false;
            }
            Each.binaryInto(op, self, other, self);
            return true;
        }
    }
}
