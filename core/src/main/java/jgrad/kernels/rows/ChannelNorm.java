package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Normalization channel by channel: of each over the whole batch, or of groups of channels sample
/// by sample.
///
/// A batch is `[N, C, ...]`; what follows the first two dimensions is a run of neighbours. Sums are
/// doubles, taken run after run within parts that depend on the shape alone.
public final class ChannelNorm<A> {
    private static final int GRAIN = 8 * 1024;

    private final ChannelLoops<A> loops;
    private final FoldLoops<A> folds;
    private final DType type;
    private final int samples;
    private final int channels;
    private final int run;

    private ChannelNorm(Tensor x, DType type) {
        int[] shape = Raw.shape(x);
        this.type = type;
        this.loops = ChannelLoops.of(type);
        this.folds = ChannelLoops.folds(type);
        this.samples = shape[0];
        this.channels = shape[1];
        int size = 1;
        for (int d = 2; d < shape.length; d++) {
            size *= shape[d];
        }
        this.run = size;
    }

    /// Means and biased variances.
    public record Moments(double[] mean, double[] variance) {}

    /// Of every channel, over all samples.
    public static Moments ofBatch(Tensor x) {
        DType type = Dense.computed(x.dtype());
        return new ChannelNorm<>(x, type).batch(Dense.of(x, type));
    }

    /// Of every sample's every group of channels, sample by sample.
    public static Moments ofGroups(Tensor x, int groups) {
        DType type = Dense.computed(x.dtype());
        return new ChannelNorm<>(x, type).groups(Dense.of(x, type), groups);
    }

    /// `x * scale + shift`, with one of each for every channel of every sample, or for every
    /// channel if there are so few.
    public static Tensor affine(Tensor x, double[] scale, double[] shift) {
        DType type = Dense.computed(x.dtype());
        return new ChannelNorm<>(x, type).affine(Dense.of(x, type), x, scale, shift);
    }

    /// `sum of g` and `sum of g * (x - center)` over the run of each channel of each sample; the
    /// center is one for each channel, or for each channel of each sample.
    public record Products(double[] sum, double[] dot) {}

    public static Products products(Tensor g, Tensor x, double[] center) {
        DType type = Dense.computed(x.dtype());
        return new ChannelNorm<>(x, type).products(Dense.of(g, type), Dense.of(x, type), center);
    }

    /// `g * a + (x * b + c)`, with the numbers of every channel of every sample, or of every
    /// channel.
    public static Tensor combine(Tensor g, Tensor x, double[] a, double[] b, double[] c) {
        DType type = Dense.computed(x.dtype());
        return new ChannelNorm<>(x, type).combine(Dense.of(g, type), Dense.of(x, type), x, a, b, c);
    }

    /// The numbers in a tensor, as doubles.
    public static double[] doubles(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    /// The numbers in a tensor, or as many times `value` if there is none.
    public static double[] doubles(@Nullable Tensor t, int n, double value) {
        if (t != null) {
            return doubles(t);
        }
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    /// A tensor of these numbers.
    public static Tensor tensor(double[] values, DType type, int... shape) {
        return Dense.tensor(values, DType.FLOAT64, type, shape);
    }

    private Moments batch(Dense<A> x) {
        double[] mean = overSamples((c, n) -> folds.sum(x.array(), at(x, n, c), run));
        double count = (double) samples * run;
        for (int c = 0; c < channels; c++) {
            mean[c] /= count;
        }
        double[] variance =
                overSamples((c, n) -> folds.squares(x.array(), at(x, n, c), run, mean[c]));
        for (int c = 0; c < channels; c++) {
            variance[c] /= count;
        }
        return new Moments(mean, variance);
    }

    private Moments groups(Dense<A> x, int groups) {
        int size = channels / groups * run;
        double[] mean = new double[samples * groups];
        double[] variance = new double[mean.length];
        Parallel.forRange(
                mean.length,
                Math.max(1, GRAIN / Math.max(1, size)),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        int at = x.at() + i * size;
                        mean[i] = folds.sum(x.array(), at, size) / size;
                        variance[i] = folds.squares(x.array(), at, size, mean[i]) / size;
                    }
                });
        return new Moments(mean, variance);
    }

    private interface Term {
        double of(int channel, int sample);
    }

    /// The sum of a term over the samples, for every channel.
    private double[] overSamples(Term term) {
        int parts = Math.clamp((long) samples * run / GRAIN, 1, Math.min(samples, 16));
        double[] partial = new double[parts * channels];
        Parallel.forRange(
                partial.length,
                (int) Math.max(1, (long) GRAIN * parts / Math.max(1, (long) samples * run)),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        int part = i / channels;
                        int end = (int) ((part + 1L) * samples / parts);
                        double sum = 0;
                        for (int n = (int) ((long) part * samples / parts); n < end; n++) {
                            sum += term.of(i % channels, n);
                        }
                        partial[i] = sum;
                    }
                });
        double[] sums = Arrays.copyOf(partial, channels);
        for (int i = channels; i < partial.length; i++) {
            sums[i % channels] += partial[i];
        }
        return sums;
    }

    private int at(Dense<A> x, int sample, int channel) {
        return x.at() + (sample * channels + channel) * run;
    }

    private Tensor affine(Dense<A> x, Tensor like, double[] scale, double[] shift) {
        A y = array(like);
        runs((i, at) -> {
            int k = i % scale.length;
            loops.affine(x.array(), x.at() + at, run, scale[k], shift[k], y, at);
        });
        return Dense.tensor(y, type, like.dtype(), Raw.shape(like));
    }

    private Products products(Dense<A> g, Dense<A> x, double[] center) {
        double[] sum = new double[samples * channels];
        double[] dot = new double[sum.length];
        runs((i, at) -> {
            sum[i] = folds.sum(g.array(), g.at() + at, run);
            dot[i] =
                    loops.dot(
                            g.array(),
                            g.at() + at,
                            x.array(),
                            x.at() + at,
                            run,
                            center[i % center.length]);
        });
        return new Products(sum, dot);
    }

    private Tensor combine(
            Dense<A> g, Dense<A> x, Tensor like, double[] a, double[] b, double[] c) {
        A y = array(like);
        runs((i, at) -> {
            int k = i % a.length;
            loops.combine(
                    g.array(), g.at() + at, x.array(), x.at() + at, run, a[k], b[k], c[k], y, at);
        });
        return Dense.tensor(y, type, like.dtype(), Raw.shape(like));
    }

    @SuppressWarnings("unchecked") // the array of a type has one class
    private A array(Tensor like) {
        return (A) Storage.uninitializedArray(type, Layout.numel(Raw.shape(like)));
    }

    private interface Run {
        void go(int i, int at);
    }

    /// Every run of neighbours, which is channel `i % channels` of sample `i / channels`.
    private void runs(Run body) {
        Parallel.forRange(
                samples * channels,
                Math.max(1, GRAIN / Math.max(1, run)),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        body.go(i, i * run);
                    }
                });
    }
}
