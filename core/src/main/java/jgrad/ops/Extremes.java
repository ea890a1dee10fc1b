package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.kernels.fold.Extrema;
import jgrad.kernels.fold.Reduce;

import java.util.Map;

/// The largest and the smallest element, of the whole tensor or along a dimension.
public sealed interface Extremes extends Op {

    /// the largest (or smallest) element; where several are, each gets its share of the gradient
    record ExtremumAll(boolean largest) implements Extremes, Reducing.OfBoth {
        public static final ExtremumAll MAX = new ExtremumAll(true);
        public static final ExtremumAll MIN = new ExtremumAll(false);

        @Override
        public String torchName() {
            return largest ? "max" : "min";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return largest ? Reduce.max(self) : Reduce.min(self);
        }

        @Override
        public Tensor weights(Tensor self, Tensor result) {
            Tensor winners = Inside.equal(self, result);
            return winners.to(self.dtype()).div(winners.sum());
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor winners = Inside.equal(s.self(), s.result());
            return Tensors.zeros(s.shape(), g.dtype())
                    .maskedFill(winners, g.div(winners.sum().to(g.dtype())));
        }

        @Override
        public UnaryOp over(int[] dims) {
            return new Amax(largest, dims, false);
        }
    }

    /// the largest (or smallest) element along dimensions; where several are, each gets its share
    /// of the gradient
    record Amax(boolean largest, int[] dims, boolean keepdim) implements Extremes, Reducing.OfBoth {
        @Override
        public String torchName() {
            return largest ? "amax" : "amin";
        }

        @Override
        public int variant() {
            return 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Inside.along(self, Reducing.of(dims, self.dim()), largest, keepdim);
        }

        @Override
        public Tensor weights(Tensor self, Tensor result) {
            Tensor winners = Inside.equal(self, result);
            return winners.to(self.dtype()).div(count(winners));
        }

        private Tensor count(Tensor winners) {
            return winners.sum(Reducing.of(dims, winners.dim()), true);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor winners = Inside.equal(s.self(), wide(s.result(), s.shape()));
            return wide(g, s.shape()).div(count(winners)).mul(winners);
        }

        @Override
        public Amax over(int[] dims) {
            return new Amax(largest, dims, keepdim);
        }
    }

    /// the largest (or smallest) element along a dimension, and its index; the gradient goes to
    /// that index
    record Extremum(boolean largest, int dim, boolean keepdim) implements Extremes, Picking {
        @Override
        public String torchName() {
            return largest ? "max" : "min";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Dims.wrap(dim, in[0].dim());
            Extrema.Found found =
                    largest ? Extrema.max(in[0], d, keepdim) : Extrema.min(in[0], d, keepdim);
            return new Tensor[] {found.values(), found.indices()};
        }

        @Override
        public Extremum along(int dim) {
            return new Extremum(largest, dim, keepdim);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "keepdim", keepdim);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// Where an element is the result: NaN wins, and equals nothing, itself included.
        static Tensor equal(Tensor self, Tensor result) {
            return self.eq(result).logicalOr(self.ne(self).logicalAnd(result.ne(result)));
        }

        /// One dimension after the other, the last first, so that the others keep their numbers.
        static Tensor along(Tensor self, int[] dims, boolean largest, boolean keepdim) {
            if (self.dim() == 0) {
                return Types.copy(self, self.dtype());
            }
            int[] sorted = dims.clone();
            java.util.Arrays.sort(sorted);
            Tensor out = self;
            for (int i = sorted.length - 1; i >= 0; i--) {
                out =
                        largest
                                ? Extrema.max(out, sorted[i], keepdim).values()
                                : Extrema.min(out, sorted[i], keepdim).values();
            }
            return out;
        }
    }
}
