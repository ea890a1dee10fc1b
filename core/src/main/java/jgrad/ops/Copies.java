package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Fitting;
import jgrad.kernels.elementwise.Each;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Copies, conversions and fills.
public sealed interface Copies extends Op {
    @Override
    default boolean keepsNarrow() {
        return true;
    }

    /// a copy
    record Clone() implements Copies, Laws.LinearElementwise {
        public static final Clone OP = new Clone();

        @Override
        public Tensor forward(Tensor self) {
            return Types.copy(self, self.dtype());
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g;
        }
    }

    /// a row-major copy, which PyTorch records as a clone
    record Contiguous() implements Copies, Laws.LinearElementwise {
        public static final Contiguous OP = new Contiguous();

        @Override
        public String torchName() {
            return "clone";
        }

        @Override
        public Tensor forward(Tensor self) {
            Layout layout = Layout.contiguous(Raw.shape(self));
            var out =
                    new Tensor(
                            Storage.allocate(self.dtype(), layout.numel()), layout, self.dtype());
            Types.copyInto(self, out);
            return out;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g;
        }
    }

    /// the same numbers in another type
    record To(DType type) implements Copies, Laws.LinearElementwise {
        @Override
        public String torchName() {
            return "to_copy";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Types.copy(self, type);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.to(s.dtype(0));
        }
    }

    /// writes `other`, broadcast and converted, over `self`; only in place
    record Copy() implements Copies, SelfBy.Nothing, OtherBy.Nothing {
        public static final Copy OP = new Copy();

        @Override
        public String torchName() {
            return "copy_";
        }

        @Override
        public String nodeName() {
            return "torch::autograd::CopyBackwards";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "src";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            Tensor out = Types.copy(self, self.dtype());
            into(new Tensor[] {out, other});
            return out;
        }

        @Override
        public boolean into(Tensor[] in) {
            int[] shape = Raw.shape(in[0]);
            Tensor src = in[1];
            if (!Arrays.equals(shape, Raw.shape(src))) {
                int[] both = Each.broadcastShape(shape, Raw.shape(src));
                if (!Arrays.equals(both, shape)) {
                    throw new IllegalArgumentException(
                            "output with shape "
                                    + Arrays.toString(shape)
                                    + " doesn't match the broadcast shape "
                                    + Arrays.toString(both));
                }
                src = new Views.Expand(shape).forward(src);
            }
            if (Raw.storage(src) == Raw.storage(in[0])) { // they may overlap
                src = Types.copy(src, src.dtype());
            }
            Types.copyInto(src, in[0]);
            return true;
        }

        @Override
        public Tensor slopeSelf(Tensor g) {
            return Tensors.zerosLike(g);
        }

        @Override
        public Tensor slopeOther(Tensor g) {
            return g;
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tOther == null ? null : Fitting.broadcastTo(tOther.to(s.dtype(0)), s.shape(0));
        }
    }

    /// writes zeros everywhere
    record Zero() implements Copies, Laws.Steps {
        public static final Zero OP = new Zero();

        @Override
        public Tensor forward(Tensor self) {
            return Tensors.zerosLike(self);
        }

        @Override
        public boolean into(Tensor[] in) {
            Each.fill(in[0], 0L);
            return true;
        }

        @Override
        public @Nullable Tensor jvp(Tensor t, Saved s) {
            return null;
        }
    }

    /// writes a number everywhere; `variant` is 2 in place, as PyTorch numbers it
    record Fill(Number value, int variant) implements Copies, Laws.Steps {
        @Override
        public Tensor forward(Tensor self) {
            Tensor out =
                    new Tensor(
                            Storage.allocate(self.dtype(), self.numel()),
                            Layout.contiguous(Raw.shape(self)),
                            self.dtype());
            into(new Tensor[] {out});
            return out;
        }

        @Override
        public boolean into(Tensor[] in) {
            if (value instanceof Long whole) {
                Each.fill(in[0], (long) whole);
            } else {
                Each.fill(in[0], value.doubleValue());
            }
            return true;
        }

        @Override
        public @Nullable Tensor jvp(Tensor t, Saved s) {
            return null;
        }
    }
}
