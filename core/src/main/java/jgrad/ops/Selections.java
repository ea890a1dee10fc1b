package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.functions.Binary;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Choosing between values, element by element.
public sealed interface Selections extends Op {

    /// the larger; at a tie each gets half of the gradient
    record Maximum() implements Selections, Pairwise.OfBoth {
        public static final Maximum OP = new Maximum();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.MAXIMUM, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor other) {
            return Inside.halved(g, self, other).maskedFill(self.lt(other), 0.0);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return Inside.halved(g, self, other).maskedFill(self.gt(other), 0.0);
        }
    }

    /// the smaller; at a tie each gets half of the gradient
    record Minimum() implements Selections, Pairwise.OfBoth {
        public static final Minimum OP = new Minimum();

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Types.binary(Binary.MINIMUM, self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor self, Tensor other) {
            return Inside.halved(g, self, other).maskedFill(self.gt(other), 0.0);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self, Tensor other) {
            return Inside.halved(g, self, other).maskedFill(self.lt(other), 0.0);
        }
    }

    /// `self` where `condition` (input 2) is true, else `other`
    record Where() implements Selections, NaryOp {
        public static final Where OP = new Where();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "other" : "condition";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public boolean promotes() {
            return true;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            if (in[2].dtype() != DType.BOOL) {
                throw new IllegalArgumentException(
                        "where expected condition to be a boolean tensor, but got a tensor with"
                                + " dtype "
                                + in[2].dtype().scalarName());
            }
            DType type = Types.common(in[0], in[1]);
            return Each.where(in[2], Types.cast(in[0], type), Types.cast(in[1], type));
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return i == 0 ? Tensors.where(s.input(2), g, 0.0) : Tensors.where(s.input(2), 0.0, g);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null && t[1] == null) {
                return null;
            }
            Tensor zero = Constants.number(0.0, DType.promote(s.dtype(0), s.dtype(1)));
            Tensor chosen =
                    Tensors.where(
                            s.input(2), t[0] == null ? zero : t[0], t[1] == null ? zero : t[1]);
            return Fitting.broadcastTo(chosen, Pairwise.broadcast(s, 3));
        }

        @Override
        public int reads(int i) {
            return THIRD;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }

    /// `self` with `value` where `mask` is true
    record MaskedFill(double value) implements Selections, Pairwise, SelfBy.Other, OtherBy.None {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "mask";
        }

        @Override
        public Tensor forward(Tensor self, Tensor mask) {
            Inside.checkMask(mask);
            return Each.where(mask, Each.scalar(value, self.dtype()), self);
        }

        @Override
        public boolean into(Tensor[] in) {
            Inside.checkMask(in[1]);
            if (!Arithmetic.Inside.fits(in[0], in[1])) {
                return false;
            }
            Each.whereInto(in[1], Each.scalar(value, in[0].dtype()), in[0], in[0]);
            return true;
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor mask) {
            return g.maskedFill(mask, 0.0);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("value", value);
        }
    }

    /// `self` with the 0-d tensor `value` (input 1) where `mask` (input 2) is true
    record MaskedFillTensor() implements Selections, NaryOp {
        public static final MaskedFillTensor OP = new MaskedFillTensor();

        @Override
        public String torchName() {
            return "masked_fill";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "value" : "mask";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Inside.checkMask(in[2]);
            if (in[1].dim() != 0) {
                throw new IllegalArgumentException(
                        "masked_fill_ only supports a 0-dimensional value tensor, but got tensor"
                                + " with "
                                + in[1].dim()
                                + " dimension(s).");
            }
            return Each.where(in[2], Types.cast(in[1], in[0].dtype()), in[0]);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return i == 0
                    ? g.maskedFill(s.input(2), 0.0)
                    : Tensors.where(s.input(2), g, 0.0).sum().to(s.dtype(1));
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            int[] shape = Each.broadcastShape(s.shape(0), s.shape(2));
            Tensor self = t[0] == null ? Tensors.zeros(shape, s.dtype(0)) : t[0];
            return t[1] == null
                    ? self.maskedFill(s.input(2), 0.0)
                    : Ops.apply(this, self, t[1], s.input(2));
        }

        @Override
        public int reads(int i) {
            return THIRD;
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        static Tensor halved(Tensor g, Tensor a, Tensor b) {
            return Tensors.where(a.eq(b), g.div(2.0), g);
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
