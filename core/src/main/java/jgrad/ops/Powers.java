package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;

import java.util.Map;

/// Powers of each element.
public sealed interface Powers extends Op {

    /// `self ^ exponent`, a number
    record PowScalar(Number exponent) implements Powers, Laws.OfSelf {
        @Override
        public String torchName() {
            return "pow";
        }

        @Override
        public Tensor forward(Tensor self) {
            boolean whole = exponent instanceof Long;
            if (whole && !self.dtype().isFloating() && exponent.longValue() < 0) {
                throw new IllegalArgumentException(
                        "Integers to negative integer powers are not allowed.");
            }
            DType type = Promotion.withNumber(self.dtype(), Types.kind(exponent));
            Tensor base = Types.cast(self, type);
            double e = exponent.doubleValue();
            if (type.isFloating() && e == 1) {
                return Types.copy(base, type);
            }
            if (type.isFloating() && e == 2) {
                return Each.unary(Unary.SQUARE, base);
            }
            return Each.binary(Binary.POW, base, Types.number(exponent, type));
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            double e = exponent.doubleValue();
            if (e == 0) {
                return Tensors.zerosLike(g);
            }
            if (e == 2 && x.dtype().isFloating()) {
                return g.mul(Formulas.times(2, x));
            }
            Tensor power = exponent instanceof Long n ? x.pow(n - 1) : x.pow(e - 1);
            return g.mul(Formulas.times(e, power));
        }

        @Override
        public int reads() {
            return exponent.doubleValue() == 0 ? 0 : SELF;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return exponent.doubleValue() == 0 ? Tensors.zerosLike(g) : slope(g, s.self());
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("exponent", exponent);
        }
    }

    /// `self ^ other`; the gradient of the exponent is 0 where the base is 0 and the exponent is
    /// not negative
    record Pow() implements Powers, Pairwise, SelfBy.Both {
        public static final Pow OP = new Pow();

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "exponent";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            if (self.dtype() == DType.BOOL && other.dtype() == DType.BOOL) {
                throw new IllegalArgumentException("\"pow\" not implemented for 'Bool'");
            }
            return Types.binary(Binary.POW, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor power) {
            // 0 * 0^-1 is no number, nor are its derivatives, which a mask around it would not hide
            Tensor harmless = power.ne(0.0).logicalOr(self.abs().gt(0.0));
            Tensor one = Constants.number(1.0, g.dtype());
            Tensor lower = Tensors.where(harmless, power, one).sub(1.0);
            return g.mul(power.mul(self.pow(lower)));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            Tensor base = s.self();
            Tensor flat = base.eq(0.0).logicalAnd(s.other().ge(0.0));
            Tensor one = Constants.number(1.0, g.dtype());
            return g.mul(s.result().mul(Tensors.where(flat, one, base).log()));
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER | RESULT;
        }
    }
}
