package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Layer norm: each row of the last dimensions brought to mean 0 and variance 1, then scaled and
/// shifted.
///
/// A row is what `normalizedSize` trailing dimensions hold. Float32 and float64; weight and bias,
/// if there are any, have the type and the trailing shape of `x`.
public final class LayerNorm {
    private static final NormLoops LOOPS = NormLoops.BEST;
    private static final FoldLoops FOLDS = FoldLoops.BEST;
    private static final int GRAIN = 8 * 1024;

    private LayerNorm() {}

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
        int[] shape = Raw.shape(x);
        int n = rowSize(shape, dims);
        int[] outer = shape.clone();
        Arrays.fill(outer, shape.length - dims, shape.length, 1);
        Tensor y = Fresh.like(x);
        Tensor mean = Fresh.of(x.dtype(), outer);
        Tensor rstd = Fresh.of(x.dtype(), outer);
        if (n > 0) {
            Object from = Movement.contiguous(x);
            int rows = mean.numel();
            if (x.dtype() == DType.FLOAT32) {
                forward(
                        (float[]) from,
                        start(x),
                        rows,
                        n,
                        weight,
                        bias,
                        eps,
                        Raw.floats(y),
                        Raw.floats(mean),
                        Raw.floats(rstd));
            } else {
                forward(
                        (double[]) from,
                        start(x),
                        rows,
                        n,
                        weight,
                        bias,
                        eps,
                        Raw.doubles(y),
                        Raw.doubles(mean),
                        Raw.doubles(rstd));
            }
        }
        return new Normalized(y, mean, rstd);
    }

    /// The gradients of [#forward] given that of its first result.
    ///
    /// Torch: `aten::native_layer_norm_backward`.
    public static Gradients backward(
            Tensor g, Tensor x, int dims, Tensor mean, Tensor rstd, @Nullable Tensor weight) {
        int[] shape = Raw.shape(x);
        int n = rowSize(shape, dims);
        int[] inner = Arrays.copyOfRange(shape, shape.length - dims, shape.length);
        Tensor dx = Fresh.like(x);
        Tensor dw = Fresh.of(x.dtype(), inner);
        Tensor db = Fresh.of(x.dtype(), inner);
        if (n > 0) {
            Object grad = Movement.contiguous(g);
            Object from = Movement.contiguous(x);
            Object means = Movement.contiguous(mean);
            Object rstds = Movement.contiguous(rstd);
            int rows = mean.numel();
            if (x.dtype() == DType.FLOAT32) {
                backward(
                        (float[]) grad,
                        start(g),
                        (float[]) from,
                        start(x),
                        rows,
                        n,
                        (float[]) means,
                        start(mean),
                        (float[]) rstds,
                        start(rstd),
                        weight,
                        Raw.floats(dx),
                        Raw.floats(dw),
                        Raw.floats(db));
            } else {
                backward(
                        (double[]) grad,
                        start(g),
                        (double[]) from,
                        start(x),
                        rows,
                        n,
                        (double[]) means,
                        start(mean),
                        (double[]) rstds,
                        start(rstd),
                        weight,
                        Raw.doubles(dx),
                        Raw.doubles(dw),
                        Raw.doubles(db));
            }
        }
        return new Gradients(dx, dw, db);
    }

    private static void forward(
            float[] x,
            int at,
            int rows,
            int n,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double eps,
            float[] y,
            float[] mean,
            float[] rstd) {
        float[] w = floats(weight, n, 1);
        int wAt = start(weight);
        float[] b = floats(bias, n, 0);
        int bAt = start(bias);
        Parallel.forRange(
                rows,
                grain(n),
                (lo, hi) -> {
                    for (int r = lo; r < hi; r++) {
                        int row = at + r * n;
                        double m = FOLDS.sum(x, row, n) / n;
                        double s = 1 / Math.sqrt(FOLDS.squares(x, row, n, m) / n + eps);
                        LOOPS.normalize(x, row, n, m, s, w, wAt, b, bAt, y, r * n);
                        mean[r] = (float) m;
                        rstd[r] = (float) s;
                    }
                });
    }

    private static void forward(
            double[] x,
            int at,
            int rows,
            int n,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double eps,
            double[] y,
            double[] mean,
            double[] rstd) {
        double[] w = doubles(weight, n, 1);
        int wAt = start(weight);
        double[] b = doubles(bias, n, 0);
        int bAt = start(bias);
        Parallel.forRange(
                rows,
                grain(n),
                (lo, hi) -> {
                    for (int r = lo; r < hi; r++) {
                        int row = at + r * n;
                        double m = FOLDS.sum(x, row, n) / n;
                        double s = 1 / Math.sqrt(FOLDS.squares(x, row, n, m) / n + eps);
                        LOOPS.normalize(x, row, n, m, s, w, wAt, b, bAt, y, r * n);
                        mean[r] = m;
                        rstd[r] = s;
                    }
                });
    }

    private static void backward(
            float[] g,
            int gAt,
            float[] x,
            int at,
            int rows,
            int n,
            float[] mean,
            int meanAt,
            float[] rstd,
            int rstdAt,
            @Nullable Tensor weight,
            float[] dx,
            float[] dw,
            float[] db) {
        float[] w = floats(weight, n, 1);
        int wAt = start(weight);
        int block = rowsPerPart(rows);
        int parts = (rows + block - 1) / block;
        float[][] dws = new float[parts][];
        float[][] dbs = new float[parts][];
        Parallel.forRange(
                parts,
                Math.max(1, grain(n) / block),
                (lo, hi) -> {
                    for (int p = lo; p < hi; p++) {
                        dws[p] = new float[n];
                        dbs[p] = new float[n];
                        for (int r = p * block; r < Math.min(rows, (p + 1) * block); r++) {
                            int row = r * n;
                            LOOPS.normalizeBackward(
                                    g,
                                    gAt + row,
                                    x,
                                    at + row,
                                    n,
                                    mean[meanAt + r],
                                    rstd[rstdAt + r],
                                    w,
                                    wAt,
                                    dx,
                                    row,
                                    dws[p],
                                    dbs[p]);
                        }
                    }
                });
        for (int i = 0; i < n; i++) {
            double dwSum = 0;
            double dbSum = 0;
            for (int p = 0; p < parts; p++) {
                dwSum += dws[p][i];
                dbSum += dbs[p][i];
            }
            dw[i] = (float) dwSum;
            db[i] = (float) dbSum;
        }
    }

    private static void backward(
            double[] g,
            int gAt,
            double[] x,
            int at,
            int rows,
            int n,
            double[] mean,
            int meanAt,
            double[] rstd,
            int rstdAt,
            @Nullable Tensor weight,
            double[] dx,
            double[] dw,
            double[] db) {
        double[] w = doubles(weight, n, 1);
        int wAt = start(weight);
        int block = rowsPerPart(rows);
        int parts = (rows + block - 1) / block;
        double[][] dws = new double[parts][];
        double[][] dbs = new double[parts][];
        Parallel.forRange(
                parts,
                Math.max(1, grain(n) / block),
                (lo, hi) -> {
                    for (int p = lo; p < hi; p++) {
                        dws[p] = new double[n];
                        dbs[p] = new double[n];
                        for (int r = p * block; r < Math.min(rows, (p + 1) * block); r++) {
                            int row = r * n;
                            LOOPS.normalizeBackward(
                                    g,
                                    gAt + row,
                                    x,
                                    at + row,
                                    n,
                                    mean[meanAt + r],
                                    rstd[rstdAt + r],
                                    w,
                                    wAt,
                                    dx,
                                    row,
                                    dws[p],
                                    dbs[p]);
                        }
                    }
                });
        for (int i = 0; i < n; i++) {
            double dwSum = 0;
            double dbSum = 0;
            for (int p = 0; p < parts; p++) {
                dwSum += dws[p][i];
                dbSum += dbs[p][i];
            }
            dw[i] = dwSum;
            db[i] = dbSum;
        }
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
        return Math.max(64, (rows + 31) / 32);
    }

    private static int start(@Nullable Tensor t) {
        return t != null && t.isContiguous() ? Raw.offset(t) : 0;
    }

    private static float[] floats(@Nullable Tensor t, int n, float otherwise) {
        if (t != null) {
            return (float[]) Movement.contiguous(t);
        }
        float[] all = new float[n];
        Arrays.fill(all, otherwise);
        return all;
    }

    private static double[] doubles(@Nullable Tensor t, int n, double otherwise) {
        if (t != null) {
            return (double[]) Movement.contiguous(t);
        }
        double[] all = new double[n];
        Arrays.fill(all, otherwise);
        return all;
    }
}
