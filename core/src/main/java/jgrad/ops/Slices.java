package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.places.Gather;
import jgrad.kernels.places.Rearrange;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Slices filled, replaced or moved round along dimensions.
public sealed interface Slices extends Op {

    /// the elements moved on along dimensions, those at the end to the beginning
    record Roll(int[] shifts, int[] dims) implements Slices, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            return Rearrange.roll(self, shifts, Dims.wrap(dims, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            var back = new int[shifts.length];
            Arrays.setAll(back, i -> -shifts[i]);
            return g.roll(back, dims);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("shifts", Views.Inside.list(shifts), "dims", Views.Inside.list(dims));
        }
    }

    /// `self` with a number at the slices along `dim` that `index` names; inputs self, index
    record IndexFill(int dim, Number value) implements Slices, Placed {
        @Override
        public Tensor forward(Tensor self, Tensor index) {
            int d = Dims.wrap(dim, self.dim());
            Tensor out = Types.copy(self, self.dtype());
            int[] shape = self.shape().sizes().clone();
            if (shape.length > 0) {
                shape[d] = index.numel();
            }
            Tensor source = new Views.Expand(shape).forward(Types.number(value, self.dtype()));
            Gather.indexCopyInto(out, d, index, source);
            return out;
        }

        @Override
        public Tensor back(Tensor g, Tensor index, int[] shape) {
            return g.indexFill(dim, index, 0.0);
        }

        /// A number has no tangent.
        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : tSelf.indexFill(dim, s.other(), 0.0);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "value", value);
        }
    }

    /// `self` with `source` at the slices along `dim` that `index` names; inputs self, source,
    /// index
    record IndexCopy(int dim) implements Slices, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "source" : "index";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor out = Types.copy(in[0], in[0].dtype());
            Gather.indexCopyInto(out, Dims.wrap(dim, in[0].dim()), in[2], in[1]);
            return out;
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                return g.indexFill(dim, s.input(2), 0.0);
            }
            Tensor chosen = g.indexSelect(dim, s.input(2));
            return s.shape(1).length == 0 ? chosen.reshape() : chosen.expand(s.shape(1));
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor self = t[0] == null ? Tensors.zeros(s.shape(0), s.dtype(0)) : t[0];
            Tensor source = t[1] == null ? Tensors.zeros(s.shape(1), s.dtype(1)) : t[1];
            return Ops.apply(this, self, source, s.input(2));
        }

        @Override
        public int reads(int i) {
            return THIRD;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }
}
