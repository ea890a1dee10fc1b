package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.resample.Interpolation;
import jgrad.kernels.resample.Resample;
import jgrad.kernels.resample.Taps;
import jgrad.kernels.windows.Patches;
import jgrad.kernels.windows.Windows;
import jgrad.storage.Raw;

import java.util.Arrays;
import java.util.Map;

/// Images of other sizes, and images as columns of patches.
public sealed interface Resampling extends Op {

    /// How a dimension gets its new size.
    enum Mode {
        NEAREST,
        NEAREST_EXACT,
        LINEAR,
        CUBIC,
        LINEAR_ANTIALIASED,
        CUBIC_ANTIALIASED
    }

    /// other sizes of the last dimensions; scales are results for each element, 0 for the quotient
    /// of the sizes
    record Upsample(Mode mode, int[] sizes, boolean alignCorners, double[] scales)
            implements Resampling, Laws.Linear {
        private static final String[] LINEAR = {"linear", "bilinear", "trilinear"};

        @Override
        public String torchName() {
            int dims = sizes.length;
            return switch (mode) {
                case NEAREST -> "upsample_nearest" + dims + "d";
                case NEAREST_EXACT -> "_upsample_nearest_exact" + dims + "d";
                case LINEAR -> "upsample_" + LINEAR[dims - 1] + dims + "d";
                case CUBIC -> "upsample_bicubic2d";
                case LINEAR_ANTIALIASED -> "_upsample_bilinear2d_aa";
                case CUBIC_ANTIALIASED -> "_upsample_bicubic2d_aa";
            };
        }

        @Override
        public String nodeName() {
            return Inside.node(torchName()) + "0";
        }

        Taps[] maps(int[] shape) {
            int lead = shape.length - sizes.length;
            Taps[] maps = new Taps[sizes.length];
            for (int d = 0; d < sizes.length; d++) {
                int from = shape[lead + d];
                int to = sizes[d];
                double scale = scales[d];
                maps[d] =
                        switch (mode) {
                            case NEAREST -> Interpolation.nearest(from, to, scale);
                            case NEAREST_EXACT -> Interpolation.nearestExact(from, to, scale);
                            case LINEAR -> Interpolation.linear(from, to, alignCorners, scale);
                            case CUBIC -> Interpolation.cubic(from, to, alignCorners, scale);
                            case LINEAR_ANTIALIASED ->
                                    Interpolation.antialiased(from, to, false, alignCorners, scale);
                            case CUBIC_ANTIALIASED ->
                                    Interpolation.antialiased(from, to, true, alignCorners, scale);
                        };
            }
            return maps;
        }

        @Override
        public Tensor forward(Tensor self) {
            return Resample.of(self, maps(Raw.shape(self)));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(
                    new UpsampleBackward(this, Pooling.Inside.last(s.shape(), sizes.length)), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("output_size", Views.Inside.list(sizes), "align_corners", alignCorners);
        }
    }

    /// the gradient of [Upsample] from these sizes
    record UpsampleBackward(Upsample of, int[] sizes) implements Resampling, Laws.Linear {
        @Override
        public String torchName() {
            return of.torchName() + "_backward";
        }

        @Override
        public String nodeName() {
            return Inside.node(of.torchName()) + "Backward0";
        }

        @Override
        public Tensor forward(Tensor self) {
            Taps[] maps = of.maps(sizes);
            Arrays.setAll(maps, d -> maps[d].transposed());
            return Resample.of(self, maps);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(of, g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// the patches of images as columns: `[.., C, H, W]` to `[.., C * taps, places]`
    record Im2col(Windows windows) implements Resampling, Laws.Linear {
        @Override
        public String nodeName() {
            return "Im2ColBackward0";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Patches.of(self, windows);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new Col2im(windows), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// an image from columns, where patches overlap their sum: the gradient of [Im2col]
    record Col2im(Windows windows) implements Resampling, Laws.Linear {
        @Override
        public String nodeName() {
            return "Col2ImBackward0";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Patches.add(self, windows);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new Im2col(windows), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// `UpsampleBilinear2DBackward` of `upsample_bilinear2d`
        static String node(String torchName) {
            return Pooling.Inside.withD(OpNames.camel(torchName)) + "Backward";
        }
    }
}
