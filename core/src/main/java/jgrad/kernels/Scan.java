package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Running sums and products along one dimension. Integers and bools give int64; floating-point
/// values run as doubles.
public final class Scan {
    private Scan() {}

    /// `y_i = x_0 + ... + x_i` along `dim`.
    ///
    /// Torch: `aten::cumsum`.
    public static Tensor cumsum(Tensor x, int dim) {
        return scan(x, dim, true);
    }

    /// `y_i = x_0 * ... * x_i` along `dim`.
    ///
    /// Torch: `aten::cumprod`.
    public static Tensor cumprod(Tensor x, int dim) {
        return scan(x, dim, false);
    }

    private static Tensor scan(Tensor x, int dim, boolean sum) {
        DType wide = x.dtype().isFloating() ? DType.FLOAT64 : DType.INT64;
        DType type = x.dtype().isFloating() ? x.dtype() : DType.INT64;
        Layout layout = Layout.contiguous(Raw.shape(x));
        Span span = Span.of(Raw.shape(x), dim);
        Object values = Cast.toArray(x.dtype(), Raw.storage(x).array(), Raw.layout(x), wide);
        int grain = Math.max(1, FoldPlan.GRAIN / Math.max(1, span.n() * span.inner()));
        Parallel.forRange(
                span.outer(),
                grain,
                (from, to) -> {
                    for (int o = from; o < to; o++) {
                        int at = o * span.n() * span.inner();
                        if (values instanceof double[] doubles) {
                            scan(doubles, at, span.n(), span.inner(), sum);
                        } else {
                            scan((long[]) values, at, span.n(), span.inner(), sum);
                        }
                    }
                });
        Object result = values;
        if (type != wide) {
            result = Cast.toArray(wide, values, layout, type);
            Storage.recycle(values);
        }
        return new Tensor(new Storage(result), layout, type);
    }

    private static void scan(double[] y, int at, int n, int inner, boolean sum) {
        for (int i = at + inner; i < at + n * inner; i++) {
            y[i] = sum ? y[i - inner] + y[i] : y[i - inner] * y[i];
        }
    }

    private static void scan(long[] y, int at, int n, int inner, boolean sum) {
        for (int i = at + inner; i < at + n * inner; i++) {
            y[i] = sum ? y[i - inner] + y[i] : y[i - inner] * y[i];
        }
    }
}
