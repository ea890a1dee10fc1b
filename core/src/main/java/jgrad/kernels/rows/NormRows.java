package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.loops.NormLoops;
import jgrad.kernels.places.Rearrange;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Fresh;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Layer norm: each row of the last dimensions brought to mean 0 and variance 1, then scaled and
/// shifted.
///
/// A row is what the last `dims` dimensions hold. Float32 and float64; weight and bias, if there
/// are any, have the type and the trailing shape of `x`.
public final class NormRows {
    private static final int GRAIN = 8 * 1024;

    private NormRows() {}

    /// The result, and each row's mean and reciprocal standard deviation, of shape `[.., 1, 1]`
    /// with a 1 for each normalized dimension.
    public record Normalized(Tensor y, Tensor mean, Tensor rstd) {}

    /// The gradients of `x`, weight and bias; the latter two are there whether or not the operation
    /// had any.
    public record Gradients(Tensor dx, Tensor dw, Tensor db) {}

    /// `y = (x - mean) / sqrt(var + eps) * weight + bias` over the last `dims` dimensions; the
    /// variance is biased.
    ///
    /// Torch: `aten::native_layer_norm`.
    public static Normalized forward(
            Tensor x, int dims, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "\"LayerNormKernelImpl\" not implemented for '" + x.dtype().scalarName() + "'");
        }
        boolean half = isHalf(x);
        checkType(half, x, weight);
        checkType(half, x, bias);
        if (half) {
            Normalized wide =
                    forward(float32(x), dims, floatOrNull(weight), floatOrNull(bias), eps);
            return new Normalized(
                    Cast.to(wide.y, x.dtype()),
                    Cast.to(wide.mean, x.dtype()),
                    Cast.to(wide.rstd, x.dtype()));
        }
        int[] shape = Raw.shape(x);
        int[] outer = shape.clone();
        Arrays.fill(outer, shape.length - dims, shape.length, 1);
        Tensor y = Fresh.like(x);
        Tensor mean = Fresh.of(x.dtype(), outer);
        Tensor rstd = Fresh.of(x.dtype(), outer);
        int n = rowSize(shape, dims);
        if (x.numel() > 0) {
            Tensor w = orConstant(weight, x.dtype(), n, 1);
            Tensor b = orConstant(bias, x.dtype(), n, 0);
            double[] means = new double[mean.numel()];
            double[] rstds = new double[means.length];
            if (x.dtype() == DType.FLOAT32) {
                forward(Chosen.Norms.FLOATS, Chosen.Folds.FLOATS, x, n, w, b, eps, y, means, rstds);
            } else {
                forward(
                        Chosen.Norms.DOUBLES,
                        Chosen.Folds.DOUBLES,
                        x,
                        n,
                        w,
                        b,
                        eps,
                        y,
                        means,
                        rstds);
            }
            Elements.fromDoubles(means, 0, x.dtype(), Raw.storage(mean).array(), 0, means.length);
            Elements.fromDoubles(rstds, 0, x.dtype(), Raw.storage(rstd).array(), 0, means.length);
        }
        return new Normalized(y, mean, rstd);
    }

    @SuppressWarnings("unchecked") // all tensors have the type of x
    private static <A> void forward(
            NormLoops<A> loops,
            FoldLoops<A> folds,
            Tensor x,
            int n,
            Tensor weight,
            Tensor bias,
            double eps,
            Tensor y,
            double[] means,
            double[] rstds) {
        A from = (A) Rearrange.contiguous(x);
        A w = (A) Rearrange.contiguous(weight);
        A b = (A) Rearrange.contiguous(bias);
        A to = (A) Raw.storage(y).array();
        Parallel.forRange(
                means.length,
                grain(n),
                (lo, hi) -> {
                    for (int row = lo; row < hi; row++) {
                        int at = start(x) + row * n;
                        double mean = folds.sum(from, at, n) / n;
                        double rstd = 1 / Math.sqrt(folds.squares(from, at, n, mean) / n + eps);
                        means[row] = mean;
                        rstds[row] = rstd;
                        loops.normalize(
                                from,
                                at,
                                n,
                                mean,
                                rstd,
                                w,
                                start(weight),
                                b,
                                start(bias),
                                to,
                                row * n);
                    }
                });
    }

    /// The gradients of [#forward] given that of its first result.
    ///
    /// Torch: `aten::native_layer_norm_backward`.
    public static Gradients backward(
            Tensor g, Tensor x, int dims, Tensor mean, Tensor rstd, @Nullable Tensor weight) {
        if (isHalf(x)) {
            Gradients wide =
                    backward(
                            float32(g),
                            float32(x),
                            dims,
                            float32(mean),
                            float32(rstd),
                            floatOrNull(weight));
            return new Gradients(
                    Cast.to(wide.dx, x.dtype()),
                    Cast.to(wide.dw, x.dtype()),
                    Cast.to(wide.db, x.dtype()));
        }
        int[] shape = Raw.shape(x);
        Tensor dx = Fresh.like(x);
        int[] inner = Arrays.copyOfRange(shape, shape.length - dims, shape.length);
        Tensor dw = Fresh.of(x.dtype(), inner);
        Tensor db = Fresh.of(x.dtype(), inner);
        int n = rowSize(shape, dims);
        if (x.numel() > 0) {
            Tensor w = orConstant(weight, x.dtype(), n, 1);
            if (x.dtype() == DType.FLOAT32) {
                backward(Chosen.Norms.FLOATS, g, x, n, doubles(mean), doubles(rstd), w, dx, dw, db);
            } else {
                backward(
                        Chosen.Norms.DOUBLES, g, x, n, doubles(mean), doubles(rstd), w, dx, dw, db);
            }
        }
        return new Gradients(dx, dw, db);
    }

    @SuppressWarnings("unchecked") // all tensors have the type of x
    private static <A> void backward(
            NormLoops<A> loops,
            Tensor g,
            Tensor x,
            int n,
            double[] mean,
            double[] rstd,
            Tensor weight,
            Tensor dx,
            Tensor dw,
            Tensor db) {
        A grad = (A) Rearrange.contiguous(g);
        A from = (A) Rearrange.contiguous(x);
        A w = (A) Rearrange.contiguous(weight);
        A to = (A) Raw.storage(dx).array();
        int rows = mean.length;
        int block = rowsPerPart(rows);
        Tensor[] dws = new Tensor[(rows + block - 1) / block];
        Tensor[] dbs = new Tensor[dws.length];
        Parallel.forRange(
                dws.length,
                Math.max(1, grain(n) / block),
                (lo, hi) -> {
                    for (int part = lo; part < hi; part++) {
                        dws[part] = Fresh.of(x.dtype(), n);
                        dbs[part] = Fresh.of(x.dtype(), n);
                        A dwPart = (A) Raw.storage(dws[part]).array();
                        A dbPart = (A) Raw.storage(dbs[part]).array();
                        for (int row = part * block;
                                row < Math.min(rows, (part + 1) * block);
                                row++) {
                            int at = row * n;
                            loops.normalizeBackward(
                                    grad,
                                    start(g) + at,
                                    from,
                                    start(x) + at,
                                    n,
                                    mean[row],
                                    rstd[row],
                                    w,
                                    start(weight),
                                    to,
                                    at,
                                    dwPart,
                                    dbPart);
                        }
                    }
                });
        addUp(dws, dw);
        addUp(dbs, db);
    }

    private static void addUp(Tensor[] parts, Tensor sum) {
        double[] sums = new double[sum.numel()];
        for (Tensor part : parts) {
            if (part.dtype() == DType.FLOAT32) {
                Chosen.Folds.FLOATS.sum(Raw.floats(part), 0, 0, 1, sums.length, sums, 0);
            } else {
                Chosen.Folds.DOUBLES.sum(Raw.doubles(part), 0, 0, 1, sums.length, sums, 0);
            }
        }
        Elements.fromDoubles(sums, 0, sum.dtype(), Raw.storage(sum).array(), 0, sums.length);
    }

    private static boolean isHalf(Tensor x) {
        return x.dtype() == DType.FLOAT16 || x.dtype() == DType.BFLOAT16;
    }

    /// Parameters have the type of `x`, or are floats beside halves.
    private static void checkType(boolean half, Tensor x, @Nullable Tensor parameter) {
        if (parameter != null
                && parameter.dtype() != x.dtype()
                && !(half && parameter.dtype() == DType.FLOAT32)) {
            throw new IllegalArgumentException(
                    "mixed dtype (CPU): expect parameter to have scalar type of "
                            + (half ? "Float" : x.dtype().scalarName())
                            + ", but it has "
                            + parameter.dtype().scalarName());
        }
    }

    private static Tensor float32(Tensor t) {
        return Cast.to(t, DType.FLOAT32);
    }

    private static @Nullable Tensor floatOrNull(@Nullable Tensor t) {
        return t == null ? null : float32(t);
    }

    private static Tensor orConstant(@Nullable Tensor t, DType type, int n, double value) {
        if (t != null) {
            return t;
        }
        double[] all = new double[n];
        Arrays.fill(all, value);
        Tensor constant = Fresh.of(type, n);
        Elements.fromDoubles(all, 0, type, Raw.storage(constant).array(), 0, n);
        return constant;
    }

    private static double[] doubles(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    private static int rowSize(int[] shape, int dims) {
        int n = 1;
        for (int d = shape.length - dims; d < shape.length; d++) {
            n *= shape[d];
        }
        return n;
    }

    private static int grain(int n) {
        return Math.max(1, GRAIN / n);
    }

    /// Rows that share one partial sum of the parameters' gradients: a matter of the shape alone.
    private static int rowsPerPart(int rows) {
        return Math.max(32, (rows + 31) / 32);
    }

    private static int start(Tensor t) {
        return t.isContiguous() ? Raw.offset(t) : 0;
    }
}
