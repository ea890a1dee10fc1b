package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.rows.SoftmaxRows;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// Exponentials scaled to sum to one along a dimension, and their logarithms.
public sealed interface Softmaxes extends Op {

    /// `e^x / sum(e^x)`, with a symmetric Jacobian
    record Softmax(int dim) implements Softmaxes, AlongDim, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            Inside.check(self, "softmax_lastdim_kernel_impl");
            return SoftmaxRows.softmax(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new SoftmaxBackwardData(dim), g, s.result());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return grad(t, s);
        }

        @Override
        public int reads() {
            return RESULT;
        }

        @Override
        public Softmax along(int dim) {
            return new Softmax(dim);
        }
    }

    /// `y * (grad - sum(grad * y))`, the derivative of softmax as an operation of `grad` and `y`
    record SoftmaxBackwardData(int dim) implements Softmaxes, AlongDim, SelfBy.Other, OtherBy.Both {
        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor grad, Tensor y) {
            return SoftmaxRows.softmaxBackward(grad, y, Dims.wrap(dim, y.dim()));
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor y) {
            return Ops.apply(this, g, y);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor y) {
            Tensor inner = grad.mul(g).sub(grad.mul(y).sum(dim, true).mul(g));
            return inner.sub(grad.mul(g.mul(y).sum(dim, true)));
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tGrad, @Nullable Tensor tY, Saved s) {
            Tensor ofGrad = tGrad == null ? null : slopeSelf(tGrad, s.other());
            return Laws.add(ofGrad, tY == null ? null : along(tY, s.self(), s.other()));
        }

        private Tensor along(Tensor t, Tensor grad, Tensor y) {
            return t.mul(grad.sub(grad.mul(y).sum(dim, true)))
                    .sub(y.mul(grad.mul(t).sum(dim, true)));
        }

        @Override
        public SoftmaxBackwardData along(int dim) {
            return new SoftmaxBackwardData(dim);
        }
    }

    /// `x - log(sum(e^x))`
    record LogSoftmax(int dim) implements Softmaxes, AlongDim, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            Inside.check(self, "log_softmax_lastdim_kernel_impl");
            return SoftmaxRows.logSoftmax(self, Dims.wrap(dim, self.dim()));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new LogSoftmaxBackwardData(dim), g, s.result());
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
        public LogSoftmax along(int dim) {
            return new LogSoftmax(dim);
        }
    }

    /// `grad - e^y * sum(grad)`, the derivative of log-softmax as an operation of `grad` and `y`
    record LogSoftmaxBackwardData(int dim)
            implements Softmaxes, AlongDim, SelfBy.Other, OtherBy.Both {
        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "output";
        }

        @Override
        public Tensor forward(Tensor grad, Tensor y) {
            return SoftmaxRows.logSoftmaxBackward(grad, y, Dims.wrap(dim, y.dim()));
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor y) {
            return g.sub(g.mul(y.exp()).sum(dim, true));
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor grad, Tensor y) {
            return g.mul(y.exp()).mul(grad.sum(dim, true)).neg();
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tGrad, @Nullable Tensor tY, Saved s) {
            Tensor p = s.other().exp();
            Tensor ofGrad = tGrad == null ? null : tGrad.sub(p.mul(tGrad.sum(dim, true)));
            return Laws.add(ofGrad, tY == null ? null : slopeOther(tY, s.self(), s.other()));
        }

        @Override
        public LogSoftmaxBackwardData along(int dim) {
            return new LogSoftmaxBackwardData(dim);
        }
    }

    /// `log(sum(e^x))` along dimensions
    record Logsumexp(int[] dims, boolean keepdim) implements Softmaxes, Reducing.OfBoth {
        @Override
        public int variant() {
            return 0;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Reduce.logsumexp(self, along(self), keepdim);
        }

        @Override
        public Tensor weights(Tensor self, Tensor result) {
            return self.sub(result).exp();
        }

        @Override
        public Logsumexp over(int[] dims) {
            return new Logsumexp(dims, keepdim);
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
