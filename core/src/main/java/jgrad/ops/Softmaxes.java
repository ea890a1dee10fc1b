package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Exponentials scaled to sum to one along a dimension, and their logarithms.
public sealed interface Softmaxes extends Op {

    /// `e^x / sum(e^x)`
    record Softmax(int dim) implements Softmaxes, UnaryOp {
        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public Tensor forward(Tensor self) {
            Inside.check(self, "softmax_lastdim_kernel_impl");
            return jgrad.kernels.rows.SoftmaxRows.softmax(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new SoftmaxBackward(dim), g, s.result());
        }

        // the Jacobian is symmetric
        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return grad(t, s);
        }

        @Override
        public int reads() {
            return RESULT;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return rank == 0
                    ? null
                    : new Tensor[] {Ops.apply(new Softmax(Dims.wrap(dim, rank) + 1), front)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// `y * (grad - sum(grad * y))`, the derivative of softmax as an operation of `grad` and `y`
    record SoftmaxBackward(int dim) implements Softmaxes, BinaryOp {
        @Override
        public String name() {
            return "softmax_backward_data";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return jgrad.kernels.rows.SoftmaxRows.softmaxBackward(
                    self, other, Dims.wrap(dim, other.dim()));
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(this, g, s.other());
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            Tensor incoming = s.self();
            Tensor y = s.other();
            Tensor inner = incoming.mul(g).sub(incoming.mul(y).sum(dim, true).mul(g));
            return inner.sub(incoming.mul(g.mul(y).sum(dim, true)));
        }

        @Override
        public Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor y = s.other();
            Tensor sum = tSelf == null ? null : Ops.apply(this, tSelf, y);
            if (tOther == null) {
                return java.util.Objects.requireNonNull(sum);
            }
            Tensor g = s.self();
            Tensor ofOther =
                    tOther.mul(g.sub(g.mul(y).sum(dim, true)))
                            .sub(y.mul(g.mul(tOther).sum(dim, true)));
            return sum == null ? ofOther : sum.add(ofOther);
        }

        @Override
        public int readsForSelf() {
            return OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            int rank = both[0].dim() - 1;
            return rank == 0
                    ? null
                    : new Tensor[] {
                        Ops.apply(new SoftmaxBackward(Dims.wrap(dim, rank) + 1), both[0], both[1])
                    };
        }
    }

    /// `x - log(sum(e^x))`
    record LogSoftmax(int dim) implements Softmaxes, UnaryOp {
        @Override
        public String name() {
            return "log_softmax";
        }

        @Override
        public Tensor forward(Tensor self) {
            Inside.check(self, "log_softmax_lastdim_kernel_impl");
            return jgrad.kernels.rows.SoftmaxRows.logSoftmax(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new LogSoftmaxBackward(dim), g, s.result());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return t.sub(s.result().exp().mul(t).sum(dim, true));
        }

        @Override
        public int reads() {
            return RESULT;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return rank == 0
                    ? null
                    : new Tensor[] {Ops.apply(new LogSoftmax(Dims.wrap(dim, rank) + 1), front)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// `grad - e^y * sum(grad)`, the derivative of log-softmax as an operation of `grad` and `y`
    record LogSoftmaxBackward(int dim) implements Softmaxes, BinaryOp {
        @Override
        public String name() {
            return "log_softmax_backward_data";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return jgrad.kernels.rows.SoftmaxRows.logSoftmaxBackward(
                    self, other, Dims.wrap(dim, other.dim()));
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return g.sub(g.mul(s.other().exp()).sum(dim, true));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return g.mul(s.other().exp()).mul(s.self().sum(dim, true)).neg();
        }

        @Override
        public Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor p = s.other().exp();
            Tensor sum = tSelf == null ? null : tSelf.sub(p.mul(tSelf.sum(dim, true)));
            if (tOther == null) {
                return java.util.Objects.requireNonNull(sum);
            }
            Tensor ofOther = p.mul(tOther).mul(s.self().sum(dim, true));
            return sum == null ? ofOther.neg() : sum.sub(ofOther);
        }

        @Override
        public int readsForSelf() {
            return OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            int rank = both[0].dim() - 1;
            return rank == 0
                    ? null
                    : new Tensor[] {
                        Ops.apply(
                                new LogSoftmaxBackward(Dims.wrap(dim, rank) + 1), both[0], both[1])
                    };
        }
    }

    /// `log(sum(e^x))` along dimensions
    record Logsumexp(int[] dims, boolean keepdim) implements Softmaxes, UnaryOp {
        @Override
        public String name() {
            return "logsumexp";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.logsumexp(self, Reductions.Inside.wrapped(dims, self), keepdim);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return restored(g, s).mul(s.self().sub(restored(s.result(), s)).exp());
        }

        private Tensor restored(Tensor t, Saved s) {
            return Reductions.Inside.restored(t, dims, keepdim, s.shape());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return t.mul(s.self().sub(restored(s.result(), s)).exp()).sum(dims, keepdim);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return Reductions.Inside.batched(
                    inputs[0], bdims[0], dims, d -> new Logsumexp(d, keepdim));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", Views.Inside.list(dims), "keepdim", keepdim);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static void check(Tensor self, String kernel) {
            if (!self.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "\""
                                + kernel
                                + "\" not implemented for '"
                                + self.dtype().scalarName()
                                + "'; convert the tensor of shape "
                                + java.util.Arrays.toString(Raw.shape(self))
                                + " with to(DType.FLOAT32) first");
            }
        }
    }
}
