package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.kernels.rows.Scan;

import java.util.ArrayList;
import java.util.List;

/// Running products along a dimension, whose derivative divides where it can.
public sealed interface RunningProducts extends Op {

    /// the product of all elements up to each
    record Cumprod(int dim) implements RunningProducts, AlongDim, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            return Scan.cumprod(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            if (s.shape().length == 0) {
                return g;
            }
            Tensor self = s.self();
            return Products.hasNoZero(self)
                    ? g.mul(s.result()).flip(dim).cumsum(dim).flip(dim).div(self)
                    : Inside.grad(g, self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            if (s.shape().length == 0) {
                return t;
            }
            Tensor self = s.self();
            return Products.hasNoZero(self)
                    ? t.div(self).cumsum(dim).mul(s.result())
                    : Inside.tangent(t, self, Dims.wrap(dim, self.dim()));
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

    /// Without a division: element by element along the dimension.
    final class Inside {
        private Inside() {}

        /// `grad_k = before_k * sum over i >= k of g_i * prod of x_j for k < j <= i`, from the end:
        /// the sum is `g_k + x_(k+1) * sum_(k+1)`.
        static Tensor grad(Tensor g, Tensor x, int dim) {
            int n = x.size(dim);
            var grads = new Tensor[n];
            Tensor sum = null;
            for (int k = n - 1; k >= 0; k--) {
                Tensor own = g.select(dim, k);
                sum = sum == null ? own : own.add(x.select(dim, k + 1).mul(sum));
                grads[k] = sum;
            }
            return n == 0 ? g : Tensors.stack(List.of(grads), dim).mul(before(x, dim));
        }

        /// `y'_i = y'_(i-1) * x_i + before_i * t_i`
        static Tensor tangent(Tensor t, Tensor x, int dim) {
            int n = x.size(dim);
            Tensor own = before(x, dim).mul(t);
            var tangents = new ArrayList<Tensor>();
            for (int i = 0; i < n; i++) {
                Tensor part = own.select(dim, i);
                tangents.add(i == 0 ? part : tangents.get(i - 1).mul(x.select(dim, i)).add(part));
            }
            return n == 0 ? t : Tensors.stack(tangents, dim);
        }

        /// The product of all elements before each.
        private static Tensor before(Tensor x, int dim) {
            int n = x.size(dim);
            Tensor one = Tensors.onesLike(x.narrow(dim, 0, Math.min(n, 1)));
            return Tensors.cat(List.of(one, x.narrow(dim, 0, n - 1).cumprod(dim)), dim);
        }
    }
}
