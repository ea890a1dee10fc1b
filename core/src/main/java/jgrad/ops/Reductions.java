package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.storage.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Many elements made one: of the whole tensor, or along dimensions.
public sealed interface Reductions extends Op {

    /// the sum of all elements
    record SumAll(@Nullable DType type) implements Reductions, Laws.Linear {
        public static final SumAll OP = new SumAll(null);

        @Override
        public String name() {
            return "sum";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.sum(Inside.cast(self, type), null, false);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.expand(s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.wholeBatch(inputs[0], dims[0], d -> new Sum(d, false, type));
        }
    }

    /// the sum along dimensions
    record Sum(int[] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Laws.Linear {
        @Override
        public String name() {
            return "sum";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.sum(Inside.cast(self, type), Inside.wrapped(dims, self), keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Inside.restored(g, dims, keepdim, s.shape()).expand(s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Inside.batched(inputs[0], bdims[0], dims, d -> new Sum(d, keepdim, type));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", Views.Inside.list(dims), "keepdim", keepdim);
        }
    }

    /// the mean of all elements
    record MeanAll(@Nullable DType type) implements Reductions, Laws.Linear {
        public static final MeanAll OP = new MeanAll(null);

        @Override
        public String name() {
            return "mean";
        }

        @Override
        public Tensor forward(Tensor self) {
            Inside.checkMean(type);
            return Reduce.mean(Inside.cast(self, type), null, false);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new Arithmetic.Unscale(Layout.numel(s.shape())), g.expand(s.shape()));
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.wholeBatch(inputs[0], dims[0], d -> new Mean(d, false, type));
        }
    }

    /// the mean along dimensions
    record Mean(int[] dims, boolean keepdim, @Nullable DType type)
            implements Reductions, Laws.Linear {
        @Override
        public String name() {
            return "mean";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            Inside.checkMean(type);
            return Reduce.mean(Inside.cast(self, type), Inside.wrapped(dims, self), keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor wide = Inside.restored(g, dims, keepdim, s.shape()).expand(s.shape());
            return Ops.apply(new Arithmetic.Unscale(Inside.count(s.shape(), dims)), wide);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Inside.batched(inputs[0], bdims[0], dims, d -> new Mean(d, keepdim, type));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", Views.Inside.list(dims), "keepdim", keepdim);
        }
    }

    /// the product of all elements
    record ProdAll(@Nullable DType type) implements Reductions, UnaryOp {
        public static final ProdAll OP = new ProdAll(null);

        @Override
        public String name() {
            return "prod";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.prod(Inside.cast(self, type), null, false);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor self = s.self();
            if (Products.hasNoZero(self)) {
                return g.mul(s.result().div(self));
            }
            return g.mul(Products.ofOthers(self.reshape(-1), 0).reshape(s.shape()));
        }

        @Override
        public @Nullable Tensor jvp(Tensor t, Saved s) {
            return grad(Tensors.ones(new int[0], s.dtype(0)), s).mul(t).sum();
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {
                Ops.apply(new Prod(1, false, type), front.reshape(front.size(0), -1))
            };
        }
    }

    /// the product along a dimension
    record Prod(int dim, boolean keepdim, @Nullable DType type) implements Reductions, UnaryOp {
        @Override
        public String name() {
            return "prod";
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.prod(
                    Inside.cast(self, type), Inside.wrapped(new int[] {dim}, self), keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            if (s.shape().length == 0) {
                return g;
            }
            Tensor self = s.self();
            int d = Dims.wrap(dim, s.shape().length);
            Tensor wide = keepdim ? g : g.unsqueeze(d);
            if (Products.hasNoZero(self)) {
                Tensor result = keepdim ? s.result() : s.result().unsqueeze(d);
                return wide.mul(result.div(self));
            }
            return wide.mul(Products.ofOthers(self, d));
        }

        @Override
        public @Nullable Tensor jvp(Tensor t, Saved s) {
            if (s.shape().length == 0) {
                return t;
            }
            int d = Dims.wrap(dim, s.shape().length);
            return Products.ofOthers(s.self(), d).mul(t).sum(d, keepdim);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Inside.batched(
                    inputs[0], bdims[0], new int[] {dim}, d -> new Prod(d[0], keepdim, type));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "keepdim", keepdim);
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        interface AlongDims {
            UnaryOp make(int[] dims);
        }

        static Tensor cast(Tensor self, @Nullable DType type) {
            return type == null ? self : Types.cast(self, type);
        }

        static int[] wrapped(int[] dims, Tensor self) {
            int[] wrapped = Dims.wrap(dims, self.dim());
            return self.dim() == 0 ? new int[0] : wrapped;
        }

        static void checkMean(@Nullable DType type) {
            if (type != null && !type.isFloating()) {
                throw new IllegalArgumentException(
                        "mean(): could not infer output dtype. Optional dtype must be either a"
                                + " floating point or complex dtype. Got: "
                                + type.scalarName());
            }
        }

        static int count(int[] shape, int[] dims) {
            int n = 1;
            for (int d : dims) {
                n *= shape.length == 0 ? 1 : shape[Dims.wrap(d, shape.length)];
            }
            return dims.length == 0 ? Layout.numel(shape) : n;
        }

        /// A reduced gradient with its dimensions back, as 1. No dims means all of them.
        static Tensor restored(Tensor g, int[] dims, boolean keepdim, int[] shape) {
            if (keepdim || shape.length == 0) {
                return g;
            }
            int[] sorted = Dims.wrap(dims, shape.length);
            java.util.Arrays.sort(sorted);
            Tensor out = g;
            for (int d : sorted) {
                out = out.unsqueeze(d);
            }
            return out;
        }

        static Tensor[] batched(Tensor input, int bdim, int[] dims, AlongDims op) {
            Tensor front = Batching.toFront(input, bdim);
            int rank = front.dim() - 1;
            if (rank == 0) {
                return new Tensor[] {
                    Ops.apply(op.make(new int[] {1}), front.unsqueeze(1)).reshape(front.size(0))
                };
            }
            int[] shifted = dims.length == 0 ? all(rank) : Dims.wrap(dims, rank);
            for (int i = 0; i < shifted.length; i++) {
                shifted[i]++;
            }
            return new Tensor[] {Ops.apply(op.make(shifted), front)};
        }

        static Tensor[] wholeBatch(Tensor input, int bdim, AlongDims op) {
            return batched(input, bdim, new int[0], op);
        }

        private static int[] all(int rank) {
            var dims = new int[rank];
            java.util.Arrays.setAll(dims, d -> d);
            return dims;
        }

        /// The gradient of chosen elements, put back where they came from.
        static @Nullable Tensor scattered(@Nullable Tensor g, Tensor indices, int dim, Saved s) {
            return g == null ? null : Tensors.zeros(s.shape(), g.dtype()).scatter(dim, indices, g);
        }

        static Tensor sharedOut(Tensor g, Saved s) {
            Tensor mask = winners(s);
            return Tensors.zeros(s.shape(), g.dtype())
                    .maskedFill(mask, g.div(mask.sum().to(g.dtype())));
        }

        static Tensor shareOf(Tensor t, Saved s) {
            Tensor mask = winners(s);
            DType type = t.dtype();
            return Tensors.where(mask, t, Constants.number(0.0, type))
                    .sum()
                    .div(mask.sum().to(type));
        }

        private static Tensor winners(Saved s) {
            Tensor self = s.self();
            Tensor result = s.result();
            // NaN wins, and equals nothing, itself included
            return self.eq(result).logicalOr(self.ne(self).logicalAnd(result.ne(result)));
        }
    }
}
