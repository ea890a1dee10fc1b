package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Fresh;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// Every channel of a batch brought to mean 0 and variance 1, then scaled and shifted.
public final class BatchNorm {
    private BatchNorm() {}

    /// The result, and each channel's mean and reciprocal standard deviation, if they are the
    /// batch's.
    public record Result(Tensor y, Tensor mean, Tensor rstd) {}

    /// The gradients of the input, the weight and the bias; the latter two are there whether or not
    /// the operation had any.
    public record Gradients(Tensor dx, Tensor dw, Tensor db) {}

    /// With the moments of the batch. The running ones, if there are any, become `1 - momentum`
    /// parts of themselves and `momentum` parts of those, the variance unbiased.
    ///
    /// Torch: `aten::native_batch_norm`, training.
    public static Result training(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            double momentum,
            double eps) {
        ChannelNorm.Moments moments = ChannelNorm.ofBatch(x);
        int channels = Raw.shape(x)[1];
        double[] rstd = new double[channels];
        double[] unbiased = new double[channels];
        double count = (double) x.numel() / Math.max(1, channels);
        for (int c = 0; c < channels; c++) {
            rstd[c] = 1 / Math.sqrt(moments.variance()[c] + eps);
            unbiased[c] = moments.variance()[c] * count / (count - 1);
        }
        mix(runningMean, moments.mean(), momentum);
        mix(runningVariance, unbiased, momentum);
        DType type = weight == null ? x.dtype() : weight.dtype();
        return new Result(
                affine(x, weight, bias, moments.mean(), rstd),
                ChannelNorm.tensor(moments.mean(), type, channels),
                ChannelNorm.tensor(rstd, type, channels));
    }

    private static void mix(@Nullable Tensor running, double[] now, double momentum) {
        if (running == null) {
            return;
        }
        Object array = Raw.storage(running).array();
        for (int c = 0; c < now.length; c++) {
            int at = Raw.layout(running).indexOf(c);
            double before = Elements.asDouble(running.dtype(), array, at);
            Elements.put(running.dtype(), array, at, momentum * now[c] + (1 - momentum) * before);
        }
        Raw.storage(running).bumpVersion();
    }

    /// With given moments.
    ///
    /// Torch: `aten::native_batch_norm`, not training.
    public static Result evaluating(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            Tensor mean,
            Tensor variance,
            double eps) {
        Tensor y =
                affine(
                        x,
                        weight,
                        bias,
                        ChannelNorm.doubles(mean),
                        reciprocalDeviations(variance, eps));
        return new Result(y, Fresh.of(x.dtype(), 0), Fresh.of(x.dtype(), 0));
    }

    private static double[] reciprocalDeviations(Tensor variance, double eps) {
        double[] rstd = ChannelNorm.doubles(variance);
        for (int c = 0; c < rstd.length; c++) {
            rstd[c] = 1 / Math.sqrt(rstd[c] + eps);
        }
        return rstd;
    }

    private static Tensor affine(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double[] mean,
            double[] rstd) {
        double[] scale = ChannelNorm.doubles(weight, mean.length, 1);
        double[] shift = ChannelNorm.doubles(bias, mean.length, 0);
        for (int c = 0; c < mean.length; c++) {
            scale[c] *= rstd[c];
            shift[c] -= mean[c] * scale[c];
        }
        return ChannelNorm.affine(x, scale, shift);
    }

    /// The gradients given that of `y`. `spread` is the reciprocal deviation of the batch if
    /// training, else the variance that was given.
    ///
    /// Torch: `aten::native_batch_norm_backward`.
    public static Gradients backward(
            Tensor g,
            Tensor x,
            @Nullable Tensor weight,
            Tensor mean,
            Tensor spread,
            boolean training,
            double eps) {
        int channels = Raw.shape(x)[1];
        double[] m = ChannelNorm.doubles(mean);
        double[] rstd = training ? ChannelNorm.doubles(spread) : reciprocalDeviations(spread, eps);
        double[] w = ChannelNorm.doubles(weight, channels, 1);
        ChannelNorm.Products products = ChannelNorm.products(g, x, m);
        double[] db = new double[channels];
        double[] dw = new double[channels];
        for (int i = 0; i < products.sum().length; i++) {
            db[i % channels] += products.sum()[i];
            dw[i % channels] += products.dot()[i];
        }
        double[] a = new double[channels];
        double[] b = new double[channels];
        double[] c = new double[channels];
        double count = (double) x.numel() / Math.max(1, channels);
        for (int k = 0; k < channels; k++) {
            a[k] = w[k] * rstd[k];
            if (training) {
                b[k] = -a[k] * rstd[k] * rstd[k] * dw[k] / count;
                c[k] = -m[k] * b[k] - a[k] * db[k] / count;
            }
            dw[k] *= rstd[k];
        }
        DType type = weight == null ? x.dtype() : weight.dtype();
        return new Gradients(
                ChannelNorm.combine(g, x, a, b, c),
                ChannelNorm.tensor(dw, type, channels),
                ChannelNorm.tensor(db, type, channels));
    }
}
