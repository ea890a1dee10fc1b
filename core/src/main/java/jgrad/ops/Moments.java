package jgrad.ops;

import static jgrad.ops.Formulas.times;

import jgrad.Tensor;
import jgrad.kernels.fold.Reduce;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Variance and standard deviation.
public sealed interface Moments extends Op {

    /// `sum((x - mean)^2) / (n - correction)`; no dims means all of them
    record Var(int[] dims, double correction, boolean keepdim) implements Moments, Reducing.OfSelf {
        @Override
        public int variant() {
            return 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.var(self, Inside.along(dims, self), correction, keepdim);
        }

        @Override
        public Tensor weights(Tensor self) {
            return times(scale(self.shape().sizes()), centred(self));
        }

        private double scale(int[] shape) {
            return 2 / (Reducing.count(shape, dims) - correction);
        }

        private Tensor centred(Tensor x) {
            return x.sub(dims.length == 0 ? x.mean() : x.mean(dims, true));
        }

        /// PyTorch scales the incoming gradient, which is the smaller.
        @Override
        public Tensor grad(Tensor g, Saved s) {
            return times(scale(s.shape()), wide(g, s.shape())).mul(centred(s.self()));
        }

        @Override
        public Var over(int[] dims) {
            return new Var(dims, correction, keepdim);
        }

        @Override
        public Map<String, Object> parameters() {
            return Inside.parameters(Reducing.OfSelf.super.parameters(), correction);
        }
    }

    /// the square root of the variance; where it is 0 so is the gradient
    record Std(int[] dims, double correction, boolean keepdim) implements Moments, Reducing.OfBoth {
        @Override
        public int variant() {
            return 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.std(self, Inside.along(dims, self), correction, keepdim);
        }

        private Var variance() {
            return new Var(dims, correction, keepdim);
        }

        private static Tensor perStd(Tensor t, Tensor std) {
            return t.div(times(2, std)).maskedFill(std.eq(0.0), 0.0);
        }

        @Override
        public Tensor weights(Tensor self, Tensor std) {
            return perStd(variance().weights(self), std);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return variance().grad(perStd(g, s.result()), s);
        }

        @Override
        public Std over(int[] dims) {
            return new Std(dims, correction, keepdim);
        }

        @Override
        public Map<String, Object> parameters() {
            return Inside.parameters(Reducing.OfBoth.super.parameters(), correction);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int @Nullable [] along(int[] dims, Tensor self) {
            return dims.length == 0 ? null : Dims.wrap(dims, self.dim());
        }

        static Map<String, Object> parameters(Map<String, Object> ofReduction, double correction) {
            var all = new HashMap<>(ofReduction);
            all.put("correction", correction);
            return all;
        }
    }
}
