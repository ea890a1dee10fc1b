package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.Reduce;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Sums, means and products, of the whole tensor or along dimensions.
public sealed interface Reductions extends Op {

    /// the sum
    record Sum(int @Nullable [] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Reducing.Linear {
        public static final Sum ALL = new Sum(null, false, null);

        @Override
        public Tensor forward(Tensor self) {
            return Inside.as(type, Reduce.sum(Inside.operand(type, self), along(self), keepdim));
        }

        @Override
        public Tensor spread(Tensor wide, int[] shape) {
            return wide.expand(shape);
        }

        @Override
        public Sum over(int[] dims) {
            return new Sum(dims, keepdim, type);
        }
    }

    /// the sum of the elements that are not NaN
    record Nansum(int @Nullable [] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Reducing.OfSelf {
        @Override
        public int variant() {
            return 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor x = Inside.operand(type, self).detach();
            Tensor real = x.dtype().isFloating() ? x.maskedFill(x.ne(x), 0.0) : x;
            return Inside.as(type, Reduce.sum(real, along(self), keepdim));
        }

        @Override
        public Tensor weights(Tensor self) {
            return self.eq(self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return wide(g, s.shape()).expand(s.shape()).mul(weights(s.self()));
        }

        @Override
        public Nansum over(int[] dims) {
            return new Nansum(dims, keepdim, type);
        }
    }

    /// the mean
    record Mean(int @Nullable [] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Reducing.Linear {
        public static final Mean ALL = new Mean(null, false, null);

        @Override
        public Tensor forward(Tensor self) {
            if (type != null && !type.isFloating()) {
                throw new IllegalArgumentException(
                        "mean(): could not infer output dtype. Optional dtype must be either a"
                                + " floating point or complex dtype. Got: "
                                + type.scalarName());
            }
            return Inside.as(type, Reduce.mean(Inside.operand(type, self), along(self), keepdim));
        }

        @Override
        public Tensor spread(Tensor wide, int[] shape) {
            return Formulas.over(wide.expand(shape), Reducing.count(shape, dims));
        }

        @Override
        public Mean over(int[] dims) {
            return new Mean(dims, keepdim, type);
        }
    }

    /// the product
    record Prod(int @Nullable [] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Reducing.OfBoth {
        public static final Prod ALL = new Prod(null, false, null);

        @Override
        public Tensor forward(Tensor self) {
            return Inside.as(type, Reduce.prod(Inside.operand(type, self), along(self), keepdim));
        }

        // of all the other factors; by division only where nothing is 0
        @Override
        public Tensor weights(Tensor self, Tensor result) {
            if (Products.hasNoZero(self)) {
                return result.div(self);
            }
            if (dims == null || self.dim() == 0) {
                return Products.ofOthers(self.reshape(-1), 0).reshape(self.shape().sizes());
            }
            if (dims.length == 1) {
                return Products.ofOthers(self, Dims.wrap(dims[0], self.dim()));
            }
            int[] order = Inside.lastly(Reducing.of(dims, self.dim()), self.dim());
            int kept = self.dim() - dims.length;
            Tensor moved = self.permute(order);
            var back = new int[order.length];
            for (int d = 0; d < order.length; d++) {
                back[order[d]] = d;
            }
            return Products.ofOthers(moved.flatten(kept, -1), kept)
                    .reshape(moved.shape().sizes())
                    .permute(back);
        }

        @Override
        public Prod over(int[] dims) {
            return new Prod(dims, keepdim, type);
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        /// The elements as the type would have them, in one that there are loops for.
        static Tensor operand(@Nullable DType type, Tensor self) {
            return type == null ? self : Types.cast(Types.cast(self, type), type.computeType());
        }

        /// The dimensions in order, but `last` behind the others.
        static int[] lastly(int[] last, int rank) {
            var order = new int[rank];
            int next = 0;
            for (int d = 0; d < rank; d++) {
                int dim = d;
                if (Arrays.stream(last).noneMatch(l -> l == dim)) {
                    order[next++] = d;
                }
            }
            for (int d : last) {
                order[next++] = d;
            }
            return order;
        }

        static Tensor as(@Nullable DType type, Tensor t) {
            return type == null ? t : Types.cast(t, type);
        }
    }
}
