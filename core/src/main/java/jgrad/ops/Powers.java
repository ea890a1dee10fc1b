package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Powers of each element, and its reciprocal.
public sealed interface Powers extends Op {

    /// `self ^ exponent`, a number
    record PowScalar(Number exponent) implements Powers, Laws.Elementwise {
        @Override
        public String name() {
            return "pow";
        }

        @Override
        public Tensor forward(Tensor self) {
            boolean whole = exponent instanceof Long;
            if (whole && !self.dtype().isFloating() && exponent.longValue() < 0) {
                throw new IllegalArgumentException(
                        "Integers to negative integer powers are not allowed.");
            }
            DType type =
                    Promotion.withNumber(
                            self.dtype(), whole ? DType.Kind.INTEGER : DType.Kind.FLOATING);
            Tensor base = Types.cast(self, type);
            double e = exponent.doubleValue();
            if (type.isFloating() && e == 1) {
                return Types.copy(base, type);
            }
            if (type.isFloating() && e == 2) {
                return Each.unary(Unary.SQUARE, base);
            }
            Tensor power =
                    type.isFloating()
                            ? Each.scalar(e, type)
                            : Each.scalar(exponent.longValue(), type);
            return Each.binary(Binary.POW, base, power);
        }

        @Override
        public @Nullable Tensor grad(Tensor g, Saved s) {
            double e = exponent.doubleValue();
            if (e == 0) {
                return Tensors.zerosLike(g);
            }
            if (e == 2 && s.self().dtype().isFloating()) {
                return g.mul(s.self().mul(2));
            }
            Tensor power = exponent instanceof Long n ? s.self().pow(n - 1) : s.self().pow(e - 1);
            return g.mul(exponent instanceof Long n ? power.mul((long) n) : power.mul(e));
        }

        @Override
        public int reads() {
            return exponent.doubleValue() == 0 ? 0 : SELF;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("exponent", exponent);
        }
    }

    /// `self ^ other`; the gradient of the exponent is 0 where the base is 0 and the exponent is
    /// not negative
    record Pow() implements Powers, Laws.Elementwise2 {
        public static final Pow OP = new Pow();

        @Override
        public String name() {
            return "pow";
        }

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
        public Tensor gradSelf(Tensor g, Saved s) {
            Tensor power = s.other();
            Tensor zero = Constants.number(0.0, g.dtype());
            return Tensors.where(
                    power.eq(0.0), zero, g.mul(power.mul(s.self().pow(power.sub(1.0)))));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            Tensor base = s.self();
            Tensor power = s.other();
            Tensor flat = base.eq(0.0).logicalAnd(power.ge(0.0));
            Tensor zero = Constants.number(0.0, g.dtype());
            return g.mul(Tensors.where(flat, zero, s.result().mul(base.log())));
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER | RESULT;
        }
    }

    /// `1 / self`
    record Reciprocal() implements Powers, Laws.Elementwise {
        public static final Reciprocal OP = new Reciprocal();

        @Override
        public String name() {
            return "reciprocal";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Each.unary(Unary.RECIPROCAL, Types.floating(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.neg().mul(s.result().mul(s.result()));
        }

        @Override
        public int reads() {
            return RESULT;
        }
    }
}
