package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Variance and standard deviation. No dimensions means all of them.
public sealed interface Moments extends Op {

    /// `sum((x - mean)^2) / (n - correction)`
    record Var(int[] dims, double correction, boolean keepdim) implements Moments, UnaryOp {
        @Override
        public String name() {
            return "var";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.var(self, Inside.dims(dims, self.dim()), correction, keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Inside.ofVariance(g, s, this);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return Inside.along(t, s, this);
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Reductions.Inside.batched(
                    inputs[0], bdims[0], dims, d -> new Var(d, correction, keepdim));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of(
                    "dim", Views.Inside.list(dims), "correction", correction, "keepdim", keepdim);
        }
    }

    /// the square root of the variance; where it is 0 so is the gradient
    record Std(int[] dims, double correction, boolean keepdim) implements Moments, UnaryOp {
        @Override
        public String name() {
            return "std";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.std(self, Inside.dims(dims, self.dim()), correction, keepdim);
        }

        private Var variance() {
            return new Var(dims, correction, keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor std = s.result();
            return Inside.ofVariance(
                    g.div(std.mul(2.0)).maskedFill(std.eq(0.0), 0.0), s, variance());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            Tensor std = s.result();
            return Inside.along(t, s, variance()).div(std.mul(2.0)).maskedFill(std.eq(0.0), 0.0);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Reductions.Inside.batched(
                    inputs[0], bdims[0], dims, d -> new Std(d, correction, keepdim));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of(
                    "dim", Views.Inside.list(dims), "correction", correction, "keepdim", keepdim);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int @Nullable [] dims(int[] dims, int rank) {
            return dims.length == 0 ? null : Dims.wrap(dims, rank);
        }

        private static double scale(int[] shape, Var var) {
            return 2 / (Reductions.Inside.count(shape, var.dims) - var.correction);
        }

        private static Tensor centred(Tensor x, Var var) {
            return var.dims.length == 0 ? x.sub(x.mean()) : x.sub(x.mean(var.dims, true));
        }

        static Tensor ofVariance(Tensor g, Saved s, Var var) {
            int[] shape = s.shape();
            Tensor wide =
                    var.dims.length == 0
                            ? g
                            : Reductions.Inside.restored(g, var.dims, var.keepdim, shape);
            return Ops.apply(new Arithmetic.Scale(scale(shape, var)), wide)
                    .mul(centred(s.self(), var));
        }

        static Tensor along(Tensor t, Saved s, Var var) {
            Tensor product = t.mul(centred(s.self(), var));
            Tensor sum =
                    var.dims.length > 0
                            ? product.sum(var.dims, var.keepdim)
                            : var.keepdim ? product.sum(new int[0], true) : product.sum();
            return sum.mul(scale(s.shape(), var));
        }
    }
}
