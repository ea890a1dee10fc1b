package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Extrema;
import jgrad.kernels.fold.Reduce;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// The largest and the smallest element, of the whole tensor or along a dimension.
public sealed interface Extremes extends Op {

    /// the largest element; where several are, each gets its share of the gradient
    record MaxAll() implements Extremes, UnaryOp {
        public static final MaxAll OP = new MaxAll();

        @Override
        public String name() {
            return "max";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.max(self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Reductions.Inside.sharedOut(g, s);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return Reductions.Inside.shareOf(t, s);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }
    }

    /// the smallest element; where several are, each gets its share of the gradient
    record MinAll() implements Extremes, UnaryOp {
        public static final MinAll OP = new MinAll();

        @Override
        public String name() {
            return "min";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.min(self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Reductions.Inside.sharedOut(g, s);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return Reductions.Inside.shareOf(t, s);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }
    }

    /// the largest (or smallest) element along a dimension, and its index; the gradient goes to
    /// that index
    record Extremum(boolean largest, int dim, boolean keepdim) implements Extremes, MultiOp {
        @Override
        public String name() {
            return largest ? "max" : "min";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "values" : "indices";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            Extrema.Found found =
                    largest ? Extrema.max(in[0], d, keepdim) : Extrema.min(in[0], d, keepdim);
            return new Tensor[] {found.values(), found.indices()};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            if (g[0] == null) {
                return null;
            }
            boolean whole = keepdim || s.shape().length == 0;
            int d = Dims.wrap(dim, s.shape().length);
            Tensor indices = s.result(1);
            return Reductions.Inside.scattered(
                    whole ? g[0] : g[0].unsqueeze(d), whole ? indices : indices.unsqueeze(d), d, s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor tangent = t[0];
            if (tangent == null) {
                return new @Nullable Tensor[2];
            }
            Tensor indices = s.result(1);
            boolean whole = keepdim || s.shape().length == 0;
            int d = Dims.wrap(dim, s.shape().length);
            Tensor chosen = tangent.gather(d, whole ? indices : indices.unsqueeze(d));
            return new @Nullable Tensor[] {whole ? chosen : chosen.squeeze(d), null};
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return rank == 0
                    ? null
                    : Ops.apply(new Extremum(largest, Dims.wrap(dim, rank) + 1, keepdim), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "keepdim", keepdim);
        }
    }
}
