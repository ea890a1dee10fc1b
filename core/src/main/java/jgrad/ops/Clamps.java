package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Elements kept between bounds, which are numbers or tensors.
public sealed interface Clamps extends Op {

    /// `min(max(self, min), max)` with numbers, either of which may be absent; the derivative at a
    /// bound is 1
    record Clamp(@Nullable Number min, @Nullable Number max) implements Clamps, Laws.OfSelf {
        @Override
        public String torchName() {
            return max == null ? "clamp_min" : min == null ? "clamp_max" : "clamp";
        }

        @Override
        public int variant() {
            return min != null && max != null ? 1 : 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            DType type = Promotion.withNumber(self.dtype(), kind());
            Tensor x = Types.cast(self, type);
            if (min == null) {
                return max == null ? x : Each.binary(Binary.MINIMUM, x, Types.number(max, type));
            }
            Tensor low = Types.number(min, type);
            return max == null
                    ? Each.binary(Binary.MAXIMUM, x, low)
                    : Each.ternary(Ternary.CLAMP, x, low, Types.number(max, type));
        }

        private DType.Kind kind() {
            return min instanceof Double || max instanceof Double
                    ? DType.Kind.FLOATING
                    : DType.Kind.INTEGER;
        }

        @Override
        public Tensor slope(Tensor g, Tensor x) {
            Tensor above = min == null ? null : x.ge(min.doubleValue());
            Tensor below = max == null ? null : x.le(max.doubleValue());
            Tensor inside = above == null ? below : below == null ? above : above.logicalAnd(below);
            return inside == null ? g : Tensors.where(inside, g, 0.0);
        }

        @Override
        public Map<String, Object> parameters() {
            var map = new HashMap<String, Object>();
            if (min != null) {
                map.put("min", min);
            }
            if (max != null) {
                map.put("max", max);
            }
            return map;
        }
    }

    /// `min(max(self, min), max)`, whose derivative at a bound is 0
    record Hardtanh(double min, double max) implements Clamps, Laws.OfSelf {
        @Override
        public Tensor forward(Tensor self) {
            DType type = self.dtype();
            return Each.ternary(
                    Ternary.CLAMP, self, Each.scalar(min, type), Each.scalar(max, type));
        }

        @Override
        public Tensor slope(Tensor g, Tensor self) {
            return Ops.apply(new HardtanhBackward(min, max), g, self);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("min_val", min, "max_val", max);
        }
    }

    /// `grad` where `self` lies between the bounds, else 0
    record HardtanhBackward(double min, double max) implements Clamps, Pairwise.StepBackward {
        @Override
        public Tensor forward(Tensor grad, Tensor self) {
            DType type = grad.dtype();
            return Each.quaternary(
                    Quaternary.HARDTANH_BACKWARD,
                    grad,
                    self,
                    Each.scalar(min, type),
                    Each.scalar(max, type));
        }
    }

    /// `max(self, bound)` or `min(self, bound)`; at the bound the gradient is the tensor's
    record ClampBound(boolean lower) implements Clamps, Pairwise.OfBoth {
        @Override
        public String torchName() {
            return lower ? "clamp_min" : "clamp_max";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : lower ? "min" : "max";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(lower ? Binary.MAXIMUM : Binary.MINIMUM, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor bound) {
            return Tensors.where(lower ? self.ge(bound) : self.le(bound), g, 0.0);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor bound) {
            return Tensors.where(lower ? self.lt(bound) : self.gt(bound), g, 0.0);
        }
    }

    /// `min(max(self, min), max)`, inputs self, min, max; an absent bound has an input that is not
    /// looked at
    record ClampTensor(boolean lower, boolean upper) implements Clamps, Pairwise.OfThree {
        @Override
        public String torchName() {
            return "clamp";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "min" : "max";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor raised = lower ? Types.binary(Binary.MAXIMUM, in[0], in[1]) : in[0];
            return upper ? Types.binary(Binary.MINIMUM, raised, in[2]) : raised;
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            boolean absent = i == 1 && !lower || i == 2 && !upper;
            return absent ? null : Tensors.where(chosen(i, s), g, 0.0);
        }

        /// Where the result is input `i`.
        private Tensor chosen(int i, Saved s) {
            Tensor self = s.input(0);
            if (!upper) {
                return i == 0 ? self.ge(s.input(1)) : self.lt(s.input(1));
            }
            Tensor max = s.input(2);
            if (!lower) {
                return i == 0 ? self.le(max) : self.gt(max);
            }
            Tensor min = s.input(1);
            return switch (i) {
                case 0 -> self.ge(min).logicalAnd(self.le(max));
                case 1 -> min.lt(max).logicalAnd(self.lt(min));
                default -> self.gt(max).logicalOr(max.lt(min));
            };
        }

        @Override
        public int reads(int i) {
            return SELF | (lower ? OTHER : 0) | (upper ? THIRD : 0);
        }

        /// A batch of the input that is not looked at is still one of results.
        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] all = inputs.clone();
            int[] at = dims.clone();
            all[0] = Batching.expanded(inputs, dims, size)[0];
            at[0] = 0;
            return Pairwise.OfThree.super.batch(all, at, size);
        }
    }

    /// `self` between two tensors, either of which may be absent.
    static Tensor clamp(Tensor self, @Nullable Tensor min, @Nullable Tensor max) {
        if (min == null && max == null) {
            throw new IllegalArgumentException(
                    "torch.clamp: At least one of 'min' or 'max' must not be None");
        }
        Tensor none = Constants.number(0L, self.dtype());
        return Ops.apply(
                new ClampTensor(min != null, max != null),
                self,
                min == null ? none : min,
                max == null ? none : max);
    }
}
