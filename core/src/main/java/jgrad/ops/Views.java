package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Other layouts over the same elements. All are linear, and their gradients are layouts again, or
/// the zeros around them.
public sealed interface Views extends Op {

    @Override
    default boolean isView() {
        return true;
    }

    /// another shape, elements in the same order
    record View(int[] shape) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "view";
        }

        @Override
        public Tensor forward(Tensor self) {
            int[] to = Inside.inferred(shape, self.numel());
            int[] strides = Inside.strides(Raw.layout(self), to);
            if (strides == null) {
                throw new IllegalArgumentException(
                        "view size is not compatible with input tensor's size and stride (at least"
                                + " one dimension spans across two contiguous subspaces). Use"
                                + " .reshape(...) instead.");
            }
            return Inside.view(self, to, strides, Raw.offset(self));
        }

        // a tangent has a layout of its own
        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return t.reshape(shape);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.reshape(s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.reshapedBatch(inputs[0], dims[0], shape);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("size", Inside.list(shape));
        }
    }

    /// the same tensor once more
    record Alias() implements Views, Laws.Linear {
        public static final Alias OP = new Alias();

        @Override
        public String name() {
            return "alias";
        }

        @Override
        public Tensor forward(Tensor self) {
            return Inside.view(self, Raw.shape(self), Raw.strides(self), Raw.offset(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Batching.toFront(inputs[0], dims[0])};
        }
    }

    /// a reshape that needed no copy
    record ReshapeAlias(int[] shape) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "reshape_alias";
        }

        @Override
        public Tensor forward(Tensor self) {
            return new View(shape).forward(self);
        }

        // a tangent has a layout of its own
        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return t.reshape(shape);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.reshape(s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.reshapedBatch(inputs[0], dims[0], shape);
        }
    }

    /// another shape of a tensor that nobody else has, so that it need not be known as a view
    record UnsafeView(int[] shape) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "unsafe_view";
        }

        @Override
        public boolean isView() {
            return false;
        }

        @Override
        public Tensor forward(Tensor self) {
            return new View(shape).forward(self);
        }

        // a tangent has a layout of its own
        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return t.reshape(shape);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return g.reshape(s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.reshapedBatch(inputs[0], dims[0], shape);
        }
    }

    /// the same element again and again along dimensions of size 1, and along new leading
    /// dimensions; -1 keeps a size
    record Expand(int[] shape) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "expand";
        }

        @Override
        public Tensor forward(Tensor self) {
            int[] from = Raw.shape(self);
            int lead = shape.length - from.length;
            if (lead < 0) {
                throw new IllegalArgumentException(
                        "expand("
                                + Inside.type(self)
                                + "{"
                                + Arrays.toString(from)
                                + "}, size="
                                + Arrays.toString(shape)
                                + "): the number of sizes provided ("
                                + shape.length
                                + ") must be greater or equal to the number of dimensions in the"
                                + " tensor ("
                                + from.length
                                + ")");
            }
            var to = new int[shape.length];
            var strides = new int[shape.length];
            for (int d = 0; d < shape.length; d++) {
                int size = d < lead ? 1 : from[d - lead];
                to[d] = shape[d];
                if (shape[d] == -1) {
                    if (d < lead) {
                        throw new IllegalArgumentException(
                                "expand("
                                        + Inside.type(self)
                                        + "{"
                                        + Arrays.toString(from)
                                        + "}, size="
                                        + Arrays.toString(shape)
                                        + "): The expanded size of the tensor (-1) isn't allowed in"
                                        + " a leading, non-existing dimension "
                                        + d);
                    }
                    to[d] = size;
                }
                if (to[d] == size && d >= lead) {
                    strides[d] = Raw.strides(self)[d - lead];
                } else if (size != 1) {
                    throw new IllegalArgumentException(
                            "The expanded size of the tensor ("
                                    + to[d]
                                    + ") must match the existing size ("
                                    + size
                                    + ") at non-singleton dimension "
                                    + d
                                    + ".  Target sizes: "
                                    + Arrays.toString(shape)
                                    + ".  Tensor sizes: "
                                    + Arrays.toString(from));
                }
            }
            return Inside.view(self, to, strides, Raw.offset(self));
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return Ops.sumTo(g, s.shape());
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor front = Batching.toFront(inputs[0], dims[0]);
            int rank = front.dim() - 1;
            Tensor ranked = front;
            for (int d = rank; d < shape.length; d++) {
                ranked = ranked.unsqueeze(1);
            }
            return new Tensor[] {ranked.expand(Inside.withFront(front.size(0), shape))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("size", Inside.list(shape));
        }
    }

    /// two dimensions exchanged
    record Transpose(int dim0, int dim1) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "transpose";
        }

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
    record T() implements Views, Laws.Linear {
        public static final T OP = new T();

        @Override
        public String name() {
            return "t";
        }

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
    record Permute(int[] dims) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "permute";
        }

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
            return Inside.view(self, shape, strides, Raw.offset(self));
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
            return Map.of("dims", Inside.list(dims));
        }
    }

    /// without dimensions of size 1: all of them, or the named one if it has size 1
    record Squeeze(@Nullable Integer dim) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "squeeze";
        }

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
            return Inside.view(
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
    record Squeezed(int dim) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "squeeze";
        }

        @Override
        public int variant() {
            return 3;
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
    record Unsqueeze(int dim) implements Views, Laws.Linear {
        @Override
        public String name() {
            return "unsqueeze";
        }

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
            return Inside.view(self, shape, strides, Raw.offset(self));
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

        static Tensor view(Tensor self, int[] shape, int[] strides, int offset) {
            return new Tensor(Raw.storage(self), new Layout(shape, strides, offset), self.dtype());
        }

        static Tensor exchanged(Tensor self, int dim0, int dim1) {
            int a = Dims.wrap(dim0, self.dim());
            int b = Dims.wrap(dim1, self.dim());
            if (self.dim() == 0) {
                return view(self, new int[0], new int[0], Raw.offset(self));
            }
            int[] shape = Raw.shape(self).clone();
            int[] strides = Raw.strides(self).clone();
            swap(shape, a, b);
            swap(strides, a, b);
            return view(self, shape, strides, Raw.offset(self));
        }

        private static void swap(int[] array, int a, int b) {
            int t = array[a];
            array[a] = array[b];
            array[b] = t;
        }

        static int[] without(int[] array, int d) {
            var out = new int[array.length - 1];
            System.arraycopy(array, 0, out, 0, d);
            System.arraycopy(array, d + 1, out, d, out.length - d);
            return out;
        }

        static int[] withFront(int size, int[] shape) {
            var out = new int[shape.length + 1];
            out[0] = size;
            System.arraycopy(shape, 0, out, 1, shape.length);
            return out;
        }

        static int clampIndex(int i, int size) {
            return Math.clamp(i < 0 ? (long) i + size : i, 0, size);
        }

        static java.util.List<Long> list(int[] array) {
            return Arrays.stream(array).asLongStream().boxed().toList();
        }

        static String type(Tensor t) {
            return "torch." + t.dtype().scalarName() + "Tensor";
        }

        static Tensor[] reshapedBatch(Tensor input, int dim, int[] shape) {
            Tensor front = Batching.toFront(input, dim);
            int[] inner = inferred(shape, Layout.numel(without(Raw.shape(front), 0)));
            return new Tensor[] {front.reshape(withFront(front.size(0), inner))};
        }

        /// `shape` with -1 replaced by what fits.
        static int[] inferred(int[] shape, int numel) {
            int unknown = -1;
            long known = 1;
            for (int d = 0; d < shape.length; d++) {
                if (shape[d] == -1) {
                    if (unknown >= 0) {
                        throw new IllegalArgumentException("only one dimension can be inferred");
                    }
                    unknown = d;
                } else if (shape[d] < 0) {
                    throw new IllegalArgumentException("invalid shape dimension " + shape[d]);
                } else {
                    known = Math.min(known * shape[d], 1L << 40);
                }
            }
            if (unknown < 0 ? known != numel : known == 0 ? numel != 0 : numel % known != 0) {
                throw new IllegalArgumentException(
                        "shape '"
                                + Arrays.toString(shape)
                                + "' is invalid for input of size "
                                + numel);
            }
            if (unknown < 0) {
                return shape;
            }
            if (known == 0) {
                throw new IllegalArgumentException(
                        "cannot reshape tensor of 0 elements into shape "
                                + Arrays.toString(shape)
                                + " because the unspecified dimension size -1 can be any value and"
                                + " is ambiguous");
            }
            int[] out = shape.clone();
            out[unknown] = (int) (numel / known);
            return out;
        }

        /// The strides under which the elements lie in the same order in the new shape; null if
        /// there are none.
        static int @Nullable [] strides(Layout from, int[] to) {
            if (from.isContiguous() || from.numel() == 0) {
                return Layout.rowMajorStrides(to);
            }
            int[] shape = from.shape();
            int[] old = from.strides();
            var strides = new int[to.length];
            int view = to.length - 1;
            int chunkStride = old[old.length - 1];
            int chunk = 1;
            int done = 1;
            for (int d = shape.length - 1; d >= 0; d--) {
                chunk *= shape[d];
                boolean ends = d == 0 || shape[d - 1] != 1 && old[d - 1] != chunk * chunkStride;
                if (!ends) {
                    continue;
                }
                while (view >= 0 && (done < chunk || to[view] == 1)) {
                    strides[view] = done * chunkStride;
                    done *= to[view];
                    view--;
                }
                if (done != chunk) {
                    return null;
                }
                if (d > 0) {
                    chunkStride = old[d - 1];
                    chunk = 1;
                    done = 1;
                }
            }
            return view < 0 ? strides : null;
        }
    }
}
