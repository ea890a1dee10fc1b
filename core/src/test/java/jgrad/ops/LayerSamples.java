package jgrad.ops;

import static jgrad.ops.Samples.any;
import static jgrad.ops.Samples.between;
import static jgrad.ops.Samples.index;

import jgrad.Tensor;
import jgrad.kernels.resample.GridPoint;
import jgrad.kernels.windows.Windows;
import jgrad.ops.ChannelNorms.Given;
import jgrad.ops.Convolutions.Factor;
import jgrad.ops.Pooling.Spacing;
import jgrad.ops.Resampling.Mode;

import java.util.ArrayList;
import java.util.List;

/// Samples of what works on images and channels.
final class LayerSamples {
    private LayerSamples() {}

    static List<Sample> all() {
        var all = new ArrayList<Sample>();
        all.addAll(convolutions());
        all.addAll(pooling());
        all.addAll(normalizations());
        all.addAll(images());
        all.addAll(grids());
        all.addAll(bags());
        return all;
    }

    private static int[] ints(int... values) {
        return values;
    }

    private static List<Sample> convolutions() {
        var plane = new ConvGeometry(ints(2, 1), ints(1, 0), ints(1, 2), false, ints(0, 0), 2);
        var line = new ConvGeometry(ints(2), ints(1), ints(1), true, ints(1), 1);
        var all = new ArrayList<Sample>();
        all.add(
                Sample.of(
                        new Convolutions.Convolution(plane, true),
                        any(2, 4, 3, 5),
                        any(4, 2, 2, 2),
                        any(4)));
        all.add(
                Sample.of(
                        new Convolutions.Convolution(line, true),
                        any(2, 2, 3),
                        any(2, 3, 3),
                        any(3)));
        for (Factor factor : Factor.values()) {
            all.add(
                    Sample.of(
                            new Convolutions.ConvolutionBackward(factor, plane),
                            any(2, 4, 2, 3),
                            any(2, 4, 3, 5),
                            any(4, 2, 2, 2)));
            all.add(
                    Sample.of(
                            new Convolutions.ConvolutionBackward(factor, line),
                            any(2, 3, 6),
                            any(2, 2, 3),
                            any(2, 3, 3)));
        }
        return all;
    }

    private static List<Sample> pooling() {
        var spacing = new Spacing(ints(2, 3), ints(1, 2), ints(1, 1), ints(1, 1), true);
        var means = new Pooling.AvgPool(spacing, false, 0);
        var parts = new Pooling.AdaptiveAvgPool(ints(2, 3));
        Tensor places = index(new long[][] {{7, 0}, {3, 4}}).reshape(1, 1, 2, 2);
        return List.of(
                Sample.of(new MaxPooling.MaxPool(spacing), any(2, 1, 3, 4)),
                Sample.of(new MaxPooling.AdaptiveMaxPool(ints(2, 2)), any(1, 2, 3, 3)),
                Sample.of(
                        new MaxPooling.LargestBackward("max_pool2d_with_indices_backward", 2),
                        any(1, 1, 2, 2),
                        any(1, 1, 3, 3),
                        places),
                Sample.of(new MaxPooling.MaxUnpool(ints(3, 3)), any(1, 1, 2, 2), places),
                Sample.of(means, any(2, 1, 3, 4)),
                Sample.of(new Pooling.AvgPool(spacing, true, 3), any(1, 1, 3, 4)),
                Sample.of(parts, any(2, 3, 4)),
                Sample.of(new Pooling.MeansBackward(means), any(2, 1, 4, 3), any(2, 1, 3, 4)),
                Sample.of(new Pooling.MeansBackward(parts), any(2, 2, 3), any(2, 3, 4)));
    }

    private static List<Sample> normalizations() {
        var both = new Given(true, true);
        return List.of(
                Sample.of(
                        new ChannelNorms.NativeBatchNorm(both, false, true, 0.1, 1e-3),
                        any(3, 2, 2),
                        any(2),
                        any(2)),
                Sample.of(
                        new ChannelNorms.NativeBatchNorm(both, true, false, 0.1, 1e-3),
                        any(3, 2),
                        any(2),
                        any(2),
                        any(2),
                        between(0.5, 2, 2)),
                Sample.of(
                        new GroupNorms.NativeGroupNorm(2, both, 1e-3),
                        any(2, 4, 3),
                        any(4),
                        any(4)));
    }

    private static List<Sample> images() {
        var all = new ArrayList<Sample>();
        int[] pad = {1, 0, 2, 1};
        all.add(Sample.of(new Paddings.ConstantPadNd(ints(1, -1, 2, 0), 1.5), any(2, 3, 4)));
        for (boolean reflects : new boolean[] {true, false}) {
            var border = new Paddings.BorderPad(reflects, pad);
            all.add(Sample.of(border, any(2, 3, 4)));
            all.add(Sample.of(new Paddings.BorderPadBackward(border), any(2, 6, 5), any(2, 3, 4)));
        }
        double[] scales = {0, 0};
        for (Mode mode : Mode.values()) {
            var larger = new Resampling.Upsample(mode, ints(5, 2), false, scales);
            all.add(Sample.of(larger, any(1, 2, 3, 4)));
            all.add(
                    Sample.of(
                            new Resampling.UpsampleBackward(larger, ints(3, 4)), any(1, 2, 5, 2)));
        }
        var aligned = new Resampling.Upsample(Mode.LINEAR, ints(4, 5), true, new double[] {1.5, 0});
        all.add(Sample.of(aligned, any(1, 1, 3, 3)));
        var windows =
                new Windows(ints(3, 4), ints(2, 2), ints(3, 2), ints(1, 2), ints(1, 0), ints(2, 1));
        all.add(Sample.of(new Resampling.Im2col(windows), any(2, 1, 3, 4)));
        all.add(Sample.of(new Resampling.Col2im(windows), any(2, 4, 6)));
        all.add(Sample.of(new Shuffles.PixelShuffle(2), any(2, 4, 2, 3)));
        all.add(Sample.of(new Shuffles.PixelUnshuffle(2), any(1, 4, 2)));
        all.add(Sample.of(new Shuffles.ChannelShuffle(2), any(2, 6, 3)));
        return all;
    }

    private static List<Sample> grids() {
        var all = new ArrayList<Sample>();
        for (GridPoint.Mode mode : GridPoint.Mode.values()) {
            for (GridPoint.Padding padding : GridPoint.Padding.values()) {
                var reading = new Grids.Reading(mode, padding, padding != GridPoint.Padding.BORDER);
                Tensor grid = between(-1.5, 1.5, 1, 2, 3, 2);
                all.add(Sample.of(new Grids.GridSampler(2, reading), any(1, 2, 3, 4), grid));
                all.add(
                        Sample.of(
                                new Grids.GridSamplerBackward(2, reading),
                                any(1, 2, 2, 3),
                                any(1, 2, 3, 4),
                                grid));
            }
        }
        var volume = new Grids.Reading(GridPoint.Mode.BILINEAR, GridPoint.Padding.ZEROS, false);
        all.add(
                Sample.of(
                        new Grids.GridSampler(3, volume),
                        any(1, 1, 2, 3, 2),
                        between(-1, 1, 1, 2, 1, 2, 3)));
        all.add(Sample.of(new Grids.AffineGridGenerator(ints(2, 1, 2, 3), false), any(2, 2, 3)));
        return all;
    }

    private static List<Sample> bags() {
        Tensor rows = index(0, 3, 3, 1, 2);
        Tensor bag = index(0, 0, 0, 2, 2);
        return List.of(
                Sample.of(
                        new Bags.EmbeddingBag(Bags.Mode.SUM, 3, 1, false, true),
                        any(4, 2),
                        any(5),
                        rows,
                        bag),
                Sample.of(
                        new Bags.EmbeddingBag(Bags.Mode.MEAN, 3, -1, false, false),
                        any(4, 2),
                        rows,
                        bag),
                Sample.of(
                        new Bags.EmbeddingBag(Bags.Mode.MAX, 3, -1, false, false),
                        any(4, 2),
                        rows,
                        bag));
    }
}
