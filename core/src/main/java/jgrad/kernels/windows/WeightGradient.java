package jgrad.kernels.windows;

import jgrad.kernels.loops.Product;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;

/// The gradient of the weights of a convolution: of each block of channels, the sum over all
/// samples and windows, in parts that depend on the shape alone.
record WeightGradient<A>(Convolve<A> c) {
    /// Blocks that the sum is at most added up in, each by itself.
    private static final int PARTS = 16;

    @SuppressWarnings("unchecked") // the array has the type of the c.loops
    void run(Dense<A> g, Dense<A> x, Object result) {
        A w = (A) result;
        if (c.samples * c.places == 0 || c.groups * c.outputs * c.inputs * c.taps == 0) {
            return;
        }
        if (c.isDepthwise()) {
            c.channels(
                    c.groups * c.outputs,
                    c.samples * c.places * c.taps,
                    channel -> {
                        for (int s = 0; s < c.samples; s++) {
                            c.depthwise.toWeight(
                                    g,
                                    (s * c.groups * c.outputs + channel) * c.places,
                                    x,
                                    (s * c.groups + channel / c.outputs) * c.elements,
                                    w,
                                    channel * c.taps);
                        }
                    });
            return;
        }
        int together = c.channelsTogether(c.width());
        int blocks = (c.inputs - 1) / together + 1;
        int tiles = c.samples * ((c.places - 1) / c.width() + 1);
        int parts = Math.clamp(PARTS / (c.groups * blocks), 1, tiles);
        int size = c.outputs * c.inputs * c.taps;
        A sums = parts == 1 ? w : c.loops.borrow(c.groups * parts * size);
        Parallel.forRange(
                c.groups * blocks * parts,
                Convolve.grain((long) c.outputs * together * c.taps * c.places * c.samples / parts),
                (from, to) -> {
                    A block = c.loops.borrow(together * c.taps * c.width());
                    for (int task = from; task < to; task++) {
                        int part = task % parts;
                        int c0 = task / parts % blocks * together;
                        int group = task / parts / blocks;
                        weights(
                                g,
                                x,
                                group,
                                c0,
                                Math.min(c.inputs, c0 + together),
                                (int) ((long) tiles * part / parts),
                                (int) ((long) tiles * (part + 1) / parts),
                                block,
                                sums,
                                (group * parts + part) * size);
                    }
                    c.loops.giveBack(block);
                });
        if (parts > 1) {
            for (int group = 0; group < c.groups; group++) {
                for (int part = 0; part < parts; part++) {
                    c.loops.add(sums, (group * parts + part) * size, w, group * size, size);
                }
            }
            c.loops.giveBack(sums);
        }
    }

    /// The gradient of the weights of some channels from some tiles of all c.samples.
    private void weights(
            Dense<A> g,
            Dense<A> x,
            int group,
            int c0,
            int c1,
            int firstTile,
            int endTile,
            A block,
            A sums,
            int at) {
        int width = c.width();
        int tiles = (c.places - 1) / width + 1;
        for (int tile = firstTile; tile < endTile; tile++) {
            int sample = tile / tiles * c.groups + group;
            int p0 = tile % tiles * width;
            int p1 = Math.min(c.places, p0 + width);
            c.columns.fill(
                    x.array(), x.at() + sample * c.inputs * c.elements, c0, c1, p0, p1, block, 0);
            c.loops.product(
                    new Product(
                            1,
                            c.outputs,
                            (c1 - c0) * c.taps,
                            p1 - p0,
                            g.at() + sample * c.outputs * c.places + p0,
                            0,
                            c.places,
                            1,
                            0,
                            0,
                            1,
                            p1 - p0,
                            at + c0 * c.taps,
                            0,
                            c.inputs * c.taps),
                    g.array(),
                    block,
                    tile > firstTile,
                    sums);
        }
    }
}
