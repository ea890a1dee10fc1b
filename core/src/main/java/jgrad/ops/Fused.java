package jgrad.ops;

import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;

import java.util.Map;

/// Arithmetic of three operands in one pass over memory. Operands broadcast.
public sealed interface Fused extends Op {

    /// `self + value * tensor1 * tensor2`
    record Addcmul(double value) implements Fused, Pairwise.OfThree {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "tensor" + i;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            DType type = Types.common(in);
            if (type == DType.BOOL) {
                throw Types.notImplemented("addcmul_cpu_out", type);
            }
            return Inside.scaled(Quaternary.ADDCMUL, in, type, value);
        }

        @Override
        public boolean into(Tensor[] in) {
            return in[0].dtype() != DType.BOOL && Inside.scaledInto(Quaternary.ADDCMUL, in, value);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> g;
                case 1 -> g.mul(times(value, s.input(2)));
                default -> g.mul(times(value, s.input(1)));
            };
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 0 : i == 1 ? THIRD : OTHER;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("value", value);
        }
    }

    /// `self + value * tensor1 / tensor2`, not of integers
    record Addcdiv(double value) implements Fused, Pairwise.OfThree {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "tensor" + i;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            refuseIntegers(in);
            return Inside.scaled(Quaternary.ADDCDIV, in, Types.common(in), value);
        }

        @Override
        public boolean into(Tensor[] in) {
            refuseIntegers(in);
            return Inside.scaledInto(Quaternary.ADDCDIV, in, value);
        }

        private static void refuseIntegers(Tensor[] in) {
            if (!in[1].dtype().isFloating() && !in[2].dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "Integer division with addcdiv is no longer supported, and in a future "
                            + " release addcdiv will perform a true division of tensor1 and"
                            + " tensor2. The historic addcdiv behavior can be implemented as (input"
                            + " + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for"
                            + " integer inputs and as (input + value * tensor1 / tensor2) for float"
                            + " inputs. The future addcdiv behavior is just the latter"
                            + " implementation: (input + value * tensor1 / tensor2), for all"
                            + " dtypes.");
            }
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> g;
                case 1 -> g.mul(times(value, s.input(2).reciprocal()));
                default -> {
                    Tensor square = s.input(2).mul(s.input(2));
                    yield g.neg().mul(times(value, s.input(1)).div(square));
                }
            };
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 0 : i == 1 ? THIRD : OTHER | THIRD;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("value", value);
        }
    }

    /// `self + weight * (end - self)` of a number `weight`
    record LerpNumber(double weight) implements Fused, Pairwise, SelfBy.Nothing, OtherBy.Nothing {
        @Override
        public String torchName() {
            return "lerp";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "end";
        }

        @Override
        public Tensor forward(Tensor self, Tensor end) {
            check(self, end);
            return Each.ternary(Ternary.LERP, self, end, factor(self));
        }

        @Override
        public boolean into(Tensor[] in) {
            check(in[0], in[1]);
            if (!Inside.fits(in)) {
                return false;
            }
            Each.ternaryInto(Ternary.LERP, in[0], in[1], factor(in[0]), in[0]);
            return true;
        }

        private static void check(Tensor self, Tensor end) {
            Inside.checkType(self, end, "end");
            Inside.checkFloating(self, "lerp_kernel_scalar");
        }

        private Tensor factor(Tensor self) {
            return Each.scalar(weight, self.dtype());
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return times(1 - weight, g);
        }

        @Override
        public Tensor slopeOther(Tensor g) {
            return times(weight, g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("weight", weight);
        }
    }

    /// `self + weight * (end - self)`, a weight for each element
    record Lerp() implements Fused, Pairwise.OfThree {
        public static final Lerp OP = new Lerp();

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "end" : "weight";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            check(in);
            return Each.ternary(Ternary.LERP, in[0], in[1], in[2]);
        }

        @Override
        public boolean into(Tensor[] in) {
            check(in);
            if (!Inside.fits(in)) {
                return false;
            }
            Each.ternaryInto(Ternary.LERP, in[0], in[1], in[2], in[0]);
            return true;
        }

        private static void check(Tensor[] in) {
            Inside.checkType(in[0], in[1], "end");
            Inside.checkType(in[0], in[2], "weight");
            Inside.checkFloating(in[0], "lerp_kernel_tensor");
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> g.mul(Formulas.minus(1, s.input(2)));
                case 1 -> g.mul(s.input(2));
                default -> g.mul(s.input(1).sub(s.input(0)));
            };
        }

        @Override
        public int reads(int i) {
            return i < 2 ? THIRD : SELF | OTHER;
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        /// Whether the result has the shape of the first.
        static boolean fits(Tensor[] in) {
            for (int i = 1; i < in.length; i++) {
                if (!Arithmetic.Inside.fits(in[0], in[i])) {
                    return false;
                }
            }
            return true;
        }

        static Tensor scaled(Quaternary op, Tensor[] in, DType type, double value) {
            return Each.quaternary(
                    op,
                    Types.cast(in[0], type),
                    Types.cast(in[1], type),
                    Types.cast(in[2], type),
                    Types.truncated(value, type));
        }

        /// The same over the first, if it fits and no type has to be converted.
        static boolean scaledInto(Quaternary op, Tensor[] in, double value) {
            DType type = in[0].dtype();
            if (in[1].dtype() != type || in[2].dtype() != type || !fits(in)) {
                return false;
            }
            Each.quaternaryInto(op, in[0], in[1], in[2], Types.truncated(value, type), in[0]);
            return true;
        }

        static void checkType(Tensor self, Tensor other, String name) {
            if (self.dtype() != other.dtype()) {
                throw new IllegalArgumentException(
                        "expected dtype "
                                + Types.nameInC(self.dtype())
                                + " for `"
                                + name
                                + "` but got dtype "
                                + Types.nameInC(other.dtype()));
            }
        }

        static void checkFloating(Tensor self, String kernel) {
            if (!self.dtype().isFloating()) {
                throw Types.notImplemented(kernel, self.dtype());
            }
        }
    }
}
