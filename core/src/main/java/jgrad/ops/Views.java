package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Other shapes of the same elements. All are linear, and their gradients are shapes again, or
/// sums.
public sealed interface Views extends Op {
    @Override
    default boolean keepsNarrow() {
        return true;
    }

    @Override
    default boolean isView() {
        return true;
    }

    /// Other sizes of the same elements in the same order: linear, and undone by a reshape.
    sealed interface Reshaping extends Views, Laws.Linear {
        int[] shape();

        @Override
        default Tensor forward(Tensor self) {
            int[] to = Inside.inferred(shape(), self.numel());
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
        default Tensor jvp(Tensor t, Saved s) {
            return t.reshape(shape());
        }

        @Override
        default Tensor grad(Tensor g, Saved s) {
            return g.reshape(s.shape());
        }

        @Override
        default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Inside.reshapedBatch(inputs[0], dims[0], shape());
        }

        @Override
        default Map<String, Object> parameters() {
            return Map.of("size", Inside.list(shape()));
        }
    }

    /// another shape
    record View(int[] shape) implements Reshaping {}

    /// a reshape that needed no copy
    record ReshapeAlias(int[] shape) implements Reshaping {}

    /// another shape of a tensor that nobody else has, so that it need not be known as a view
    record UnsafeView(int[] shape) implements Reshaping {
        @Override
        public boolean isView() {
            return false;
        }
    }

    /// the same tensor once more
    record Alias() implements Views, Laws.Linear {
        public static final Alias OP = new Alias();

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

    /// the same element again and again along dimensions of size 1, and along new leading
    /// dimensions; -1 keeps a size
    record Expand(int[] shape) implements Views, Laws.Linear {
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
            return Fitting.sumTo(g, s.shape());
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

    /// What these records share.
    final class Inside {
        private Inside() {}

        static Tensor view(Tensor self, int[] shape, int[] strides, int offset) {
            return new Tensor(Raw.storage(self), new Layout(shape, strides, offset), self.dtype());
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
            return new Tensor[] {Ops.view(new View(withFront(front.size(0), inner)), front)};
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
