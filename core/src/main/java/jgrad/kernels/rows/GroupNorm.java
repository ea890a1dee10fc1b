package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// Groups of a sample's channels brought to mean 0 and variance 1, then each channel scaled and
/// shifted.
public final class GroupNorm {
    private GroupNorm() {}

    /// The result, and each group's mean and reciprocal standard deviation, `[N, groups]`.
    public record Result(Tensor y, Tensor mean, Tensor rstd) {}

    /// The gradients of the input, the weight and the bias; the latter two are there whether or not
    /// the operation had any.
    public record Gradients(Tensor dx, Tensor dw, Tensor db) {}

    /// Torch: `aten::native_group_norm`.
    public static Result forward(
            Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        int n = Raw.shape(x)[0];
        int channels = Raw.shape(x)[1];
        ChannelNorm.Moments moments = ChannelNorm.ofGroups(x, groups);
        double[] rstd = moments.variance();
        for (int i = 0; i < rstd.length; i++) {
            rstd[i] = 1 / Math.sqrt(rstd[i] + eps);
        }
        double[] w = ChannelNorm.doubles(weight, channels, 1);
        double[] b = ChannelNorm.doubles(bias, channels, 0);
        double[] scale = new double[n * channels];
        double[] shift = new double[n * channels];
        for (int i = 0; i < scale.length; i++) {
            int group = group(i, channels, groups);
            scale[i] = rstd[group] * w[i % channels];
            shift[i] = b[i % channels] - moments.mean()[group] * scale[i];
        }
        DType type = x.dtype();
        return new Result(
                ChannelNorm.affine(x, scale, shift),
                ChannelNorm.tensor(moments.mean(), type, n, groups),
                ChannelNorm.tensor(rstd, type, n, groups));
    }

    /// Torch: `aten::native_group_norm_backward`.
    public static Gradients backward(
            Tensor g, Tensor x, int groups, @Nullable Tensor weight, Tensor mean, Tensor rstd) {
        int channels = Raw.shape(x)[1];
        double[] m = ChannelNorm.doubles(mean);
        double[] r = ChannelNorm.doubles(rstd);
        double[] w = ChannelNorm.doubles(weight, channels, 1);
        int runs = Raw.shape(x)[0] * channels;
        double[] center = new double[runs];
        for (int i = 0; i < runs; i++) {
            center[i] = m[group(i, channels, groups)];
        }
        ChannelNorm.Products products = ChannelNorm.products(g, x, center);
        double[] sums = new double[m.length];
        double[] dots = new double[m.length];
        double[] dw = new double[channels];
        double[] db = new double[channels];
        for (int i = 0; i < runs; i++) {
            int group = group(i, channels, groups);
            int c = i % channels;
            sums[group] += products.sum()[i] * w[c];
            dots[group] += products.dot()[i] * w[c];
            dw[c] += products.dot()[i] * r[group];
            db[c] += products.sum()[i];
        }
        double[] a = new double[runs];
        double[] b = new double[runs];
        double[] c = new double[runs];
        double count = (double) x.numel() / Math.max(1, m.length);
        for (int i = 0; i < runs; i++) {
            int group = group(i, channels, groups);
            double rg = r[group];
            a[i] = rg * w[i % channels];
            b[i] = -rg * rg * rg * dots[group] / count;
            c[i] = -m[group] * b[i] - rg * sums[group] / count;
        }
        DType type = weight == null ? x.dtype() : weight.dtype();
        return new Gradients(
                ChannelNorm.combine(g, x, a, b, c),
                ChannelNorm.tensor(dw, type, channels),
                ChannelNorm.tensor(db, type, channels));
    }

    /// The group of channel `i % channels` of sample `i / channels`.
    private static int group(int i, int channels, int groups) {
        return i / channels * groups + i % channels / (channels / groups);
    }
}
