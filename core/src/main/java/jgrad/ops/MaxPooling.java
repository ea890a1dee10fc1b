package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.windows.MaxWindows;
import jgrad.kernels.windows.Placing;
import jgrad.kernels.windows.Ranges;
import jgrad.ops.Pooling.Spacing;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// The largest elements of windows over the last two or three dimensions, and what undoes it.
public sealed interface MaxPooling extends Op {

    /// largest elements and where they are; the gradient goes to them
    sealed interface Largest extends MaxPooling, MultiOp {
        int dims();

        MaxWindows.Found find(Tensor self);

        @Override
        default String outputName(int k) {
            return k == 0 ? "result0" : "result1";
        }

        @Override
        default boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        default boolean savesResult(int k) {
            return k == 1;
        }

        @Override
        default Tensor[] run(Tensor[] in) {
            MaxWindows.Found found = find(in[0]);
            return new Tensor[] {found.values(), found.indices()};
        }

        @Override
        default @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return g[0] == null
                    ? null
                    : Ops.apply(
                            new LargestBackward(torchName() + "_backward", dims()),
                            g[0],
                            s.self(),
                            s.result(1));
        }

        @Override
        default @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor tangent = t[0] == null ? null : Inside.pick(t[0], s.result(1), dims());
            return new @Nullable Tensor[] {tangent, null};
        }

        @Override
        default int reads(int i) {
            return SELF | RESULT;
        }

        @Override
        default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// of windows of one size
    record MaxPool(Spacing spacing) implements Largest {
        @Override
        public String torchName() {
            return "max_pool" + dims() + "d_with_indices";
        }

        @Override
        public String nodeName() {
            return "MaxPool" + dims() + "DWithIndicesBackward0";
        }

        @Override
        public int dims() {
            return spacing.dims();
        }

        @Override
        public MaxWindows.Found find(Tensor self) {
            return MaxWindows.of(self, spacing.windows(Raw.shape(self)), dims());
        }

        @Override
        public Map<String, Object> parameters() {
            return spacing.parameters();
        }
    }

    /// of windows that cut each dimension into equal parts
    record AdaptiveMaxPool(int[] grid) implements Largest {
        @Override
        public String torchName() {
            return "adaptive_max_pool" + dims() + "d";
        }

        @Override
        public String nodeName() {
            return "AdaptiveMaxPool" + dims() + "DBackward0";
        }

        @Override
        public int dims() {
            return grid.length;
        }

        @Override
        public MaxWindows.Found find(Tensor self) {
            int[] volume = Pooling.Inside.three(Pooling.Inside.last(Raw.shape(self), dims()));
            int[] parts = Pooling.Inside.three(grid);
            return MaxWindows.of(
                    self,
                    Ranges.adaptive(volume[0], parts[0]),
                    Ranges.adaptive(volume[1], parts[1]),
                    Ranges.adaptive(volume[2], parts[2]),
                    dims());
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("output_size", Views.Inside.list(grid));
        }
    }

    /// the gradient of [Largest]: each element added where it was read; inputs grad, self, indices
    record LargestBackward(String torchName, int dims) implements MaxPooling, NaryOp {
        @Override
        public String nodeName() {
            return Pooling.Inside.withD(OpNames.camel(torchName)) + "Backward0";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "grad_output" : i == 1 ? "self" : "indices";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Placing.add(in[0], in[2], Raw.shape(in[1]), dims);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return i == 0
                    ? Inside.pick(g, s.input(2), dims)
                    : Tensors.zeros(s.shape(1), s.dtype(1));
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return t[0] == null ? null : Ops.apply(this, t[0], s.input(1), s.input(2));
        }

        @Override
        public int reads(int i) {
            return i == 0 ? THIRD : 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.expanded(inputs, bdims, size))};
        }
    }

    /// each element where its index says, and zeros elsewhere; inputs self, indices
    record MaxUnpool(int[] sizes) implements MaxPooling, BinaryOp {
        @Override
        public String torchName() {
            return "max_unpool" + sizes.length + "d";
        }

        @Override
        public String nodeName() {
            return "MaxUnpool" + sizes.length + "DBackward0";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "indices";
        }

        @Override
        public int edges(int inputs) {
            return 1;
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            int dims = sizes.length;
            int[] shape = Raw.shape(self).clone();
            System.arraycopy(sizes, 0, shape, shape.length - dims, dims);
            return Placing.set(self, other, shape, dims);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Inside.pick(g, s.other(), sizes.length);
        }

        @Override
        public @Nullable Tensor gradOther(Tensor g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            return tSelf == null ? null : Ops.apply(this, tSelf, s.other());
        }

        @Override
        public int readsForSelf() {
            return OTHER;
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

        @Override
        public Map<String, Object> parameters() {
            return Map.of("output_size", Views.Inside.list(sizes));
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// `shape` with its last dimensions as one.
        static int[] flat(int[] shape, int dims) {
            int lead = shape.length - dims;
            int[] flat = Arrays.copyOf(shape, lead + 1);
            flat[lead] = 1;
            for (int d = lead; d < shape.length; d++) {
                flat[lead] *= shape[d];
            }
            return flat;
        }

        /// The elements of the planes of `t` at the indices, as operations.
        static Tensor pick(Tensor t, Tensor index, int dims) {
            int rank = t.dim();
            return t.contiguous()
                    .view(flat(Raw.shape(t), dims))
                    .gather(rank - dims, index.reshape(flat(Raw.shape(index), dims)))
                    .view(Raw.shape(index));
        }
    }
}
