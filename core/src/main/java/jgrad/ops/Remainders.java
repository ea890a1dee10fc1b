package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;

import java.util.Map;

/// Division with a rounded quotient, what remains of it, and arithmetic on the bits of integers.
public sealed interface Remainders extends Op {

    /// `self / other`, rounded down or towards zero; a step function
    record DivRounded(boolean floor) implements Remainders, Pairwise, SelfBy.Nothing, OtherBy.Zero {
        @Override
        public String torchName() {
            return "div";
        }

        @Override
        public int variant() {
            return 2;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Inside.refuseBool(self, other, floor ? "div_floor_cpu" : "div_trunc_cpu");
            return Types.binary(floor ? Binary.FLOOR_DIVIDE : Binary.DIV_TRUNC, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return Tensors.zerosLike(g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("rounding_mode", floor ? "floor" : "trunc");
        }
    }

    /// `floor(self / other)` without a gradient
    record FloorDivide() implements Remainders, Pairwise.Undifferentiable {
        public static final FloorDivide OP = new FloorDivide();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Inside.refuseBool(self, other, "div_floor_cpu");
            return Types.binary(Binary.FLOOR_DIVIDE, self, other);
        }
    }

    /// what remains of a division: with the sign of the divisor as Python's `%`, or with that of
    /// the dividend as C's
    record Remainder(boolean ofDivisor)
            implements Remainders, Pairwise, SelfBy.Nothing, OtherBy.Both {
        @Override
        public String torchName() {
            return ofDivisor ? "remainder" : "fmod";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Inside.refuseBool(self, other, torchName());
            return Types.binary(ofDivisor ? Binary.REMAINDER : Binary.FMOD, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return g;
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return g.neg().mul(Ops.apply(new DivRounded(ofDivisor), self, other));
        }
    }

    /// what remains of a division by a number
    record RemainderOfNumber(boolean ofDivisor, Number other)
            implements Remainders, Laws.OfNothing {
        @Override
        public String torchName() {
            return ofDivisor ? "remainder" : "fmod";
        }

        @Override
        public Tensor forward(Tensor self) {
            DType type = Promotion.withNumber(self.dtype(), Types.kind(other));
            Tensor divisor = Types.number(other, type);
            Inside.refuseBool(self, divisor, torchName());
            return Each.binary(
                    ofDivisor ? Binary.REMAINDER : Binary.FMOD, Types.cast(self, type), divisor);
        }

        @Override
        public Tensor slope(Tensor g) {
            return g;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("other", other);
        }
    }

    /// Functions of integers, and the step at 0: no gradient flows.
    enum Steps implements Remainders, Pairwise.Undifferentiable {
        BITWISE_AND(Binary.BITWISE_AND),
        BITWISE_LEFT_SHIFT(Binary.LEFT_SHIFT),
        BITWISE_OR(Binary.BITWISE_OR),
        BITWISE_RIGHT_SHIFT(Binary.RIGHT_SHIFT),
        BITWISE_XOR(Binary.BITWISE_XOR),
        GCD(Binary.GCD),
        HEAVISIDE(Binary.HEAVISIDE),
        LCM(Binary.LCM);

        private final Binary kernel;

        Steps(Binary kernel) {
            this.kernel = kernel;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            if (this == HEAVISIDE && self.dtype() != other.dtype()) {
                throw new IllegalArgumentException(
                        "heaviside is not yet implemented for tensors with different dtypes.");
            }
            return Types.binary(kernel, self, other);
        }
    }

    /// What several of these share.
    final class Inside {
        private Inside() {}

        static void refuseBool(Tensor self, Tensor other, String kernel) {
            if (Types.common(self, other) == DType.BOOL) {
                throw Types.notImplemented(kernel, DType.BOOL);
            }
        }
    }
}
