package jgrad.kernels.places;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Broadcast;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Expand;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Indexing by tensors: `x[i, :, j]`.
///
/// Indices are int64 or int32 tensors, broadcast together, or masks (bool, uint8), which count as
/// the indices of what they hold, one for each of their dimensions; `null` is a whole dimension,
/// and so is what is missing at the end. The broadcast dimensions stand where the indexed ones
/// stood if those are neighbours, else in front.
public final class AdvancedIndex {
    private AdvancedIndex() {}

    /// The elements that the indices name.
    ///
    /// Torch: `aten::index.Tensor`.
    ///
    /// @throws IllegalArgumentException if the indices are of a wrong type, or cannot be broadcast
    /// @throws IndexOutOfBoundsException for an index outside of `x`, or more indices than
    ///   dimensions
    public static Tensor index(Tensor x, @Nullable Tensor[] indices) {
        Selection s = Selection.of(x, indices);
        Storage result = Storage.uninitialized(x.dtype(), Layout.numel(s.shape));
        if (result.size() > 0) {
            Picks.take(Raw.storage(x).array(), s.positions, result.array());
        }
        return new Tensor(result, Layout.contiguous(s.shape), x.dtype());
    }

    /// Writes `values`, broadcast, over the elements that the indices name, or adds it to them.
    ///
    /// Where an element is named more than once, the last value stays, or all are added in order.
    ///
    /// Torch: `aten::index_put_`.
    ///
    /// @throws IllegalArgumentException if the indices or values do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`, or more indices than
    ///   dimensions
    public static void indexPut(
            Tensor x, @Nullable Tensor[] indices, Tensor values, boolean accumulate) {
        if (x.dtype() != values.dtype()) {
            throw new IllegalArgumentException(
                    "Index put requires the source and destination dtypes match, got "
                            + x.dtype().scalarName()
                            + " for the destination and "
                            + values.dtype().scalarName()
                            + " for the source.");
        }
        Selection s = Selection.of(x, indices);
        if (!Expand.fits(withoutLeadingOnes(Raw.shape(values), s.shape.length), s.shape)) {
            throw new IllegalArgumentException(
                    "shape mismatch: value tensor of shape "
                            + Arrays.toString(Raw.shape(values))
                            + " cannot be broadcast to indexing result of shape "
                            + Arrays.toString(s.shape));
        }
        if (Layout.numel(s.shape) == 0) {
            return;
        }
        Object from =
                Cast.toArray(
                        values.dtype(),
                        Raw.storage(values).array(),
                        broadcast(values, s.shape),
                        values.dtype());
        if (accumulate) {
            Picks.add(x.dtype(), from, 0, s.positions, Raw.storage(x).array());
        } else {
            Picks.put(from, 0, s.positions, Raw.storage(x).array());
        }
    }

    private static Layout broadcast(Tensor values, int[] shape) {
        Layout layout = Raw.layout(values);
        int extra = Math.max(0, layout.dim() - shape.length);
        int[] sizes = Arrays.copyOfRange(layout.shape(), extra, layout.dim());
        int[] strides = Arrays.copyOfRange(layout.strides(), extra, layout.dim());
        return Expand.to(new Layout(sizes, strides, layout.offset()), shape);
    }

    private static int[] withoutLeadingOnes(int[] shape, int dims) {
        int from = 0;
        while (shape.length - from > dims && shape[from] == 1) {
            from++;
        }
        return Arrays.copyOfRange(shape, from, shape.length);
    }

    /// What the indices name: the shape of the result and the place of each of its runs.
    private static final class Selection {
        private final int[] shape;
        private final Positions positions;

        private Selection(int[] shape, Positions positions) {
            this.shape = shape;
            this.positions = positions;
        }

        static Selection of(Tensor x, @Nullable Tensor[] indices) {
            @Nullable Tensor[] perDim = withoutMasks(x, indices);
            int[] shape = Raw.shape(x);
            int first = -1;
            int last = -1;
            int count = 0;
            int[] broadcast = {};
            for (int d = 0; d < perDim.length; d++) {
                Tensor index = perDim[d];
                if (index != null) {
                    first = first < 0 ? d : first;
                    last = d;
                    count++;
                    broadcast = common(broadcast, index, perDim);
                }
            }
            int[] chosen = new int[Layout.numel(broadcast)];
            for (int d = 0; d < perDim.length; d++) {
                Tensor index = perDim[d];
                if (index != null) {
                    addPositions(
                            chosen,
                            Raw.layout(index),
                            index,
                            broadcast,
                            d,
                            shape[d],
                            Raw.strides(x)[d]);
                }
            }
            int place = last - first + 1 == count ? Math.max(first, 0) : 0;
            return place(x, perDim, place, broadcast, chosen);
        }

        private static Selection place(
                Tensor x, @Nullable Tensor[] perDim, int place, int[] broadcast, int[] chosen) {
            int[] shape = new int[x.dim() + broadcast.length];
            int[][] tables = new int[x.dim() + 1][];
            int dims = 0;
            int n = 0;
            for (int d = 0; d <= x.dim(); d++) {
                if (d == place) {
                    System.arraycopy(broadcast, 0, shape, dims, broadcast.length);
                    dims += broadcast.length;
                    tables[n++] = chosen;
                }
                if (d < x.dim() && (d >= perDim.length || perDim[d] == null)) {
                    shape[dims++] = Raw.shape(x)[d];
                    tables[n++] = Positions.steps(Raw.shape(x)[d], Raw.strides(x)[d]);
                }
            }
            shape = Arrays.copyOf(shape, dims);
            Positions at =
                    Layout.numel(shape) == 0
                            ? new Positions(new int[0], 1)
                            : Positions.of(Arrays.copyOf(tables, n), Raw.offset(x));
            return new Selection(shape, at);
        }

        /// Adds what this dimension contributes to each position, wrapping negative indices around.
        private static void addPositions(
                int[] chosen,
                Layout layout,
                Tensor index,
                int[] shape,
                int dim,
                int size,
                int stride) {
            long[] values =
                    (long[])
                            Cast.toArray(
                                    index.dtype(),
                                    Raw.storage(index).array(),
                                    Expand.to(layout, shape),
                                    DType.INT64);
            for (int i = 0; i < values.length; i++) {
                long k = values[i];
                if (k < -size || k >= size) {
                    throw new IndexOutOfBoundsException(
                            "index "
                                    + k
                                    + " is out of bounds for dimension "
                                    + dim
                                    + " with size "
                                    + size);
                }
                chosen[i] += (int) (k < 0 ? k + size : k) * stride;
            }
        }

        private static int[] common(int[] shape, Tensor index, @Nullable Tensor[] all) {
            int[] other = Raw.shape(index);
            if (Expand.agree(shape, other)) {
                return Broadcast.shape(shape, other);
            }
            StringBuilder shapes = new StringBuilder();
            for (Tensor t : all) {
                if (t != null) {
                    shapes.append(shapes.isEmpty() ? "" : ", ")
                            .append(Arrays.toString(Raw.shape(t)));
                }
            }
            throw new IndexOutOfBoundsException(
                    "shape mismatch: indexing tensors could not be broadcast together with shapes "
                            + shapes);
        }

        private static @Nullable Tensor[] withoutMasks(Tensor x, @Nullable Tensor[] indices) {
            int dims = 0;
            for (Tensor index : indices) {
                dims += index != null && isMask(index) ? index.dim() : 1;
            }
            if (dims > x.dim()) {
                throw new IndexOutOfBoundsException(
                        "too many indices for tensor of dimension " + x.dim());
            }
            @Nullable Tensor[] perDim = new @Nullable Tensor[dims];
            int d = 0;
            for (int i = 0; i < indices.length; i++) {
                Tensor index = indices[i];
                if (index == null || !isMask(index)) {
                    checkType(index);
                    perDim[d++] = index;
                    continue;
                }
                for (int k = 0; k < index.dim(); k++) {
                    if (Raw.shape(index)[k] != Raw.shape(x)[d + k]) {
                        throw new IndexOutOfBoundsException(
                                "The shape of the mask "
                                        + Arrays.toString(Raw.shape(index))
                                        + " at index "
                                        + k
                                        + " does not match the shape of the indexed tensor "
                                        + Arrays.toString(Raw.shape(x))
                                        + " at index "
                                        + (d + k));
                    }
                }
                Tensor rows = Rearrange.nonzero(index);
                for (int k = 0; k < index.dim(); k++) {
                    Layout column =
                            new Layout(new int[] {Raw.shape(rows)[0]}, new int[] {index.dim()}, k);
                    perDim[d++] = new Tensor(Raw.storage(rows), column, DType.INT64);
                }
            }
            return perDim;
        }

        private static boolean isMask(Tensor index) {
            return index.dtype() == DType.BOOL || index.dtype() == DType.UINT8;
        }

        private static void checkType(@Nullable Tensor index) {
            if (index != null && index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
                throw new IndexOutOfBoundsException(
                        "tensors used as indices must be long, int, byte or bool tensors");
            }
        }
    }
}
