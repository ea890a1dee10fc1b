package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.windows.Averages;
import jgrad.kernels.windows.Windows;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// The means of windows over the last two or three dimensions, and how windows are spaced.
public sealed interface Pooling extends Op {

    /// The sizes of windows and how they are spaced, one number for each pooled dimension.
    record Spacing(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        int dims() {
            return kernel.length;
        }

        /// How many windows there are along dimension `d` of `size` elements.
        int count(int size, int d) {
            int reach = dilation[d] * (kernel[d] - 1) + 1;
            int room = size + 2 * padding[d] - reach;
            int n = Math.floorDiv(room + (ceilMode ? stride[d] - 1 : 0), stride[d]) + 1;
            // the last window begins inside the volume or before it
            return ceilMode && (n - 1) * stride[d] >= size + padding[d] ? n - 1 : n;
        }

        Windows windows(int[] shape) {
            int[] volume = Arrays.copyOfRange(shape, shape.length - dims(), shape.length);
            int[] grid = new int[dims()];
            Arrays.setAll(grid, d -> count(volume[d], d));
            return new Windows(volume, kernel, grid, stride, padding, dilation);
        }

        Map<String, Object> parameters() {
            return Map.of(
                    "kernel_size", Views.Inside.list(kernel),
                    "stride", Views.Inside.list(stride),
                    "padding", Views.Inside.list(padding),
                    "dilation", Views.Inside.list(dilation),
                    "ceil_mode", ceilMode);
        }
    }

    /// means; the gradient of each is shared out in its window
    sealed interface Means extends Pooling, Laws.Linear {
        int dims();

        Averages averages(int[] shape);

        @Override
        default Tensor forward(Tensor self) {
            return averages(Raw.shape(self)).mean(self, dims());
        }

        @Override
        default Tensor grad(Tensor g, Saved s) {
            // what it has of self is its shape, but as in PyTorch its node knows self
            return Ops.apply(new MeansBackward(this), g, s.self());
        }

        @Override
        default int reads() {
            return SELF;
        }

        @Override
        default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// of windows of one size; a divisor of 0 is none
    record AvgPool(Spacing spacing, boolean countPadding, int divisor) implements Means {
        @Override
        public String torchName() {
            return "avg_pool" + dims() + "d";
        }

        @Override
        public String nodeName() {
            return "AvgPool" + dims() + "DBackward0";
        }

        @Override
        public int dims() {
            return spacing.dims();
        }

        @Override
        public Averages averages(int[] shape) {
            return Averages.of(spacing.windows(shape), countPadding, divisor);
        }

        @Override
        public Map<String, Object> parameters() {
            return spacing.parameters();
        }
    }

    /// of windows that cut each dimension into equal parts
    record AdaptiveAvgPool(int[] grid) implements Means {
        @Override
        public String torchName() {
            return "adaptive_avg_pool" + dims() + "d";
        }

        @Override
        public String nodeName() {
            return "AdaptiveAvgPool" + dims() + "DBackward0";
        }

        @Override
        public int dims() {
            return grid.length;
        }

        @Override
        public Averages averages(int[] shape) {
            int[] volume = Inside.last(shape, dims());
            return Averages.adaptive(Inside.three(volume), Inside.three(grid));
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("output_size", Views.Inside.list(grid));
        }
    }

    /// the gradient of [Means]; inputs grad, self
    record MeansBackward(Means means) implements Pooling, BinaryOp {
        @Override
        public String torchName() {
            return means.torchName() + "_backward";
        }

        @Override
        public String nodeName() {
            return means.nodeName().replace("Backward0", "BackwardBackward0");
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : "self";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return means.averages(Raw.shape(other)).spread(self, means.dims());
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Ops.apply(means, g);
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Tensors.zeros(s.shape(1), s.dtype(1));
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : Ops.apply(this, tSelf, s.other());
        }

        @Override
        public int readsForSelf() {
            return 0;
        }

        @Override
        public int readsForOther() {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] all = Batching.expanded(inputs, dims, size);
            return new Tensor[] {Ops.apply(this, all[0], all[1])};
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int[] last(int[] shape, int dims) {
            return Arrays.copyOfRange(shape, shape.length - dims, shape.length);
        }

        /// Ones in front.
        static int[] three(int[] sizes) {
            return sizes.length == 3 ? sizes : new int[] {1, sizes[0], sizes[1]};
        }

        /// `MaxPool2d` as `MaxPool2D`, as PyTorch's nodes are called
        static String withD(String name) {
            return name.replace("1d", "1D").replace("2d", "2D").replace("3d", "3D");
        }
    }
}
