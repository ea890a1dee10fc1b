package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// The dimensions of a view in another order, or with those of size 1 added or dropped. All are
/// linear, and their gradients undo them.
public sealed interface Axes extends Op {
    @Override
    default boolean keepsNarrow() {
        return true;
    }

    @Override
    default boolean isView() {
        return true;
    }

    /// two dimensions exchanged
    record Transpose(int dim0, int dim1) implements Axes, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            return Inside.exchanged(self, dim0, dim1);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.transpose(dim0, dim1);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            return new Tensor[] {
                rank == 0
                        ? front
                        : front.transpose(Dims.wrap(dim0, rank) + 1, Dims.wrap(dim1, rank) + 1)
            };
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim0", (long) dim0, "dim1", (long) dim1);
        }
    }

    /// the transpose of a matrix
    record T() implements Axes, Laws.Linear {
        public static final T OP = new T();

        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() > 2) {
                throw new IllegalArgumentException(
                        "t() expects a tensor with <= 2 dimensions, but self is "
                                + self.dim()
                                + "D");
            }
            return self.dim() < 2 ? Inside.exchanged(self, 0, 0) : Inside.exchanged(self, 0, 1);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.t();
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {front.dim() < 3 ? front : front.transpose(1, 2)};
        }
    }

    /// the dimensions in another order
    record Permute(int[] dims) implements Axes, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            if (dims.length != self.dim()) {
                throw new IllegalArgumentException(
                        "permute(sparse_coo): number of dimensions in the tensor input does not"
                                + " match the length of the desired ordering of dimensions i.e."
                                + " input.dim() = "
                                + self.dim()
                                + " is not equal to len(dims) = "
                                + dims.length);
            }
            var shape = new int[dims.length];
            var strides = new int[dims.length];
            var seen = new boolean[dims.length];
            for (int i = 0; i < dims.length; i++) {
                int d = Dims.wrap(dims[i], dims.length);
                if (seen[d]) {
                    throw new IllegalArgumentException(
                            "permute(): duplicate dims are not allowed.");
                }
                seen[d] = true;
                shape[i] = Raw.shape(self)[d];
                strides[i] = Raw.strides(self)[d];
            }
            return Views.Inside.view(self, shape, strides, Raw.offset(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            var inverse = new int[dims.length];
            for (int i = 0; i < dims.length; i++) {
                inverse[Dims.wrap(dims[i], dims.length)] = i;
            }
            return g.permute(inverse);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] bdims, int size) {
            Tensor front = Batching.toFront(inputs[0], bdims[0]);
            var shifted = new int[dims.length + 1];
            for (int i = 0; i < dims.length; i++) {
                shifted[i + 1] = Dims.wrap(dims[i], dims.length) + 1;
            }
            return new Tensor[] {front.permute(shifted)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dims", Views.Inside.list(dims));
        }
    }

    /// without dimensions of size 1: all of them, or the named one if it has size 1
    record Squeeze(@Nullable Integer dim) implements Axes, Laws.Linear {
        @Override
        public int variant() {
            return dim == null ? 0 : 1;
        }

        @Override
        public Tensor forward(Tensor self) {
            int[] shape = Raw.shape(self);
            int wrapped = dim == null ? -1 : Dims.wrap(dim, shape.length);
            var sizes = new int[shape.length];
            var strides = new int[shape.length];
            int n = 0;
            for (int d = 0; d < shape.length; d++) {
                if (shape[d] != 1 || dim != null && d != wrapped) {
                    sizes[n] = shape[d];
                    strides[n++] = Raw.strides(self)[d];
                }
            }
            return Views.Inside.view(
                    self, Arrays.copyOf(sizes, n), Arrays.copyOf(strides, n), Raw.offset(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            int[] shape = s.shape();
            if (dim != null) {
                int d = Dims.wrap(dim, shape.length);
                return shape.length > 0 && shape[d] == 1 ? g.unsqueeze(d) : g;
            }
            Tensor out = g;
            for (int d = 0; d < shape.length; d++) {
                out = shape[d] == 1 ? out.unsqueeze(d) : out;
            }
            return out;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            if (dim != null) {
                int rank = front.dim() - 1;
                int d = Dims.wrap(dim, rank);
                return new Tensor[] {rank == 0 ? front : front.squeeze(d + 1)};
            }
            for (int d = front.dim() - 1; d > 0; d--) {
                front = front.size(d) == 1 ? front.squeeze(d) : front;
            }
            return new Tensor[] {front};
        }
    }

    /// without one dimension of size 1 of a tensor that nobody else has, which PyTorch squeezes in
    /// place
    record Squeezed(int dim) implements Axes, Laws.Linear {
        @Override
        public String torchName() {
            return "squeeze";
        }

        @Override
        public int variant() {
            return 4;
        }

        @Override
        public boolean isView() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            return new Squeeze(dim).forward(self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return new Squeeze(dim).grad(g, s);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Squeeze(dim).batch(inputs, dims, size);
        }
    }

    /// a new dimension of size 1
    record Unsqueeze(int dim) implements Axes, Laws.Linear {
        @Override
        public Tensor forward(Tensor self) {
            int rank = self.dim();
            int d = Dims.wrap(dim, rank + 1);
            var shape = new int[rank + 1];
            var strides = new int[rank + 1];
            for (int i = 0; i <= rank; i++) {
                shape[i] = i < d ? Raw.shape(self)[i] : i == d ? 1 : Raw.shape(self)[i - 1];
                strides[i] =
                        i < d
                                ? Raw.strides(self)[i]
                                : i == d
                                        ? d < rank ? Raw.shape(self)[d] * Raw.strides(self)[d] : 1
                                        : Raw.strides(self)[i - 1];
            }
            return Views.Inside.view(self, shape, strides, Raw.offset(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.squeeze(Dims.wrap(dim, g.dim()));
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            return new Tensor[] {front.unsqueeze(Dims.wrap(dim, front.dim()) + 1)};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static Tensor exchanged(Tensor self, int dim0, int dim1) {
            int a = Dims.wrap(dim0, self.dim());
            int b = Dims.wrap(dim1, self.dim());
            if (self.dim() == 0) {
                return Views.Inside.view(self, new int[0], new int[0], Raw.offset(self));
            }
            int[] shape = Raw.shape(self).clone();
            int[] strides = Raw.strides(self).clone();
            swap(shape, a, b);
            swap(strides, a, b);
            return Views.Inside.view(self, shape, strides, Raw.offset(self));
        }

        private static void swap(int[] array, int a, int b) {
            int t = array[a];
            array[a] = array[b];
            array[b] = t;
        }
    }
}
