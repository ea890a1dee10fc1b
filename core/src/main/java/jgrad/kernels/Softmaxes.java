package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Raw;

/// Softmax and log-softmax along a dimension, each in one pass over memory, and their derivatives.
///
/// The greatest element is taken off first, so nothing overflows; a row with NaN or infinity, or of
/// nothing but minus infinity, becomes NaN as in PyTorch. For float32 and float64.
public final class Softmaxes {
    private static final SoftmaxLoops LOOPS = SoftmaxLoops.BEST;

    /// Columns done together: their sums and maxima stay in the first-level cache.
    private static final int COLUMNS = 128;

    private static final int GRAIN = 8 * 1024;

    private Softmaxes() {}

    /// `y_i = exp(x_i) / sum_j exp(x_j)`
    ///
    /// Torch: `aten::_softmax`.
    public static Tensor softmax(Tensor x, int dim) {
        Tensor y = Fresh.like(x);
        Span span = Span.of(Raw.shape(x), dim);
        Object from = Movement.contiguous(x);
        int start = x.isContiguous() ? Raw.offset(x) : 0;
        if (x.dtype() == DType.FLOAT32) {
            float[] a = (float[]) from;
            float[] b = Raw.floats(y);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.softmax(a, start + at, b, at, n);
                        } else {
                            LOOPS.softmax(a, start + at, b, at, n, stride, columns);
                        }
                    });
        } else {
            double[] a = (double[]) from;
            double[] b = Raw.doubles(y);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.softmax(a, start + at, b, at, n);
                        } else {
                            LOOPS.softmax(a, start + at, b, at, n, stride, columns);
                        }
                    });
        }
        return y;
    }

    /// `y_i = x_i - log sum_j exp(x_j)`
    ///
    /// Torch: `aten::_log_softmax`.
    public static Tensor logSoftmax(Tensor x, int dim) {
        Tensor y = Fresh.like(x);
        Span span = Span.of(Raw.shape(x), dim);
        Object from = Movement.contiguous(x);
        int start = x.isContiguous() ? Raw.offset(x) : 0;
        if (x.dtype() == DType.FLOAT32) {
            float[] a = (float[]) from;
            float[] b = Raw.floats(y);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.logSoftmax(a, start + at, b, at, n);
                        } else {
                            LOOPS.logSoftmax(a, start + at, b, at, n, stride, columns);
                        }
                    });
        } else {
            double[] a = (double[]) from;
            double[] b = Raw.doubles(y);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.logSoftmax(a, start + at, b, at, n);
                        } else {
                            LOOPS.logSoftmax(a, start + at, b, at, n, stride, columns);
                        }
                    });
        }
        return y;
    }

    /// The gradient of [#softmax] given that of its result and the result: `(g - sum(g * y)) * y`.
    ///
    /// Torch: `aten::_softmax_backward_data`.
    public static Tensor softmaxBackward(Tensor g, Tensor y, int dim) {
        Tensor dx = Fresh.like(y);
        Span span = Span.of(Raw.shape(y), dim);
        Object grad = Movement.contiguous(g);
        int gStart = g.isContiguous() ? Raw.offset(g) : 0;
        Object from = Movement.contiguous(y);
        int start = y.isContiguous() ? Raw.offset(y) : 0;
        if (y.dtype() == DType.FLOAT32) {
            float[] a = (float[]) grad;
            float[] b = (float[]) from;
            float[] c = Raw.floats(dx);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.softmaxBackward(a, gStart + at, b, start + at, c, at, n);
                        } else {
                            LOOPS.softmaxBackward(
                                    a, gStart + at, b, start + at, c, at, n, stride, columns);
                        }
                    });
        } else {
            double[] a = (double[]) grad;
            double[] b = (double[]) from;
            double[] c = Raw.doubles(dx);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.softmaxBackward(a, gStart + at, b, start + at, c, at, n);
                        } else {
                            LOOPS.softmaxBackward(
                                    a, gStart + at, b, start + at, c, at, n, stride, columns);
                        }
                    });
        }
        return dx;
    }

    /// The gradient of [#logSoftmax] given that of its result and the result: `g - exp(y) *
    /// sum(g)`.
    ///
    /// Torch: `aten::_log_softmax_backward_data`.
    public static Tensor logSoftmaxBackward(Tensor g, Tensor y, int dim) {
        Tensor dx = Fresh.like(y);
        Span span = Span.of(Raw.shape(y), dim);
        Object grad = Movement.contiguous(g);
        int gStart = g.isContiguous() ? Raw.offset(g) : 0;
        Object from = Movement.contiguous(y);
        int start = y.isContiguous() ? Raw.offset(y) : 0;
        if (y.dtype() == DType.FLOAT32) {
            float[] a = (float[]) grad;
            float[] b = (float[]) from;
            float[] c = Raw.floats(dx);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.logSoftmaxBackward(a, gStart + at, b, start + at, c, at, n);
                        } else {
                            LOOPS.logSoftmaxBackward(
                                    a, gStart + at, b, start + at, c, at, n, stride, columns);
                        }
                    });
        } else {
            double[] a = (double[]) grad;
            double[] b = (double[]) from;
            double[] c = Raw.doubles(dx);
            forEach(
                    span,
                    (at, n, stride, columns) -> {
                        if (stride == 1) {
                            LOOPS.logSoftmaxBackward(a, gStart + at, b, start + at, c, at, n);
                        } else {
                            LOOPS.logSoftmaxBackward(
                                    a, gStart + at, b, start + at, c, at, n, stride, columns);
                        }
                    });
        }
        return dx;
    }

    /// A row, or columns beside each other, of `n` elements that are `stride` apart.
    private interface Part {
        void run(int at, int n, int stride, int columns);
    }

    private static void forEach(Span span, Part part) {
        int n = span.n();
        int inner = span.inner();
        if (n == 0 || inner == 0) {
            return;
        }
        int blocks = (inner + COLUMNS - 1) / COLUMNS;
        int grain = Math.max(1, GRAIN / Math.max(1, n * Math.min(inner, COLUMNS)));
        Parallel.forRange(
                span.outer() * blocks,
                grain,
                (lo, hi) -> {
                    for (int task = lo; task < hi; task++) {
                        int column = task % blocks * COLUMNS;
                        part.run(
                                task / blocks * n * inner + column,
                                n,
                                inner,
                                Math.min(COLUMNS, inner - column));
                    }
                });
    }
}
