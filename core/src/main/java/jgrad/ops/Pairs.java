package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Mapped;
import jgrad.kernels.special.Gamma;
import jgrad.kernels.special.IncompleteGamma;
import jgrad.kernels.special.Polynomials;
import jgrad.storage.BFloat16;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// Special functions of two elements, as rows of tables. Operands broadcast and promote; what is
/// not of floating type is brought to the default one.
public sealed interface Pairs extends Op {

    /// What all rows have: a function on numbers.
    sealed interface Row extends Pairs, Pairwise {
        DoubleBinaryOperator function();

        @Override
        default Tensor forward(Tensor self, Tensor other) {
            return Inside.run(function(), self, other);
        }
    }

    /// Both derivatives are written with both operands.
    enum OfBoth implements Row, Pairwise.OfBoth {
        LOGADDEXP(Inside::logaddexp),
        LOGADDEXP2(Inside::logaddexp2),
        SPECIAL_XLOG1PY(Inside::xlog1py),
        XLOGY(Inside::xlogy);

        private final DoubleBinaryOperator function;

        OfBoth(DoubleBinaryOperator function) {
            this.function = function;
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor a, Tensor b) {
            return switch (this) {
                case LOGADDEXP -> g.div(plus(b.sub(a).exp(), 1));
                case LOGADDEXP2 -> g.div(plus(Inside.powerOfTwo(b.sub(a)), 1));
                case SPECIAL_XLOG1PY, XLOGY -> {
                    double end = this == XLOGY ? 0 : -1; // of log's domain
                    Tensor outside = a.eq(0.0).logicalAnd(b.le(end));
                    yield Ops.apply(this, g, b).maskedFill(outside, 0.0);
                }
            };
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor a, Tensor b) {
            return switch (this) {
                case LOGADDEXP -> g.div(plus(a.sub(b).exp(), 1));
                case LOGADDEXP2 -> g.div(plus(Inside.powerOfTwo(a.sub(b)), 1));
                case SPECIAL_XLOG1PY -> g.mul(a).div(plus(b, 1));
                case XLOGY -> g.mul(a).div(b);
            };
        }

        @Override
        public DoubleBinaryOperator function() {
            return function;
        }
    }

    /// Functions of which PyTorch knows the derivative with respect to the second operand only.
    enum OfOther implements Row, SelfBy.Nothing, OtherBy.Both {
        IGAMMA(IncompleteGamma::igamma),
        IGAMMAC(IncompleteGamma::igammac),
        SPECIAL_ZETA(Gamma::zeta);

        private final DoubleBinaryOperator function;

        OfOther(DoubleBinaryOperator function) {
            this.function = function;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Types.check(
                    this == SPECIAL_ZETA || Types.common(self, other).isFloating(),
                    this,
                    Types.common(self, other));
            return Inside.run(function, self, other);
        }

        @Override
        public @Nullable Tensor slopeSelf(Tensor g) {
            throw new IllegalStateException(
                    "the derivative for '"
                            + (this == SPECIAL_ZETA ? "zeta" : torchName() + ": input")
                            + "' is not implemented.");
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor a, Tensor x) {
            return switch (this) {
                case IGAMMA -> g.mul(density(a, x));
                case IGAMMAC -> g.neg().mul(density(a, x));
                case SPECIAL_ZETA -> g.neg().mul(a).mul(Ops.apply(this, plus(a, 1), x));
            };
        }

        /// `x^(a - 1) e^-x / Gamma(a)`
        private static Tensor density(Tensor a, Tensor x) {
            Tensor gamma = Ops.apply(Specials.OfSelf.LGAMMA, a);
            return minus(a, 1).mul(x.log()).sub(x).sub(gamma).exp();
        }

        @Override
        public DoubleBinaryOperator function() {
            return function;
        }
    }

    /// Polynomials of degree `other`, which PyTorch does not differentiate.
    enum Plain implements Row, Pairwise.Undifferentiable {
        SPECIAL_CHEBYSHEV_POLYNOMIAL_T(Polynomials::chebyshevT),
        SPECIAL_CHEBYSHEV_POLYNOMIAL_U(Polynomials::chebyshevU),
        SPECIAL_CHEBYSHEV_POLYNOMIAL_V(Polynomials::chebyshevV),
        SPECIAL_CHEBYSHEV_POLYNOMIAL_W(Polynomials::chebyshevW),
        SPECIAL_HERMITE_POLYNOMIAL_H(Polynomials::hermiteH),
        SPECIAL_HERMITE_POLYNOMIAL_HE(Polynomials::hermiteHe),
        SPECIAL_LAGUERRE_POLYNOMIAL_L(Polynomials::laguerreL),
        SPECIAL_LEGENDRE_POLYNOMIAL_P(Polynomials::legendreP),
        SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_T(Polynomials::shiftedChebyshevT),
        SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_U(Polynomials::shiftedChebyshevU),
        SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_V(Polynomials::shiftedChebyshevV),
        SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_W(Polynomials::shiftedChebyshevW);

        private final DoubleBinaryOperator function;

        Plain(DoubleBinaryOperator function) {
            this.function = function;
        }

        @Override
        public DoubleBinaryOperator function() {
            return function;
        }
    }

    /// the length of the hypotenuse, whose derivative is written with the result too
    record Hypot() implements Pairs, Pairwise {
        public static final Hypot OP = new Hypot();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Types.check(Types.common(self, other).isFloating(), this, Types.common(self, other));
            return Inside.run(Math::hypot, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return g.mul(s.self()).div(s.result());
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return g.mul(s.other()).div(s.result());
        }

        @Override
        public int readsForSelf() {
            return SELF | RESULT;
        }

        @Override
        public int readsForOther() {
            return OTHER | RESULT;
        }
    }

    /// the size of `self` with the sign of `other`
    record Copysign() implements Pairs, Pairwise, OtherBy.Zero {
        public static final Copysign OP = new Copysign();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Inside.run(Math::copySign, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Inside.copysignSlope(g, s.self(), s.result());
        }

        @Override
        public int readsForSelf() {
            return SELF | RESULT;
        }
    }

    /// the size of `self` with the sign of a number
    record CopysignNumber(double other) implements Pairs, Laws.OfSelfAndResult {
        @Override
        public String torchName() {
            return "copysign";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Mapped.unary(x -> Math.copySign(x, other), Types.floating(self));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self, Tensor result) {
            return Inside.copysignSlope(g, self, result);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", other);
        }
    }

    /// the next number of the type from `self` towards `other`
    record Nextafter() implements Pairs, Pairwise, SelfBy.Both, OtherBy.Zero {
        public static final Nextafter OP = new Nextafter();

        @Override
        public boolean keepsNarrow() {
            return true; // what is next depends on the type
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            DType type = Types.common(self, other);
            Types.check(type.isFloating(), this, type);
            return Inside.run(
                    switch (type) {
                        case FLOAT16, BFLOAT16 -> (x, to) -> Inside.nextHalf(x, to, type);
                        case FLOAT32 -> (x, to) -> Math.nextAfter((float) x, to);
                        default -> Math::nextAfter;
                    },
                    self,
                    other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor other) {
            return Tensors.where(self.ne(other), g, Constants.number(0.0, g.dtype()));
        }
    }

    /// `self * 2^other`
    record Ldexp() implements Pairs, Pairwise.OfBoth {
        public static final Ldexp OP = new Ldexp();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Inside.run((x, e) -> x * Math.pow(2, e), self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor other) {
            return g.mul(Inside.powerOfTwo(other));
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return times(Formulas.LN2, g.mul(self.mul(Inside.powerOfTwo(other))));
        }
    }

    /// a number to the power of `self`
    record PowOfNumber(double base) implements Pairs, Laws.OfSelfAndResult {
        @Override
        public String torchName() {
            return "pow";
        }

        @Override
        public int variant() {
            return 2;
        }

        @Override
        public Tensor forward(Tensor self) {
            DType type = Promotion.withNumber(self.dtype(), DType.Kind.FLOATING);
            return Mapped.unary(x -> Math.pow(base, x), Types.cast(self, type));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self, Tensor result) {
            Tensor slope = times(Math.log(base), result);
            return g.mul(base == 0 ? slope.maskedFill(self.ge(0.0), 0.0) : slope);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("self", base);
        }
    }

    /// `self * log(other)` or `self * log1p(other)` of a number `other`
    record XlogOfNumber(boolean plusOne, double other) implements Pairs, Laws.OfSelf {
        @Override
        public String torchName() {
            return plusOne ? "special_xlog1py" : "xlogy";
        }

        @Override
        public int variant() {
            return 2;
        }

        @Override
        public Tensor forward(Tensor self) {
            DoubleBinaryOperator f = plusOne ? Inside::xlog1py : Inside::xlogy;
            return Mapped.unary(x -> f.applyAsDouble(x, other), Types.floating(self));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            Tensor out = Ops.apply(this, g);
            return other <= (plusOne ? -1 : 0) ? out.maskedFill(self.eq(0.0), 0.0) : out;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", other);
        }
    }

    /// What several of these share.
    final class Inside {
        private Inside() {}

        static Tensor run(DoubleBinaryOperator f, Tensor a, Tensor b) {
            DType type = Promotion.toFloating(Types.common(a, b));
            return Mapped.binary(f, Types.cast(a, type), Types.cast(b, type));
        }

        static Tensor powerOfTwo(Tensor exponent) {
            return Ops.apply(new PowOfNumber(2), exponent);
        }

        static Tensor copysignSlope(Tensor g, Tensor self, Tensor result) {
            return g.mul(result.div(self).maskedFill(self.eq(0.0), 0.0));
        }

        static double logaddexp(double a, double b) {
            if (Double.isInfinite(a) && a == b) {
                return a;
            }
            double larger = Math.max(a, b);
            return larger + Math.log1p(Math.exp(-Math.abs(a - b)));
        }

        static double logaddexp2(double a, double b) {
            if (Double.isInfinite(a) && a == b) {
                return a;
            }
            double larger = Math.max(a, b);
            return larger + Math.log1p(Math.pow(2, -Math.abs(a - b))) / Formulas.LN2;
        }

        static double xlogy(double a, double b) {
            return b != b ? b : a == 0 ? 0 : a * Math.log(b);
        }

        static double xlog1py(double a, double b) {
            return b != b ? b : a == 0 ? 0 : a * Math.log1p(b);
        }

        /// One step of the bits, which are in order once the sign is seen to.
        static double nextHalf(double from, double to, DType type) {
            if (from == to || from != from || to != to) {
                return from == to ? to : Double.NaN;
            }
            boolean brain = type == DType.BFLOAT16;
            float x = (float) from;
            int bits = (brain ? BFloat16.fromFloat(x) : Float.floatToFloat16(x)) & 0xffff;
            int size = bits & 0x7fff;
            int next;
            if (size == 0) {
                next = to < 0 ? 0x8001 : 1;
            } else {
                next = to < from == from < 0 ? bits + 1 : bits - 1;
            }
            return brain ? BFloat16.toFloat((short) next) : Float.float16ToFloat((short) next);
        }
    }
}
