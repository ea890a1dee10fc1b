package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.loops.Product;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

/// Convolution of volumes with the taps of windows, and its two gradients, of which the first is
/// also the transposed convolution.
///
/// `y[n, o, p] = sum of w[o, c, k] * x[n, c, p * stride - padding + k * dilation]` over the
/// channels `c` of the group of `o` and the taps `k`. All three are products of matrices with the
/// [Columns] of one sample, made a block at a time; windows of one element need no columns, and
/// groups of one channel no product. What a thread computes depends on the shape alone, so the bits
/// do not depend on their number.
public final class Convolve<A> {
    /// Elements of a block of columns: a quarter of a usual second-level cache, as floats.
    private static final int BLOCK = 1 << 16;

    /// Windows in a block, enough for the product to outweigh the packing of its left side.
    private static final int WIDTH = 256;

    /// Output channels of a group of one channel up to which tap after tap is added up.
    private static final int FEW = 4;

    /// Multiplications that are worth a task.
    private static final int GRAIN = 1 << 15;

    final WindowLoops<A> loops;
    final Windows windows;
    final Columns<A> columns;
    final Depthwise<A> depthwise;
    final int samples;
    final int groups;
    final int inputs; // channels of a group
    final int outputs;
    final int taps;
    final int places;
    final int elements;

    private Convolve(DType type, Windows windows, int samples, int groups, int in, int out) {
        this.loops = WindowLoops.of(type);
        this.windows = windows;
        this.columns = new Columns<>(loops, windows);
        this.depthwise = new Depthwise<>(loops, windows);
        this.samples = samples;
        this.groups = groups;
        this.inputs = in / groups;
        this.outputs = out / groups;
        this.taps = windows.taps();
        this.places = windows.places();
        this.elements = windows.elements();
    }

    /// `[N, C, volume]` and `[O, C / groups, window]` to `[N, O, grid]`.
    ///
    /// Torch: `aten::convolution`.
    ///
    /// @param bias one number for each output channel
    public static Tensor forward(
            Tensor x, Tensor w, @Nullable Tensor bias, Windows windows, int groups) {
        DType type = Dense.computed(x.dtype());
        int out = Raw.shape(w)[0];
        int[] shape = shape(Raw.shape(x)[0], out, windows.grid(), x.dim());
        Object y = Storage.uninitializedArray(type, Layout.numel(shape));
        run(type, windows, x, groups, Raw.shape(x)[1], out)
                .forward(Dense.of(x, type), Dense.of(w, type), dense(bias, type), y);
        return Dense.tensor(y, type, x.dtype(), shape);
    }

    /// The gradient of `x` from `g`, that of the result: `[N, O, grid]` and `[O, C / groups,
    /// window]` to `[N, C, volume]`; as a function of `g`, the transposed convolution.
    ///
    /// @param bias one number for each channel of the result
    public static Tensor toInput(
            Tensor g, Tensor w, @Nullable Tensor bias, Windows windows, int groups) {
        DType type = Dense.computed(g.dtype());
        int in = Raw.shape(w)[1] * groups;
        int[] shape = shape(Raw.shape(g)[0], in, windows.volume(), g.dim());
        Object x = Storage.uninitializedArray(type, Layout.numel(shape));
        run(type, windows, g, groups, in, Raw.shape(w)[0])
                .toInput(Dense.of(g, type), Dense.of(w, type), dense(bias, type), x);
        return Dense.tensor(x, type, g.dtype(), shape);
    }

    /// The gradient of `w` from `g`, that of the result, and the input `x`: `[N, O, grid]` and `[N,
    /// C, volume]` to `[O, C / groups, window]`.
    public static Tensor toWeight(Tensor g, Tensor x, Windows windows, int groups) {
        DType type = Dense.computed(g.dtype());
        int in = Raw.shape(x)[1];
        int out = Raw.shape(g)[1];
        int[] shape = shape(out, in / groups, windows.window(), g.dim());
        Object w = Storage.newArray(type, Layout.numel(shape));
        new WeightGradient<>(run(type, windows, g, groups, in, out))
                .run(Dense.of(g, type), Dense.of(x, type), w);
        return Dense.tensor(w, type, g.dtype(), shape);
    }

    private static <A> Convolve<A> run(
            DType type, Windows windows, Tensor batch, int groups, int in, int out) {
        return new Convolve<>(type, windows, Raw.shape(batch)[0], groups, in, out);
    }

    private static <A> @Nullable Dense<A> dense(@Nullable Tensor t, DType type) {
        return t == null ? null : Dense.of(t, type);
    }

    /// `[a, b, sizes]` with as many sizes as a tensor of `rank` dimensions has behind the first
    /// two.
    static int[] shape(int a, int b, int[] sizes, int rank) {
        int[] shape = new int[rank];
        shape[0] = a;
        shape[1] = b;
        System.arraycopy(sizes, sizes.length - (rank - 2), shape, 2, rank - 2);
        return shape;
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private void forward(Dense<A> x, Dense<A> w, @Nullable Dense<A> bias, Object result) {
        A y = (A) result;
        if (samples == 0 || places == 0 || groups * outputs == 0) {
            return;
        }
        if (isDepthwise() || inputs * taps == 0) {
            channels(
                    samples * groups * outputs,
                    places * taps,
                    c -> {
                        start(bias, c % (groups * outputs), y, c * places, places);
                        if (inputs > 0) {
                            depthwise.forward(
                                    x,
                                    c / outputs * elements,
                                    w,
                                    c % (groups * outputs) * taps,
                                    y,
                                    c * places);
                        }
                    });
        } else if (windows.areElements()) {
            startAll(bias, outputs, y, places);
            for (int g = 0; g < groups; g++) {
                loops.product(
                        new Product(
                                samples,
                                outputs,
                                places,
                                inputs,
                                w.at() + g * outputs * inputs,
                                0,
                                inputs,
                                1,
                                x.at() + g * inputs * places,
                                groups * inputs * places,
                                places,
                                1,
                                g * outputs * places,
                                groups * outputs * places,
                                places),
                        w.array(),
                        x.array(),
                        bias != null,
                        y);
            }
        } else {
            int width = width();
            int tiles = (places - 1) / width + 1;
            int together = channelsTogether(width);
            Parallel.forRange(
                    samples * groups * tiles,
                    grain((long) outputs * inputs * taps * width),
                    (from, to) -> {
                        A block = loops.borrow(together * taps * width);
                        for (int task = from; task < to; task++) {
                            int sample = task / tiles;
                            int p0 = task % tiles * width;
                            tile(x, w, bias, y, sample, p0, Math.min(places, p0 + width), block);
                        }
                        loops.giveBack(block);
                    });
        }
    }

    /// Some windows of one group of a sample.
    private void tile(
            Dense<A> x,
            Dense<A> w,
            @Nullable Dense<A> bias,
            A y,
            int sample,
            int p0,
            int p1,
            A block) {
        int group = sample % groups;
        int together = channelsTogether(width());
        int to = sample * outputs * places + p0;
        if (bias != null) {
            for (int o = 0; o < outputs; o++) {
                start(bias, group * outputs + o, y, to + o * places, p1 - p0);
            }
        }
        for (int c0 = 0; c0 < inputs; c0 += together) {
            int c1 = Math.min(inputs, c0 + together);
            columns.fill(x.array(), x.at() + sample * inputs * elements, c0, c1, p0, p1, block, 0);
            loops.product(
                    new Product(
                            1,
                            outputs,
                            p1 - p0,
                            (c1 - c0) * taps,
                            w.at() + (group * outputs * inputs + c0) * taps,
                            0,
                            inputs * taps,
                            1,
                            0,
                            0,
                            p1 - p0,
                            1,
                            to,
                            0,
                            places),
                    w.array(),
                    block,
                    c0 > 0 || bias != null,
                    y);
        }
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private void toInput(Dense<A> g, Dense<A> w, @Nullable Dense<A> bias, Object result) {
        A x = (A) result;
        if (samples == 0 || elements == 0 || groups * inputs == 0) {
            return;
        }
        if (isDepthwise() || places * outputs * taps == 0) {
            channels(
                    samples * groups * inputs,
                    places * taps * outputs,
                    c -> {
                        start(bias, c % (groups * inputs), x, c * elements, elements);
                        for (int o = 0; o < outputs && places > 0; o++) {
                            depthwise.toInput(
                                    g,
                                    (c * outputs + o) * places,
                                    w,
                                    (c % groups * outputs + o) * taps,
                                    x,
                                    c * elements);
                        }
                    });
        } else if (windows.areElements()) {
            startAll(bias, inputs, x, elements);
            for (int group = 0; group < groups; group++) {
                loops.product(
                        new Product(
                                samples,
                                inputs,
                                places,
                                outputs,
                                w.at() + group * outputs * inputs,
                                0,
                                1,
                                inputs,
                                g.at() + group * outputs * places,
                                groups * outputs * places,
                                places,
                                1,
                                group * inputs * places,
                                groups * inputs * places,
                                places),
                        w.array(),
                        g.array(),
                        bias != null,
                        x);
            }
        } else {
            int together = channelsTogether(width());
            int blocks = (inputs - 1) / together + 1;
            Parallel.forRange(
                    samples * groups * blocks,
                    grain((long) outputs * together * taps * places),
                    (from, to) -> {
                        A block = loops.borrow(together * taps * width());
                        for (int task = from; task < to; task++) {
                            int c0 = task % blocks * together;
                            int c1 = Math.min(inputs, c0 + together);
                            toChannels(g, w, bias, x, task / blocks, c0, c1, block);
                        }
                        loops.giveBack(block);
                    });
        }
    }

    /// The gradient of some channels of one group of a sample.
    private void toChannels(
            Dense<A> g,
            Dense<A> w,
            @Nullable Dense<A> bias,
            A x,
            int sample,
            int c0,
            int c1,
            A block) {
        int group = sample % groups;
        int volume = sample * inputs * elements;
        for (int c = c0; c < c1; c++) {
            start(bias, group * inputs + c, x, volume + c * elements, elements);
        }
        for (int p0 = 0; p0 < places; p0 += width()) {
            int p1 = Math.min(places, p0 + width());
            loops.product(
                    new Product(
                            1,
                            (c1 - c0) * taps,
                            p1 - p0,
                            outputs,
                            w.at() + (group * outputs * inputs + c0) * taps,
                            0,
                            1,
                            inputs * taps,
                            g.at() + sample * outputs * places + p0,
                            0,
                            places,
                            1,
                            0,
                            0,
                            p1 - p0),
                    w.array(),
                    g.array(),
                    false,
                    block);
            columns.add(block, 0, c0, c1, p0, p1, x, volume);
        }
    }

    boolean isDepthwise() {
        return inputs == 1 && outputs <= FEW;
    }

    int width() {
        return Math.min(places, WIDTH);
    }

    /// Channels whose columns fit a block.
    int channelsTogether(int width) {
        return Math.clamp(BLOCK / ((long) taps * width), 1, inputs);
    }

    static int grain(long work) {
        return (int) Math.max(1, GRAIN / Math.max(1, work));
    }

    interface Channel {
        void run(int c);
    }

    void channels(int n, int work, Channel body) {
        Parallel.forRange(
                n,
                grain(work),
                (from, to) -> {
                    for (int c = from; c < to; c++) {
                        body.run(c);
                    }
                });
    }

    /// What the sums of a channel begin with.
    private void start(@Nullable Dense<A> bias, int channel, A to, int at, int n) {
        if (bias == null) {
            loops.zero(to, at, n);
        } else {
            loops.fill(to, at, n, bias.array(), bias.at() + channel);
        }
    }

    private void startAll(@Nullable Dense<A> bias, int perGroup, A to, int n) {
        if (bias != null) {
            int all = groups * perGroup;
            channels(samples * all, n, c -> start(bias, c % all, to, c * n, n));
        }
    }
}
