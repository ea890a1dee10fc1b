package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/// Views of some of the elements, and their gradients: zeros around them, or sums where they
/// overlap.
public sealed interface Regions extends Op {

    @Override
    default boolean isView() {
        return true;
    }

    /// one index of a dimension, which disappears
    record Select(int dim, int index) implements Regions, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() == 0) {
                throw new IndexOutOfBoundsException(
                        "select() cannot be applied to a 0-dim tensor.");
            }
            int d = Dims.wrap(dim, self.dim());
            int size = Raw.shape(self)[d];
            if (index < -size || index >= size) {
                throw new IndexOutOfBoundsException(
                        "index "
                                + index
                                + " is out of bounds for dimension "
                                + d
                                + " with size "
                                + size);
            }
            int i = index < 0 ? index + size : index;
            return Views.Inside.view(
                    self,
                    Views.Inside.without(Raw.shape(self), d),
                    Views.Inside.without(Raw.strides(self), d),
                    Raw.offset(self) + i * Raw.strides(self)[d]);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new SelectBackward(s.shape(), dim, index), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {front.select(Dims.wrap(dim, front.dim() - 1) + 1, index)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim, "index", (long) index);
        }
    }

    /// the gradient of [Select]: zeros of `shape` but at the index
    record SelectBackward(int[] shape, int dim, int index) implements Regions, Laws.Linear {
        @Override
        public boolean isView() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor out = Constants.zeros(shape, self.dtype());
            Types.copyInto(self, new Select(dim, index).forward(out));
            return out;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.select(dim, index);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            var op =
                    new SelectBackward(
                            Views.Inside.withFront(size, shape),
                            Dims.wrap(dim, shape.length) + 1,
                            index);
            return new Tensor[] {Ops.apply(op, front)};
        }
    }

    /// `start` to `end` of a dimension, every `step`th
    record Slice(int dim, int start, int end, int step) implements Regions, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() == 0) {
                throw new IllegalArgumentException("slice() cannot be applied to a 0-dim tensor.");
            }
            if (step <= 0) {
                throw new IllegalArgumentException("slice step must be positive");
            }
            int d = Dims.wrap(dim, self.dim());
            int size = Raw.shape(self)[d];
            int from = Views.Inside.clampIndex(start, size);
            int to = Math.max(Views.Inside.clampIndex(end, size), from);
            int[] shape = Raw.shape(self).clone();
            int[] strides = Raw.strides(self).clone();
            shape[d] = (int) (((long) to - from + step - 1) / step);
            strides[d] = shape[d] > 1 || step == 1 ? strides[d] * step : strides[d];
            return Views.Inside.view(
                    self, shape, strides, Raw.offset(self) + from * Raw.strides(self)[d]);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new SliceBackward(s.shape(), this), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {
                front.slice(Dims.wrap(dim, front.dim() - 1) + 1, start, end, step)
            };
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of(
                    "dim",
                    (long) dim,
                    "start",
                    (long) start,
                    "end",
                    (long) end,
                    "step",
                    (long) step);
        }
    }

    /// the gradient of [Slice]: zeros of `shape` around it
    record SliceBackward(int[] shape, Slice slice) implements Regions, Laws.Linear {
        @Override
        public boolean isView() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor out = Constants.zeros(shape, self.dtype());
            Types.copyInto(self, slice.forward(out));
            return out;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.view(slice, g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            var inner =
                    new Slice(
                            Dims.wrap(slice.dim, shape.length) + 1,
                            slice.start,
                            slice.end,
                            slice.step);
            return new Tensor[] {
                Ops.apply(new SliceBackward(Views.Inside.withFront(size, shape), inner), front)
            };
        }
    }

    /// windows of `size` indices of a dimension, `step` apart, as a new last dimension
    record Unfold(int dim, int size, int step) implements Regions, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            int d = Dims.wrap(dim, self.dim());
            int length = self.dim() == 0 ? 1 : Raw.shape(self)[d];
            if (size > length) {
                throw new IllegalArgumentException(
                        "maximum size for tensor at dimension "
                                + d
                                + " is "
                                + length
                                + " but size is "
                                + size);
            }
            if (step <= 0) {
                throw new IllegalArgumentException("step is " + step + " but must be > 0");
            }
            Layout windows = windows(Raw.layout(self), d);
            return Views.Inside.view(self, windows.shape(), windows.strides(), windows.offset());
        }

        private Layout windows(Layout from, int d) {
            int rank = from.dim();
            int[] shape = Arrays.copyOf(from.shape(), rank + 1);
            int[] strides = Arrays.copyOf(from.strides(), rank + 1);
            shape[rank] = size;
            strides[rank] = rank == 0 ? 1 : strides[d];
            if (rank > 0) {
                shape[d] = (shape[d] - size) / step + 1;
                strides[d] *= step;
            }
            return new Layout(shape, strides, from.offset());
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.apply(new UnfoldBackward(s.shape(), this), g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int count) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return new Tensor[] {
                rank == 0 ? front.unsqueeze(1) : front.unfold(Dims.wrap(dim, rank) + 1, size, step)
            };
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dimension", (long) dim, "size", (long) size, "step", (long) step);
        }
    }

    /// the gradient of [Unfold]: every element of a window added where it was read
    record UnfoldBackward(int[] shape, Unfold unfold) implements Regions, Laws.Linear {
        @Override
        public boolean isView() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            Tensor out = Constants.zeros(shape, self.dtype());
            int d = Dims.wrap(unfold.dim, shape.length);
            Inside.addInto(out, unfold.windows(Raw.layout(out), d), self);
            return out;
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.view(unfold, g);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        /// Adds `src` to the elements of the fresh, zero tensor `out` that `target` names.
        static void addInto(Tensor out, Layout target, Tensor src) {
            if (!mayOverlap(target)) {
                Types.copyInto(src, new Tensor(Raw.storage(out), target, src.dtype()));
                return;
            }
            Object array = Raw.storage(out).array();
            Tensor wide = Types.copy(src, DType.FLOAT64);
            for (int i = 0; i < src.numel(); i++) {
                int at = target.indexOf(i);
                double term = Raw.doubles(wide)[Raw.layout(wide).indexOf(i)];
                Elements.put(
                        out.dtype(), array, at, Elements.asDouble(out.dtype(), array, at) + term);
            }
        }

        /// Whether two indices could name one element, judged by how far each dimension reaches.
        static boolean mayOverlap(Layout layout) {
            int[] shape = layout.shape();
            int[] strides = layout.strides();
            long reach = 0;
            int[] order =
                    IntStream.range(0, shape.length)
                            .filter(d -> shape[d] > 1)
                            .boxed()
                            .sorted(Comparator.comparingInt(d -> strides[d]))
                            .mapToInt(d -> d)
                            .toArray();
            for (int d : order) {
                if (strides[d] <= reach) {
                    return true;
                }
                reach += (shape[d] - 1L) * strides[d];
            }
            return false;
        }
    }
}
