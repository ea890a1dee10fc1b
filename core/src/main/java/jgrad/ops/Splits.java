package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One tensor made several: views of its parts. Their gradients are joined again, with zeros for a
/// part that nobody used.
public sealed interface Splits extends Op {

    @Override
    default boolean isView() {
        return true;
    }

    @Override
    default int reads(int i) {
        return 0;
    }

    /// every index of a dimension, which disappears
    record Unbind(int dim) implements Splits, MultiOp {
        @Override
        public Tensor[] run(Tensor[] in) {
            if (in[0].dim() == 0) {
                throw new IndexOutOfBoundsException(
                        "Dimension specified as " + dim + " but tensor has no dimensions");
            }
            int d = Dims.wrap(dim, in[0].dim());
            var parts = new Tensor[Raw.shape(in[0])[d]];
            Arrays.setAll(parts, i -> new Regions.Select(d, i).forward(in[0]));
            return parts;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            int d = Dims.wrap(dim, s.shape().length);
            int[] part = Views.Inside.without(s.shape(), d);
            return g.length == 0
                    ? Tensors.zeros(s.shape(), s.dtype(0))
                    : Tensors.stack(Inside.filled(g, k -> part, s), d);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return Inside.parts(this, t[0], s.shape()[Dims.wrap(dim, s.shape().length)]);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return Ops.apply(new Unbind(Dims.wrap(dim, front.dim() - 1) + 1), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// parts of `size` indices of a dimension each, the last one with what is left
    record Split(int size, int dim) implements Splits, MultiOp {
        private int[] sizes(int length) {
            int n = size == 0 ? 1 : Math.max((length + size - 1) / size, 1);
            var sizes = new int[n];
            Arrays.fill(sizes, size);
            sizes[n - 1] = length - (n - 1) * size;
            return sizes;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Inside.dim("split", in[0], dim);
            int length = Raw.shape(in[0])[d];
            if (size < 0) {
                throw new IllegalArgumentException(
                        "split expects split_size be non-negative, but got split_size=" + size);
            }
            if (size == 0 && length != 0) {
                throw new IllegalArgumentException(
                        "split_size can only be 0 if dimension size is 0, but got dimension size of"
                                + " "
                                + length);
            }
            return Inside.run(in[0], sizes(length), d);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            int d = Dims.wrap(dim, s.shape().length);
            return Inside.joined(g, sizes(s.shape()[d]), d, s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            int length = s.shape()[Dims.wrap(dim, s.shape().length)];
            return Inside.parts(this, t[0], sizes(length).length);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int count) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return Ops.apply(new Split(size, Dims.wrap(dim, front.dim() - 1) + 1), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("split_size", (long) size, "dim", (long) dim);
        }
    }

    /// parts of the given sizes along a dimension
    record SplitWithSizes(int[] sizes, int dim) implements Splits, MultiOp {
        @Override
        public Tensor[] run(Tensor[] in) {
            int d = Inside.dim("split", in[0], dim);
            int length = Raw.shape(in[0])[d];
            if (Arrays.stream(sizes).anyMatch(size -> size < 0)) {
                throw new IllegalArgumentException(
                        "split_with_sizes expects split_sizes have only non-negative entries, but"
                                + " got split_sizes="
                                + Arrays.toString(sizes));
            }
            if (Arrays.stream(sizes).sum() != length) {
                throw new IllegalArgumentException(
                        "split_with_sizes expects split_sizes to sum exactly to "
                                + length
                                + " (input tensor's size at dimension "
                                + dim
                                + "), but got split_sizes="
                                + Arrays.toString(sizes));
            }
            return Inside.run(in[0], sizes, d);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return Inside.joined(g, sizes, Dims.wrap(dim, s.shape().length), s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return Inside.parts(this, t[0], sizes.length);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int count) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return Ops.apply(new SplitWithSizes(sizes, Dims.wrap(dim, front.dim() - 1) + 1), front);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("split_sizes", Views.Inside.list(sizes), "dim", (long) dim);
        }
    }

    /// `chunks` parts of equal size, the last of them smaller or missing.
    static Tensor[] chunk(Tensor self, int chunks, int dim) {
        int d = Inside.dim("chunk", self, dim);
        if (chunks <= 0) {
            throw new IllegalArgumentException(
                    "chunk expects `chunks` to be greater than 0, got: " + chunks);
        }
        int length = Raw.shape(self)[d];
        int size = (length + chunks - 1) / chunks;
        if (size == 0) { // keeps the number of parts, which Split cannot know
            return Ops.apply(new SplitWithSizes(new int[chunks], d), self);
        }
        return Ops.apply(new Split(size, dim), self);
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        interface ShapeOfPart {
            int[] at(int k);
        }

        static int dim(String name, Tensor self, int dim) {
            if (self.dim() == 0) {
                throw new IllegalArgumentException(
                        name + " expects at least a 1-dimensional tensor");
            }
            return Dims.wrap(dim, self.dim());
        }

        static Tensor[] run(Tensor self, int[] sizes, int d) {
            var parts = new Tensor[sizes.length];
            int from = 0;
            for (int k = 0; k < sizes.length; k++) {
                parts[k] = new Regions.Slice(d, from, from + sizes[k], 1).forward(self);
                from += sizes[k];
            }
            return parts;
        }

        static @Nullable Tensor joined(@Nullable Tensor[] g, int[] sizes, int d, Saved s) {
            return Tensors.cat(
                    filled(
                            g,
                            k -> {
                                int[] shape = s.shape().clone();
                                shape[d] = sizes[k];
                                return shape;
                            },
                            s),
                    d);
        }

        static List<Tensor> filled(@Nullable Tensor[] g, ShapeOfPart shape, Saved s) {
            var all = new Tensor[g.length];
            for (int k = 0; k < g.length; k++) {
                Tensor given = g[k];
                all[k] = given == null ? Tensors.zeros(shape.at(k), s.dtype(0)) : given;
            }
            return List.of(all);
        }

        static @Nullable Tensor[] parts(MultiOp op, @Nullable Tensor t, int count) {
            return t == null ? new @Nullable Tensor[count] : Ops.apply(op, t);
        }
    }
}
