package jgrad.ops;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.places.Rearrange;
import jgrad.kernels.rows.Scan;
import jgrad.kernels.rows.Sorting;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Running sums and orders along one dimension.
public sealed interface Scans extends Op {

    /// the sum of all elements up to each
    record Cumsum(int dim) implements Scans, Laws.Linear {
        @Override
        public String name() {
            return "cumsum";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Scan.cumsum(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            if (s.shape().length == 0) {
                return g;
            }
            // what is recorded looks as in PyTorch; else one pass does the work of three
            return Autograd.isGradEnabled()
                    ? g.flip(dim).cumsum(dim).flip(dim)
                    : Ops.apply(new CumsumFromEnd(dim), g);
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return rank == 0 ? null : new Tensor[] {front.cumsum(Dims.wrap(dim, rank) + 1)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// the sum of each element and all behind it, which is the derivative of [Cumsum]
    record CumsumFromEnd(int dim) implements Scans, Laws.Linear {
        @Override
        public String name() {
            return "cumsum_from_end";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Scan.cumsumFromEnd(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.cumsum(dim);
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return rank == 0
                    ? null
                    : new Tensor[] {Ops.apply(new CumsumFromEnd(Dims.wrap(dim, rank) + 1), front)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// the elements in opposite order along dimensions
    record Flip(int[] dims) implements Scans, Laws.Linear {
        @Override
        public String name() {
            return "flip";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Rearrange.flip(self, Dims.wrap(dims, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.flip(dims);
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] bdims, int size) {
            Tensor front = Batching.toFront(inputs[0], bdims[0]);
            int rank = front.dim() - 1;
            if (rank == 0) {
                return null;
            }
            int[] shifted = Dims.wrap(dims, rank);
            for (int i = 0; i < shifted.length; i++) {
                shifted[i]++;
            }
            return new Tensor[] {front.flip(shifted)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dims", Views.Inside.list(dims));
        }
    }

    /// all elements in order, and where they were; `stable` is PyTorch's overload, the order is
    /// always stable
    record Sort(int dim, boolean descending, boolean stable) implements Scans, MultiOp {
        @Override
        public String name() {
            return "sort";
        }

        @Override
        public int variant() {
            return stable ? 1 : 0;
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "values" : "indices";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Sorting.Sorted sorted = Sorting.sort(in[0], Dims.wrap(dim, in[0].dim()), descending);
            return new Tensor[] {sorted.values(), sorted.indices()};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return Reductions.Inside.scattered(g[0], s.result(1), dim, s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return new @Nullable Tensor[] {
                t[0] == null ? null : t[0].gather(dim, s.result(1)), null
            };
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
                    : Ops.apply(new Sort(Dims.wrap(dim, rank) + 1, descending, stable), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "descending", descending);
        }
    }

    /// the `k` largest or smallest, in order, and where they were
    record Topk(int k, int dim, boolean largest) implements Scans, MultiOp {
        @Override
        public String name() {
            return "topk";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "values" : "indices";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Sorting.Sorted sorted = Sorting.topk(in[0], k, Dims.wrap(dim, in[0].dim()), largest);
            return new Tensor[] {sorted.values(), sorted.indices()};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return Reductions.Inside.scattered(g[0], s.result(1), dim, s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return new @Nullable Tensor[] {
                t[0] == null ? null : t[0].gather(dim, s.result(1)), null
            };
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
                    : Ops.apply(new Topk(k, Dims.wrap(dim, rank) + 1, largest), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("k", (long) k, "dim", (long) dim, "largest", largest);
        }
    }
}
