package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.places.AdvancedIndex;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Reading and writing at places that integer or bool tensors name, one for a dimension or several.
public sealed interface AdvancedIndexing extends Op {

    /// `self[indices]`: inputs self, then the indices of the dimensions in `used`, whose index is a
    /// tensor
    record Index(boolean[] used) implements AdvancedIndexing, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "indices" + (i - 1);
        }

        @Override
        public int edges(int inputs) {
            return 1;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return AdvancedIndex.index(in[0], Inside.placed(used, in, 1));
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i > 0) {
                return null;
            }
            Tensor zeros = Tensors.zeros(s.shape(0), g.dtype());
            return Ops.apply(new IndexPut(used, true, true), Inside.beforeIndices(s, 1, zeros, g));
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return t[0] == null ? null : Ops.apply(this, Inside.beforeIndices(s, 1, t[0]));
        }

        @Override
        public int reads(int i) {
            return i == 0 ? ~RESULT & ~SELF : 0;
        }
    }

    /// `self` with `values` written (or added) at `indices`; inputs self, values, then the indices
    record IndexPut(boolean[] used, boolean accumulate, boolean internal)
            implements AdvancedIndexing, NaryOp {
        @Override
        public String torchName() {
            return internal ? "index_put_impl" : "index_put";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "values" : "indices" + (i - 2);
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor out = Types.copy(in[0], in[0].dtype());
            AdvancedIndex.indexPut(
                    out, Inside.placed(used, in, 2), Types.cast(in[1], out.dtype()), accumulate);
            return out;
        }

        @Override
        public boolean into(Tensor[] in) {
            AdvancedIndex.indexPut(
                    in[0],
                    Inside.placed(used, in, 2),
                    Types.cast(in[1], in[0].dtype()),
                    accumulate);
            return true;
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i > 1) {
                return null;
            }
            if (i == 1) {
                Tensor[] from = Inside.beforeIndices(s, 2, g);
                Tensor read = Ops.apply(new Index(used), from);
                return Fitting.sumTo(accumulate ? read : ofLast(read, from, s), s.shape(1));
            }
            if (accumulate) {
                return g;
            }
            Tensor zero = Constants.zeros(new int[0], g.dtype());
            return Ops.apply(new IndexPut(used, false, false), Inside.beforeIndices(s, 2, g, zero));
        }

        private Tensor ofLast(Tensor read, Tensor[] rest, Saved s) {
            boolean oneMask = rest.length == 2 && rest[1].dtype() != DType.INT64;
            if (oneMask || read.numel() < 2) {
                return read;
            }
            Tensor ids = Indexing.Inside.ids(read);
            Tensor none = Tensors.zeros(s.shape(0), DType.INT64);
            Tensor[] written = Inside.beforeIndices(s, 2, none, ids);
            Tensor[] again = rest.clone();
            again[0] = Ops.apply(new IndexPut(used, false, false), written);
            return Indexing.Inside.ofLast(read, Ops.apply(new Index(used), again), ids);
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor self = t[0] == null ? Tensors.zeros(s.shape(0), s.dtype(0)) : t[0];
            Tensor values = t[1] == null ? Tensors.zeros(s.shape(1), s.dtype(0)) : t[1];
            return Ops.apply(this, Inside.beforeIndices(s, 2, self, values));
        }

        @Override
        public int reads(int i) {
            return i == 1 || i == 0 && !accumulate ? ~RESULT & ~SELF & ~OTHER : 0;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("accumulate", accumulate);
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        static @Nullable Tensor[] placed(boolean[] used, Tensor[] in, int from) {
            @Nullable Tensor[] indices = new @Nullable Tensor[used.length];
            int next = from;
            for (int d = 0; d < used.length; d++) {
                indices[d] = used[d] ? in[next++] : null;
            }
            return indices;
        }

        /// `first`, and behind them the indices, which are the inputs from number `from` on.
        static Tensor[] beforeIndices(Saved s, int from, Tensor... first) {
            var all = Arrays.copyOf(first, first.length + s.inputs() - from);
            for (int k = from; k < s.inputs(); k++) {
                all[first.length + k - from] = s.input(k);
            }
            return all;
        }
    }
}
