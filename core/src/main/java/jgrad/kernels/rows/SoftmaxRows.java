package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.places.Rearrange;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Fresh;
import jgrad.storage.Raw;

/// Softmax and log-softmax along a dimension, and their derivatives.
///
/// The greatest element is taken off first, so nothing overflows; a row with NaN or infinity, or of
/// nothing but minus infinity, becomes NaN as in PyTorch. For float32 and float64.
public final class SoftmaxRows {
    /// Columns done together: their sums and maxima stay in the first-level cache.
    private static final int COLUMNS = 128;

    private static final int GRAIN = 8 * 1024;

    private SoftmaxRows() {}

    /// `y_i = exp(x_i) / sum_j exp(x_j)`
    ///
    /// Torch: `aten::_softmax`.
    public static Tensor softmax(Tensor x, int dim) {
        return forward(x, dim, false);
    }

    /// `y_i = x_i - log sum_j exp(x_j)`
    ///
    /// Torch: `aten::_log_softmax`.
    public static Tensor logSoftmax(Tensor x, int dim) {
        return forward(x, dim, true);
    }

    /// The gradient of [#softmax] given that of its result and the result: `(g - sum(g * y)) * y`.
    ///
    /// Torch: `aten::_softmax_backward_data`.
    public static Tensor softmaxBackward(Tensor g, Tensor y, int dim) {
        return backward(g, y, dim, false);
    }

    /// The gradient of [#logSoftmax] given that of its result and the result: `g - exp(y) *
    /// sum(g)`.
    ///
    /// Torch: `aten::_log_softmax_backward_data`.
    public static Tensor logSoftmaxBackward(Tensor g, Tensor y, int dim) {
        return backward(g, y, dim, true);
    }

    private static Tensor forward(Tensor x, int dim, boolean log) {
        return switch (x.dtype()) {
            case FLOAT32, FLOAT64 -> wide(x, dim, log);
            case FLOAT16, BFLOAT16 -> Cast.to(wide(Cast.to(x, DType.FLOAT32), dim, log), x.dtype());
            default -> throw notImplemented(x, dim, log);
        };
    }

    private static IllegalArgumentException notImplemented(Tensor x, int dim, boolean log) {
        String kernel = dim >= x.dim() - 1 ? "softmax_lastdim_kernel_impl" : "softmax_kernel_impl";
        return new IllegalArgumentException(
                "\""
                        + (log ? "log_" : "")
                        + kernel
                        + "\" not implemented for '"
                        + x.dtype().scalarName()
                        + "'");
    }

    private static Tensor wide(Tensor x, int dim, boolean log) {
        Tensor y = Fresh.like(x);
        Span span = Span.of(Raw.shape(x), dim);
        Object from = Rearrange.contiguous(x);
        int start = x.isContiguous() ? Raw.offset(x) : 0;
        if (x.dtype() == DType.FLOAT32) {
            forward(Chosen.Softmaxes.FLOATS, span, (float[]) from, start, Raw.floats(y), log);
        } else {
            forward(Chosen.Softmaxes.DOUBLES, span, (double[]) from, start, Raw.doubles(y), log);
        }
        return y;
    }

    private static <A> void forward(
            SoftmaxLoops<A> loops, Span span, A x, int start, A y, boolean log) {
        forEach(
                span,
                (at, n, stride, columns) -> {
                    int from = start + at;
                    if (stride == 1 && log) {
                        loops.logSoftmax(x, from, y, at, n);
                    } else if (stride == 1) {
                        loops.softmax(x, from, y, at, n);
                    } else if (log) {
                        loops.logSoftmax(x, from, y, at, n, stride, columns);
                    } else {
                        loops.softmax(x, from, y, at, n, stride, columns);
                    }
                });
    }

    private static Tensor backward(Tensor g, Tensor y, int dim, boolean log) {
        if (y.dtype() == DType.FLOAT16 || y.dtype() == DType.BFLOAT16) {
            Tensor dx = wide(Cast.to(g, DType.FLOAT32), Cast.to(y, DType.FLOAT32), dim, log);
            return Cast.to(dx, y.dtype());
        }
        return wide(g, y, dim, log);
    }

    private static Tensor wide(Tensor g, Tensor y, int dim, boolean log) {
        Tensor dx = Fresh.like(y);
        Span span = Span.of(Raw.shape(y), dim);
        Object grad = Rearrange.contiguous(g);
        int gStart = g.isContiguous() ? Raw.offset(g) : 0;
        Object value = Rearrange.contiguous(y);
        int yStart = y.isContiguous() ? Raw.offset(y) : 0;
        if (y.dtype() == DType.FLOAT32) {
            float[] to = Raw.floats(dx);
            backward(
                    Chosen.Softmaxes.FLOATS,
                    span,
                    (float[]) grad,
                    gStart,
                    (float[]) value,
                    yStart,
                    to,
                    log);
        } else {
            double[] to = Raw.doubles(dx);
            backward(
                    Chosen.Softmaxes.DOUBLES,
                    span,
                    (double[]) grad,
                    gStart,
                    (double[]) value,
                    yStart,
                    to,
                    log);
        }
        return dx;
    }

    private static <A> void backward(
            SoftmaxLoops<A> loops, Span span, A g, int gStart, A y, int yStart, A dx, boolean log) {
        forEach(
                span,
                (at, n, stride, columns) -> {
                    int gAt = gStart + at;
                    int yAt = yStart + at;
                    if (stride == 1 && log) {
                        loops.logSoftmaxBackward(g, gAt, y, yAt, dx, at, n);
                    } else if (stride == 1) {
                        loops.softmaxBackward(g, gAt, y, yAt, dx, at, n);
                    } else if (log) {
                        loops.logSoftmaxBackward(g, gAt, y, yAt, dx, at, n, stride, columns);
                    } else {
                        loops.softmaxBackward(g, gAt, y, yAt, dx, at, n, stride, columns);
                    }
                });
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
