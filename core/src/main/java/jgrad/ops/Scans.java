package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.places.Rearrange;
import jgrad.kernels.rows.Scan;
import jgrad.kernels.rows.Sorting;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Running sums and orders along one dimension.
public sealed interface Scans extends Op {

    /// the sum of all elements up to each
    record Cumsum(int dim) implements Scans, Laws.LinearAlongDim {
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
        public Cumsum along(int dim) {
            return new Cumsum(dim);
        }
    }

    /// the sum of each element and all behind it, which is the derivative of [Cumsum]
    record CumsumFromEnd(int dim) implements Scans, Laws.LinearAlongDim {
        @Override
        public Tensor forward(Tensor self) {
            return Scan.cumsumFromEnd(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.cumsum(dim);
        }

        @Override
        public CumsumFromEnd along(int dim) {
            return new CumsumFromEnd(dim);
        }
    }

    /// the product of all elements up to each
    record Cumprod(int dim) implements Scans, AlongDim, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            return Scan.cumprod(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor self = s.self();
            if (self.dim() == 0 || self.size(dim) == 1) {
                return g;
            }
            if (Products.hasNoZero(self)) {
                return s.result().mul(g).flip(dim).cumsum(dim).flip(dim).div(self);
            }
            Tensor wide = g.transpose(dim, -1).unsqueeze(-2);
            return wide.mul(partials(self)).sum(-1).transpose(dim, -1);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            Tensor self = s.self();
            if (self.dim() == 0) {
                return t;
            }
            if (Products.hasNoZero(self)) {
                return t.div(self).cumsum(dim).mul(s.result());
            }
            Tensor tall = t.transpose(dim, -1).unsqueeze(-1);
            return tall.mul(partials(self)).sum(-2).transpose(dim, -1);
        }

        /// In the last two dimensions the derivative of each product (column) by each element
        /// (row): the same product with 1 in the place of the element.
        private Tensor partials(Tensor self) {
            Tensor line = self.transpose(dim, -1);
            int n = line.size(-1);
            int[] shape = Arrays.copyOf(line.shape().sizes(), line.dim() + 1);
            shape[line.dim() - 1] = n;
            shape[line.dim()] = n;
            Tensor one = Tensors.eye(n, n, DType.BOOL);
            return line.unsqueeze(-2).expand(shape).maskedFill(one, 1).cumprod(-1).triu(0);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Cumprod along(int dim) {
            return new Cumprod(dim);
        }
    }

    /// the elements in opposite order along dimensions
    record Flip(int[] dims) implements Scans, Laws.Linear {
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
    record Sort(int dim, boolean descending, boolean stable) implements Scans, Picking {
        @Override
        public int variant() {
            return stable ? 1 : 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Sorting.Sorted sorted = Sorting.sort(in[0], Dims.wrap(dim, in[0].dim()), descending);
            return new Tensor[] {sorted.values(), sorted.indices()};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "descending", descending);
        }

        @Override
        public Sort along(int dim) {
            return new Sort(dim, descending, stable);
        }
    }

    /// the `k` largest or smallest, in order, and where they were
    record Topk(int k, int dim, boolean largest) implements Scans, Picking {

        @Override
        public Tensor[] run(Tensor[] in) {
            Sorting.Sorted sorted = Sorting.topk(in[0], k, Dims.wrap(dim, in[0].dim()), largest);
            return new Tensor[] {sorted.values(), sorted.indices()};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("k", (long) k, "dim", (long) dim, "largest", largest);
        }

        @Override
        public Topk along(int dim) {
            return new Topk(k, dim, largest);
        }
    }
}
