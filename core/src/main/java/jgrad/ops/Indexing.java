package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Reading and writing at places along one dimension, which an integer tensor names.
public sealed interface Indexing extends Op {

    /// `out[i][j] = self[index[i][j]][j]` along `dim`; inputs self, index
    record Gather(int dim) implements Indexing, AlongDim, Placed {
        @Override
        public Tensor forward(Tensor self, Tensor index) {
            return jgrad.kernels.places.Gather.gather(self, Dims.wrap(dim, self.dim()), index);
        }

        @Override
        public Tensor back(Tensor g, Tensor index, int[] shape) {
            return Tensors.zeros(shape, g.dtype()).scatterAdd(dim, index, g);
        }

        @Override
        public Gather along(int dim) {
            return new Gather(dim);
        }
    }

    /// `self` with `src` written (or added) at `out[index[i][j]][j]` along `dim`; inputs self, src,
    /// index
    record Scatter(int dim, boolean add) implements Indexing, AlongDim, NaryOp {
        @Override
        public String torchName() {
            return add ? "scatter_add" : "scatter";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "src" : "index";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            return add
                    ? jgrad.kernels.places.Gather.scatterAdd(in[0], d, in[2], in[1])
                    : jgrad.kernels.places.Gather.scatter(in[0], d, in[2], in[1]);
        }

        @Override
        public boolean into(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            if (add) {
                jgrad.kernels.places.Gather.scatterAddInto(in[0], d, in[2], in[1]);
            } else {
                jgrad.kernels.places.Gather.scatterInto(in[0], d, in[2], in[1]);
            }
            return true;
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                return add ? g : g.scatter(dim, s.input(2), 0.0);
            }
            Tensor index = s.input(2);
            if (index.numel() == 0) {
                return Constants.zeros(s.shape(1), g.dtype());
            }
            Tensor read = g.gather(dim, index);
            if (!add && index.numel() > 1) {
                Tensor ids = Inside.ids(index);
                Tensor last = Tensors.zeros(s.shape(0), DType.INT64).scatter(dim, index, ids);
                read = Inside.ofLast(read, last.gather(dim, index), ids);
            }
            return Inside.padded(read, s.shape(1));
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor self = t[0] == null ? Tensors.zeros(s.shape(0), s.dtype(0)) : t[0];
            Tensor src = t[1] == null ? Tensors.zeros(s.shape(1), s.dtype(1)) : t[1];
            return Ops.apply(this, self, src, s.input(2));
        }

        @Override
        public int reads(int i) {
            return i == 0 && add ? 0 : THIRD;
        }

        @Override
        public Scatter along(int dim) {
            return new Scatter(dim, add);
        }
    }

    /// `self` with a number written at `out[index[i][j]][j]` along `dim`; inputs self, index
    record ScatterNumber(int dim, Number value) implements Indexing, AlongDim, Placed {
        @Override
        public String torchName() {
            return "scatter";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self, Tensor index) {
            Tensor src = Types.number(value, self.dtype());
            return jgrad.kernels.places.Gather.scatter(
                    self,
                    Dims.wrap(dim, self.dim()),
                    index,
                    new Views.Expand(Raw.shape(index)).forward(src));
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : tSelf.scatter(dim, s.other(), 0.0);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "value", value);
        }

        @Override
        public Tensor back(Tensor g, Tensor index, int[] shape) {
            return g.scatter(dim, index, 0.0);
        }

        @Override
        public ScatterNumber along(int dim) {
            return new ScatterNumber(dim, value);
        }
    }

    /// the slices of `self` along `dim` that a 1-d `index` names
    record IndexSelect(int dim) implements Indexing, Placed {
        @Override
        public Tensor forward(Tensor self, Tensor index) {
            return jgrad.kernels.places.Gather.indexSelect(self, Dims.wrap(dim, self.dim()), index);
        }

        @Override
        public Tensor back(Tensor g, Tensor index, int[] shape) {
            return Tensors.zeros(shape, g.dtype()).indexAdd(dim, index, g);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// `self` with `source` added at the slices along `dim` that `index` names; inputs self,
    /// source, index
    record IndexAdd(int dim, double alpha) implements Indexing, NaryOp {
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
            return jgrad.kernels.places.Gather.indexAdd(
                    in[0],
                    Dims.wrap(dim, in[0].dim()),
                    in[2],
                    Arithmetic.Inside.scaled(in[1], alpha));
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                return g;
            }
            Tensor chosen = g.indexSelect(dim, s.input(2));
            Tensor shaped = s.shape(1).length == 0 ? chosen.reshape() : chosen;
            return alpha == 1 ? shaped : Formulas.times(alpha, shaped);
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor self = t[0] == null ? Tensors.zeros(s.shape(0), s.dtype(0)) : t[0];
            return t[1] == null ? self : Ops.apply(this, self, t[1], s.input(2));
        }

        @Override
        public int reads(int i) {
            return i == 1 ? THIRD : 0;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "alpha", alpha);
        }
    }

    /// What these records share with those of several indices.
    final class Inside {
        private Inside() {}

        /// A number for each element.
        static Tensor ids(Tensor like) {
            return Tensors.arange(0L, like.numel(), 1L).reshape(Raw.shape(like));
        }

        /// Where several values were written to one place the last one counts, and gets the
        /// gradient: elsewhere it is zero.
        ///
        /// @param last what is found at the place of each after all `ids` were written
        static Tensor ofLast(Tensor grad, Tensor last, Tensor ids) {
            return Tensors.where(last.eq(ids), grad, Constants.number(0.0, grad.dtype()));
        }

        /// Zeros behind, up to `shape`.
        static Tensor padded(Tensor t, int[] shape) {
            Tensor out = t;
            for (int d = 0; d < shape.length; d++) {
                int size = Raw.shape(out)[d];
                if (size != shape[d]) {
                    int[] wider = Raw.shape(out).clone();
                    wider[d] = shape[d];
                    out =
                            Ops.apply(
                                    new Regions.SliceBackward(
                                            wider, new Regions.Slice(d, 0, size, 1)),
                                    out);
                }
            }
            return out;
        }
    }
}
