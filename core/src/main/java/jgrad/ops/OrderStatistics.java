package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.kernels.fold.Extrema;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Elements chosen by their place in an order: medians, the k-th smallest, the most frequent, and
/// the largest so far. The gradient goes to the chosen element.
public sealed interface OrderStatistics extends Op {

    /// the `k`th smallest along a dimension, counted from 1, and where it was
    record Kthvalue(int k, int dim, boolean keepdim) implements OrderStatistics, Picking {
        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            int size = in[0].dim() == 0 ? 1 : in[0].size(d);
            if (k < 1 || k > size) {
                throw new IllegalArgumentException(
                        "kthvalue(): selected number k out of range for dimension "
                                + d
                                + ": k is "
                                + k
                                + ", but the dimension has size "
                                + size);
            }
            return Inside.picked(in[0], d, keepdim, Ranks.kth(in[0].detach(), d, k - 1));
        }

        @Override
        public Kthvalue along(int dim) {
            return new Kthvalue(k, dim, keepdim);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("k", (long) k, "dim", (long) dim, "keepdim", keepdim);
        }
    }

    /// the lower median along a dimension and where it was; NaN if one is among the elements, or
    /// that of the others
    record Median(int dim, boolean keepdim, boolean ignoreNan) implements OrderStatistics, Picking {
        @Override
        public String torchName() {
            return ignoreNan ? "nanmedian" : "median";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            return Inside.picked(in[0], d, keepdim, Ranks.median(in[0].detach(), d, ignoreNan));
        }

        @Override
        public Median along(int dim) {
            return new Median(dim, keepdim, ignoreNan);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "keepdim", keepdim);
        }
    }

    /// the lower median of all elements; equal ones share its gradient
    record MedianAll(boolean ignoreNan) implements OrderStatistics, UnaryOp {
        @Override
        public String torchName() {
            return ignoreNan ? "nanmedian" : "median";
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor line = self.detach().reshape(-1);
            return line.numel() == 0
                    ? Tensors.full(new int[0], Double.NaN, self.dtype())
                    : line.gather(0, Ranks.median(line, 0, ignoreNan)).reshape();
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor chosen = Extremes.Inside.equal(s.self(), s.result());
            return Tensors.zeros(s.shape(), g.dtype())
                    .maskedFill(chosen, g.div(chosen.sum().to(g.dtype())));
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            Tensor chosen = Extremes.Inside.equal(s.self(), s.result());
            return t.mul(chosen).sum().div(chosen.sum());
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }
    }

    /// the most frequent element along a dimension, the smallest of several, and its last place
    record Mode(int dim, boolean keepdim) implements OrderStatistics, Picking {
        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            return Inside.picked(in[0], d, keepdim, Ranks.mode(in[0].detach(), d));
        }

        @Override
        public Mode along(int dim) {
            return new Mode(dim, keepdim);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "keepdim", keepdim);
        }
    }

    /// the largest (or smallest) of the elements up to each, the last of several, and where it was
    record Cumextreme(boolean largest, int dim) implements OrderStatistics, Picking {
        @Override
        public String torchName() {
            return largest ? "cummax" : "cummin";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            return Inside.picked(in[0], d, true, Ranks.soFar(in[0].detach(), d, largest));
        }

        /// One element may be the largest so far at several places.
        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return g[0] == null
                    ? null
                    : Tensors.zeros(s.shape(), g[0].dtype()).scatterAdd(dim, s.result(1), g[0]);
        }

        @Override
        public Cumextreme along(int dim) {
            return new Cumextreme(largest, dim);
        }
    }

    /// the index of the largest (or smallest) element, the first of several; of the whole tensor
    /// where there is no dim
    record ArgExtreme(boolean largest, @Nullable Integer dim, boolean keepdim)
            implements OrderStatistics, Laws.Undifferentiable {
        @Override
        public String torchName() {
            return largest ? "argmax" : "argmin";
        }

        @Override
        public Tensor forward(Tensor self) {
            Integer d = dim == null ? null : Integer.valueOf(Dims.wrap(dim, self.dim()));
            return largest ? Extrema.argmax(self, d, keepdim) : Extrema.argmin(self, d, keepdim);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// Values and indices at `places`, which has size 1 (or all) along `d`.
        static Tensor[] picked(Tensor self, int d, boolean keepdim, Tensor places) {
            Tensor values = self.detach().gather(d, places);
            boolean whole = keepdim || self.dim() == 0;
            return new Tensor[] {
                whole ? values : values.squeeze(d).contiguous(),
                whole ? places : places.squeeze(d).contiguous()
            };
        }
    }
}
