package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.Binary;
import jgrad.kernels.Pointwise;
import jgrad.kernels.Ternary;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Choosing between values, element by element.
public sealed interface Selections extends Op {

    /// the larger; at a tie each gets half of the gradient
    record Maximum() implements Selections, Laws.Elementwise2 {
        public static final Maximum OP = new Maximum();

        @Override
        public String name() {
            return "maximum";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.MAXIMUM, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Inside.halved(g, s.self(), s.other()).maskedFill(s.self().lt(s.other()), 0.0);
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Inside.halved(g, s.self(), s.other()).maskedFill(s.self().gt(s.other()), 0.0);
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }
    }

    /// the smaller; at a tie each gets half of the gradient
    record Minimum() implements Selections, Laws.Elementwise2 {
        public static final Minimum OP = new Minimum();

        @Override
        public String name() {
            return "minimum";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.MINIMUM, self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Inside.halved(g, s.self(), s.other()).maskedFill(s.self().gt(s.other()), 0.0);
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Inside.halved(g, s.self(), s.other()).maskedFill(s.self().lt(s.other()), 0.0);
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }
    }

    /// `min(max(self, min), max)` with numbers, either of which may be absent; the derivative at a
    /// bound is 1
    record Clamp(@Nullable Number min, @Nullable Number max)
            implements Selections, Laws.Elementwise {
        @Override
        public String name() {
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
                return max == null
                        ? x
                        : Pointwise.binary(Binary.MINIMUM, x, Inside.number(max, type));
            }
            Tensor low = Inside.number(min, type);
            return max == null
                    ? Pointwise.binary(Binary.MAXIMUM, x, low)
                    : Pointwise.ternary(Ternary.CLAMP, x, low, Inside.number(max, type));
        }

        private DType.Kind kind() {
            return min instanceof Double || max instanceof Double
                    ? DType.Kind.FLOATING
                    : DType.Kind.INTEGER;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor x = s.self();
            Tensor above = min == null ? null : x.ge(min.doubleValue());
            Tensor below = max == null ? null : x.le(max.doubleValue());
            Tensor inside = above == null ? below : below == null ? above : above.logicalAnd(below);
            return inside == null ? g : Tensors.where(inside, g, Ops.number(0.0, g.dtype()));
        }

        @Override
        public int reads() {
            return SELF;
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

    /// `self` where `condition` (input 0) is true, else `other`
    record Where() implements Selections, NaryOp {
        public static final Where OP = new Where();

        @Override
        public String name() {
            return "where";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "condition" : i == 1 ? "self" : "other";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            if (in[0].dtype() != DType.BOOL) {
                throw new IllegalArgumentException(
                        "where expected condition to be a boolean tensor, but got a tensor with"
                                + " dtype "
                                + in[0].dtype().scalarName());
            }
            DType type = Types.common(in[1], in[2]);
            return Pointwise.where(in[0], Types.cast(in[1], type), Types.cast(in[2], type));
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            Tensor zero = Ops.number(0.0, g.dtype());
            return i == 0
                    ? null
                    : i == 1
                            ? Tensors.where(s.input(0), g, zero)
                            : Tensors.where(s.input(0), zero, g);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            if (t[1] == null && t[2] == null) {
                return null;
            }
            DType type = DType.promote(s.dtype(1), s.dtype(2));
            Tensor zero = Ops.number(0.0, type);
            Tensor chosen =
                    Tensors.where(
                            s.input(0), t[1] == null ? zero : t[1], t[2] == null ? zero : t[2]);
            int[] shape =
                    Pointwise.broadcastShape(
                            Pointwise.broadcastShape(s.shape(0), s.shape(1)), s.shape(2));
            return Ops.broadcastTo(chosen, shape);
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 0 : SELF;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }

    /// `self` with `value` where `mask` is true
    record MaskedFill(double value) implements Selections, BinaryOp {
        @Override
        public String name() {
            return "masked_fill";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "mask";
        }

        @Override
        public Tensor forward(Tensor self, Tensor mask) {
            Inside.checkMask(mask);
            return Pointwise.where(mask, Pointwise.scalar(value, self.dtype()), self);
        }

        @Override
        public boolean into(Tensor[] in) {
            Inside.checkMask(in[1]);
            if (!java.util.Arrays.equals(
                    Pointwise.broadcastShape(Raw.shape(in[0]), Raw.shape(in[1])),
                    Raw.shape(in[0]))) {
                return false;
            }
            Pointwise.whereInto(in[1], Pointwise.scalar(value, in[0].dtype()), in[0], in[0]);
            return true;
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return g.maskedFill(s.other(), 0.0);
        }

        @Override
        public @Nullable Tensor gradOther(Tensor g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : tSelf.maskedFill(s.other(), 0.0);
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
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] aligned = Batching.align(inputs, dims);
            return new Tensor[] {Ops.apply(this, aligned[0], aligned[1])};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("value", value);
        }
    }

    /// `self` with the 0-d tensor `value` (input 2) where `mask` (input 1) is true
    record MaskedFillTensor() implements Selections, NaryOp {
        public static final MaskedFillTensor OP = new MaskedFillTensor();

        @Override
        public String name() {
            return "masked_fill";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "mask" : "value";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Inside.checkMask(in[1]);
            if (in[2].dim() != 0) {
                throw new IllegalArgumentException(
                        "masked_fill only supports a 0-dimensional value tensor, but got tensor"
                                + " with "
                                + in[2].dim()
                                + " dimension(s).");
            }
            return Pointwise.where(in[1], Types.cast(in[2], in[0].dtype()), in[0]);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> g.maskedFill(s.input(1), 0.0);
                case 2 -> Tensors.where(s.input(1), g, Ops.number(0.0, g.dtype())).sum();
                default -> null;
            };
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            int[] shape = Pointwise.broadcastShape(s.shape(0), s.shape(1));
            DType type = s.dtype(0);
            Tensor self = t[0] == null ? Tensors.zeros(shape, type) : t[0];
            return t[2] == null
                    ? self.maskedFill(s.input(1), 0.0)
                    : Ops.apply(this, self, s.input(1), t[2]);
        }

        @Override
        public int reads(int i) {
            return i == 1 ? 0 : OTHER;
        }
    }

    /// `self` between two tensors, either of which may be absent.
    static Tensor clamp(Tensor self, @Nullable Tensor min, @Nullable Tensor max) {
        if (min != null && max != null) {
            return Ops.apply(ClampTensor.OP, self, min, max);
        }
        if (min != null) {
            return Ops.apply(new ClampBound(true), self, min);
        }
        if (max != null) {
            return Ops.apply(new ClampBound(false), self, max);
        }
        throw new IllegalArgumentException(
                "torch.clamp: At least one of 'min' or 'max' must not be None");
    }

    /// `max(self, bound)` or `min(self, bound)`; at the bound the gradient is the tensor's
    record ClampBound(boolean lower) implements Selections, Laws.Elementwise2 {
        @Override
        public String name() {
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

        private Tensor inside(Saved s) {
            return lower ? s.self().ge(s.other()) : s.self().le(s.other());
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Tensors.where(inside(s), g, Ops.number(0.0, g.dtype()));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Tensors.where(inside(s), Ops.number(0.0, g.dtype()), g);
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }
    }

    /// `min(max(self, min), max)`, inputs self, min, max
    record ClampTensor() implements Selections, NaryOp {
        public static final ClampTensor OP = new ClampTensor();

        @Override
        public String name() {
            return "clamp";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "min" : "max";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Types.binary(Binary.MINIMUM, Types.binary(Binary.MAXIMUM, in[0], in[1]), in[2]);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return Tensors.where(chosen(i, s), g, Ops.number(0.0, g.dtype()));
        }

        /// Where the result is input `i`.
        private static Tensor chosen(int i, Saved s) {
            Tensor self = s.input(0);
            Tensor min = s.input(1);
            Tensor max = s.input(2);
            return switch (i) {
                case 0 -> self.ge(min).logicalAnd(self.le(max));
                case 1 -> min.lt(max).logicalAnd(self.lt(min));
                default -> self.gt(max).logicalOr(max.lt(min));
            };
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            for (int i = 0; i < 3; i++) {
                if (t[i] != null) {
                    sum = Laws.add(sum, grad(i, t[i], s));
                }
            }
            int[] shape =
                    Pointwise.broadcastShape(
                            Pointwise.broadcastShape(s.shape(0), s.shape(1)), s.shape(2));
            return sum == null ? null : Ops.broadcastTo(sum, shape);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | 1 << 2;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        static Tensor halved(Tensor g, Tensor a, Tensor b) {
            return Tensors.where(a.eq(b), g.div(2.0), g);
        }

        static Tensor number(Number n, DType type) {
            return n instanceof Long l
                    ? Pointwise.scalar((long) l, type)
                    : Pointwise.scalar(n.doubleValue(), type);
        }

        static void checkMask(Tensor mask) {
            if (mask.dtype() != DType.BOOL) {
                throw new IllegalArgumentException(
                        "masked_fill_ only supports boolean masks, but got mask with dtype "
                                + mask.dtype().scalarName());
            }
        }
    }
}
