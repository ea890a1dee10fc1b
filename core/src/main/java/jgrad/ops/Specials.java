package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.over;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Mapped;
import jgrad.kernels.special.Airy;
import jgrad.kernels.special.Bessel;
import jgrad.kernels.special.ErrorFunctions;
import jgrad.kernels.special.Gamma;
import jgrad.kernels.special.ModifiedBessel;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Special functions of each element by itself, as rows of tables like those of [Pointwise]. What
/// is not of floating type is brought to the default one.
public sealed interface Specials extends Op {

    /// What all rows have: a function on numbers.
    sealed interface Row extends Specials, UnaryOp {
        DoubleUnaryOperator function();

        @Override
        default Tensor forward(Tensor self) {
            return Mapped.unary(function(), Types.floating(self));
        }
    }

    /// The derivative is written with the argument.
    enum OfSelf implements Row, Laws.OfSelf {
        DIGAMMA(Gamma::digamma),
        ERFINV(ErrorFunctions::erfinv),
        I0(ModifiedBessel::i0),
        LGAMMA(Gamma::lgamma),
        SINC(Inside::sinc),
        SPECIAL_ENTR(Inside::entropy);

        private final DoubleUnaryOperator function;

        OfSelf(DoubleUnaryOperator function) {
            this.function = function;
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            return switch (this) {
                case DIGAMMA -> g.mul(Ops.apply(new Polygamma(1), x));
                case ERFINV -> {
                    Tensor inverse = Ops.apply(this, x);
                    yield times(0.5 * Math.sqrt(Math.PI), inverse.pow(2).exp()).mul(g);
                }
                case I0 -> g.mul(Ops.apply(OfBoth.SPECIAL_I1, x));
                case LGAMMA -> g.mul(Ops.apply(DIGAMMA, x));
                case SINC -> {
                    Tensor px = times(Math.PI, x);
                    Tensor square = times(Math.PI, x.mul(x));
                    Tensor out = g.mul(px.mul(px.cos()).sub(px.sin()).div(square));
                    yield Tensors.where(square.eq(0.0), Constants.number(0.0, g.dtype()), out);
                }
                case SPECIAL_ENTR -> g.mul(plus(x.log(), 1).neg());
            };
        }

        @Override
        public DoubleUnaryOperator function() {
            return function;
        }
    }

    /// The derivative is written with argument and result.
    enum OfBoth implements Row, Laws.OfSelfAndResult {
        SPECIAL_ERFCX(ErrorFunctions::erfcx),
        SPECIAL_I0E(ModifiedBessel::i0e),
        SPECIAL_I1(ModifiedBessel::i1),
        SPECIAL_I1E(ModifiedBessel::i1e),
        SPECIAL_LOG_NDTR(ErrorFunctions::logNdtr);

        private final DoubleUnaryOperator function;

        OfBoth(DoubleUnaryOperator function) {
            this.function = function;
        }

        @Override
        public Tensor slope(Tensor g, Tensor x, Tensor y) {
            return switch (this) {
                case SPECIAL_ERFCX -> minus(times(2, x).mul(y), Formulas.TWO_OVER_SQRT_PI).mul(g);
                case SPECIAL_I0E -> g.mul(Ops.apply(SPECIAL_I1E, x).sub(x.sgn().mul(y)));
                case SPECIAL_I1 -> {
                    Tensor safe = Inside.notTiny(x);
                    Tensor slope = Ops.apply(OfSelf.I0, safe).sub(y.mul(safe.reciprocal()));
                    yield g.mul(Inside.halfWhereTiny(x, slope));
                }
                case SPECIAL_I1E -> {
                    Tensor safe = Inside.notTiny(x);
                    Tensor slope =
                            Ops.apply(SPECIAL_I0E, safe)
                                    .sub(y.mul(safe.sgn().add(safe.reciprocal())));
                    yield g.mul(Inside.halfWhereTiny(x, slope));
                }
                case SPECIAL_LOG_NDTR ->
                        over(g, Math.sqrt(2 * Math.PI)).mul(y.add(over(x.pow(2), 2)).neg().exp());
            };
        }

        @Override
        public DoubleUnaryOperator function() {
            return function;
        }
    }

    /// The derivative is written with the result.
    enum OfResult implements Row, Laws.OfResult {
        SPECIAL_NDTRI(ErrorFunctions::ndtri);

        private final DoubleUnaryOperator function;

        OfResult(DoubleUnaryOperator function) {
            this.function = function;
        }

        @Override
        public Tensor slope(Tensor g, Tensor y) {
            return switch (this) {
                case SPECIAL_NDTRI -> times(Math.sqrt(2 * Math.PI), g).mul(over(y.pow(2), 2).exp());
            };
        }

        @Override
        public DoubleUnaryOperator function() {
            return function;
        }
    }

    /// Functions that PyTorch does not differentiate.
    enum Plain implements Row, Laws.Undifferentiable {
        SPECIAL_AIRY_AI(Airy::ai),
        SPECIAL_BESSEL_J0(Bessel::j0),
        SPECIAL_BESSEL_J1(Bessel::j1),
        SPECIAL_BESSEL_Y0(Bessel::y0),
        SPECIAL_BESSEL_Y1(Bessel::y1),
        SPECIAL_MODIFIED_BESSEL_I0(ModifiedBessel::i0),
        SPECIAL_MODIFIED_BESSEL_I1(ModifiedBessel::i1),
        SPECIAL_MODIFIED_BESSEL_K0(ModifiedBessel::k0),
        SPECIAL_MODIFIED_BESSEL_K1(ModifiedBessel::k1),
        SPECIAL_SCALED_MODIFIED_BESSEL_K0(ModifiedBessel::scaledK0),
        SPECIAL_SCALED_MODIFIED_BESSEL_K1(ModifiedBessel::scaledK1),
        SPECIAL_SPHERICAL_BESSEL_J0(Bessel::sphericalJ0);

        private final DoubleUnaryOperator function;

        Plain(DoubleUnaryOperator function) {
            this.function = function;
        }

        @Override
        public DoubleUnaryOperator function() {
            return function;
        }
    }

    /// the n-th derivative of digamma
    record Polygamma(long n) implements Specials, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            return Mapped.unary(x -> Gamma.polygamma(n, x), Types.floating(self));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return g.mul(Ops.apply(new Polygamma(n + 1), self));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("n", n);
        }
    }

    /// the logarithm of the multivariate gamma function of dimension p (DLMF 35.3.4)
    record Mvlgamma(int p) implements Specials, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            double constant = 0.25 * p * (p - 1.0) * Math.log(Math.PI);
            return Mapped.unary(
                    x -> {
                        double sum = constant;
                        for (int k = 0; k < p; k++) {
                            sum += Gamma.lgamma(x - 0.5 * k);
                        }
                        return sum;
                    },
                    Types.floating(self));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            DType type = self.dtype();
            Tensor steps = Tensors.arange(0.5 - 0.5 * p, 0.5, 0.5).to(type);
            Tensor parts = Ops.apply(OfSelf.DIGAMMA, self.unsqueeze(-1).add(steps));
            return g.mul(parts.sum(new int[] {-1}, false));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("p", (long) p);
        }
    }

    /// `log(self / (1 - self))`, kept away from the ends by eps if there is one
    record Logit(@Nullable Double eps) implements Specials, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            double low = eps == null ? Double.NEGATIVE_INFINITY : eps;
            double high = eps == null ? Double.POSITIVE_INFINITY : 1 - eps;
            return Mapped.unary(
                    x -> {
                        double z = x < low ? low : x > high ? high : x;
                        return Math.log(z / (1 - z));
                    },
                    Types.floating(self));
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            double low = eps == null ? 0 : eps;
            double outside = eps == null ? Double.NaN : 0;
            Tensor inside = x.ge(low).logicalAnd(x.le(1 - low));
            Tensor slope = g.div(x.mul(minus(1, x)));
            return Tensors.where(inside, slope, Constants.number(outside, g.dtype()));
        }

        @Override
        public Map<String, Object> parameters() {
            return eps == null ? Map.of() : Map.of("eps", eps);
        }
    }

    /// NaN and the infinities replaced, by default by 0 and the largest numbers of the type
    record NanToNum(@Nullable Double nan, @Nullable Double posinf, @Nullable Double neginf)
            implements Specials, Laws.OfSelf {
        @Override
        public boolean keepsNarrow() {
            return true; // the largest number depends on the type
        }

        @Override
        public Tensor forward(Tensor self) {
            if (!self.dtype().isFloating()) {
                return Types.copy(self, self.dtype());
            }
            double largest =
                    switch (self.dtype()) {
                        case FLOAT16 -> 65504;
                        case BFLOAT16 -> 0x1.fep127;
                        case FLOAT32 -> Float.MAX_VALUE;
                        default -> Double.MAX_VALUE;
                    };
            double forNan = nan == null ? 0 : nan;
            double above = posinf == null ? largest : posinf;
            double below = neginf == null ? -largest : neginf;
            return Mapped.unary(
                    x ->
                            x != x
                                    ? forNan
                                    : x == Double.POSITIVE_INFINITY
                                            ? above
                                            : x == Double.NEGATIVE_INFINITY ? below : x,
                    self);
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return g.mul(self.abs().lt(Double.POSITIVE_INFINITY));
        }

        @Override
        public Map<String, Object> parameters() {
            var map = new HashMap<String, Object>();
            if (nan != null) {
                map.put("nan", nan);
            }
            if (posinf != null) {
                map.put("posinf", posinf);
            }
            if (neginf != null) {
                map.put("neginf", neginf);
            }
            return map;
        }
    }

    /// `self = mantissa * 2^exponent`, with the mantissa from 0.5 to 1
    record Frexp() implements Specials, MultiOp {
        public static final Frexp OP = new Frexp();

        @Override
        public String outputName(int k) {
            return k == 0 ? "mantissa" : "exponent";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Tensor self = in[0];
            if (!self.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "torch.frexp() only supports floating-point dtypes");
            }
            Tensor exponent = Mapped.unary(Inside::exponent, Types.cast(self, DType.FLOAT64));
            return new Tensor[] {
                Mapped.unary(x -> x * Math.pow(2, -Inside.exponent(x)), self),
                Types.cast(exponent, DType.INT32)
            };
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor own = g[0];
            return own == null ? null : own.div(scale(own, s));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor own = t[0];
            return new @Nullable Tensor[] {own == null ? null : own.div(scale(own, s)), null};
        }

        private static Tensor scale(Tensor like, Saved s) {
            return s.result(1).detach().to(like.dtype()).exp2();
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }
    }

    /// What several of these share.
    final class Inside {
        private Inside() {}

        public static Polygamma polygamma(int n) {
            if (n < 0) {
                throw new IllegalArgumentException(
                        "polygamma(n, x) does not support negative n. n is " + n + ".");
            }
            return new Polygamma(n);
        }

        public static Mvlgamma mvlgamma(int p) {
            if (p < 1) {
                throw new IllegalArgumentException(
                        "p has to be greater than or equal to 1; p is " + p + ".");
            }
            return new Mvlgamma(p);
        }

        /// As PyTorch puts it together, so that its node is that of a product.
        public static Tensor ndtr(Tensor self) {
            Tensor x = self.dtype().isFloating() ? self : self.to(DType.defaultType());
            return times(0.5, plus(times(Math.sqrt(0.5), x).erf(), 1));
        }

        /// Refuses a base in place that cannot hold the power.
        public static Tensor float64(Tensor self) {
            if (self.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException(
                        "the base given to float_power_ has dtype "
                                + self.dtype().scalarName()
                                + " but the operation's result requires dtype Double");
            }
            return self;
        }

        static double sinc(double x) {
            double px = Math.PI * x;
            return x == 0 ? 1 : Math.sin(px) / px;
        }

        /// That of [Frexp]; 0 for what has none.
        static double exponent(double x) {
            if (x == 0 || x != x || Double.isInfinite(x)) {
                return 0;
            }
            int own = Math.getExponent(x);
            return own < Double.MIN_EXPONENT ? Math.getExponent(x * 0x1p54) - 53 : own + 1;
        }

        static double entropy(double x) {
            return x > 0 || x != x ? -x * Math.log(x) : x == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }

        /// The smallest difference from 1.
        static double epsilon(DType type) {
            return switch (type) {
                case FLOAT16 -> 0x1p-10;
                case BFLOAT16 -> 0x1p-7;
                case FLOAT32 -> 0x1p-23;
                default -> 0x1p-52;
            };
        }

        /// `x`, but epsilon where it is nearer to 0 than that, so that it may be divided by.
        static Tensor notTiny(Tensor x) {
            double epsilon = epsilon(x.dtype());
            return Tensors.where(x.abs().gt(epsilon), x, Constants.number(epsilon, x.dtype()));
        }

        static Tensor halfWhereTiny(Tensor x, Tensor slope) {
            return Tensors.where(
                    x.abs().gt(epsilon(x.dtype())), slope, Constants.number(0.5, x.dtype()));
        }
    }
}
