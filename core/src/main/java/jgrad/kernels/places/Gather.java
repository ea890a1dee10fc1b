package jgrad.kernels.places;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Overlap;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Picking and placing along one dimension, by a tensor of indices. Every index is checked before
/// anything is written.
///
/// The methods `...Into` write into their first argument; the others give a new tensor. Where
/// several sources meet in one place, they do so in row-major order.
public final class Gather {
    private Gather() {}

    /// `y[i][j] = x[i][index[i][j]]` for `dim` 1, and likewise for others; `y` has the shape of
    /// `index`.
    ///
    /// Torch: `aten::gather`.
    ///
    /// @throws IllegalArgumentException if the shapes or types do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static Tensor gather(Tensor x, int dim, Tensor index) {
        Storage result = Storage.uninitialized(x.dtype(), index.numel());
        if (index.numel() > 0) {
            checkIndexType("gather", index);
            checkIndexDims(x, index, "input");
            int wrong = tooLarge(index, x, dim);
            if (wrong >= 0) {
                throw new IllegalArgumentException(
                        "Size does not match at dimension "
                                + wrong
                                + " expected index "
                                + Arrays.toString(Raw.shape(index))
                                + " to be smaller than self "
                                + Arrays.toString(Raw.shape(x))
                                + " apart from dimension "
                                + dim);
            }
            Positions from = new Positions(along(x, dim, index), 1);
            Picks.take(Raw.storage(x).array(), from, result.array());
        }
        return new Tensor(result, Layout.contiguous(Raw.shape(index)), x.dtype());
    }

    /// A copy of `x` with `y[i][index[i][j]] = src[i][j]` for `dim` 1, and likewise for others.
    ///
    /// Torch: `aten::scatter.src`.
    ///
    /// @throws IllegalArgumentException if the shapes or types do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static Tensor scatter(Tensor x, int dim, Tensor index, Tensor src) {
        Tensor result = copy(x);
        scatterInto(result, dim, index, src);
        return result;
    }

    /// Torch: `aten::scatter_.src`. See [#scatter].
    public static void scatterInto(Tensor x, int dim, Tensor index, Tensor src) {
        if (index.numel() > 0) {
            checkScatter(x, dim, index, src);
            checkWritten(x, index, src);
            Positions to = new Positions(along(x, dim, index), 1);
            Picks.put(corner(src, index), 0, to, Raw.storage(x).array());
        }
    }

    /// A copy of `x` with `src[i][j]` added to `y[i][index[i][j]]` for `dim` 1, and likewise for
    /// others.
    ///
    /// Torch: `aten::scatter_add`.
    ///
    /// @throws IllegalArgumentException if the shapes or types do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor src) {
        Tensor result = copy(x);
        scatterAddInto(result, dim, index, src);
        return result;
    }

    /// Torch: `aten::scatter_add_`. See [#scatterAdd].
    public static void scatterAddInto(Tensor x, int dim, Tensor index, Tensor src) {
        if (index.numel() > 0) {
            checkScatter(x, dim, index, src);
            checkWritten(x, index, src);
            Positions to = new Positions(along(x, dim, index), 1);
            Picks.add(x.dtype(), corner(src, index), 0, to, Raw.storage(x).array());
        }
    }

    /// The slices of `x` along `dim` that a vector of indices, int64 or int32, names.
    ///
    /// Torch: `aten::index_select`.
    ///
    /// @throws IllegalArgumentException if `index` is not a vector of integers
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
        if (index.dim() > 1) {
            throw new IllegalArgumentException("index_select(): Index is supposed to be a vector");
        }
        if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
            throw new IllegalArgumentException(
                    "index_select(): Expected dtype int32 or int64 for index");
        }
        int[] shape = Raw.shape(x).clone();
        int size = x.dim() == 0 ? 1 : shape[dim];
        int[] chosen = inRange(Positions.values(index), size);
        if (x.dim() == 0) {
            if (chosen.length != 1) {
                throw new IllegalArgumentException(
                        "index_select(): Index to scalar can have only 1 value, got "
                                + chosen.length
                                + " value(s)");
            }
            return copy(x);
        }
        int[][] tables = tables(x);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] *= Raw.strides(x)[dim];
        }
        tables[dim] = chosen;
        shape[dim] = chosen.length;
        Storage result = Storage.uninitialized(x.dtype(), Layout.numel(shape));
        if (result.size() > 0) {
            Picks.take(Raw.storage(x).array(), Positions.of(tables, Raw.offset(x)), result.array());
        }
        return new Tensor(result, Layout.contiguous(shape), x.dtype());
    }

    /// A copy of `x` with the slices of `src` along `dim` added to those that a vector of indices
    /// names.
    ///
    /// Torch: `aten::index_add` with `alpha` 1.
    ///
    /// @throws IllegalArgumentException if the shapes or types do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor src) {
        Tensor result = copy(x);
        indexAddInto(result, dim, index, src);
        return result;
    }

    /// Torch: `aten::index_add_` with `alpha` 1. See [#indexAdd].
    public static void indexAddInto(Tensor x, int dim, Tensor index, Tensor src) {
        Positions to = slices("index_add_", x, dim, index, src);
        checkWritten(x, index, src);
        Picks.add(x.dtype(), Rearrange.contiguous(src), start(src), to, Raw.storage(x).array());
    }

    /// Writes the slices of `src` along `dim` over those that a vector of indices names.
    ///
    /// Torch: `aten::index_copy_`.
    ///
    /// @throws IllegalArgumentException if the shapes or types do not fit
    /// @throws IndexOutOfBoundsException for an index outside of `x`
    public static void indexCopyInto(Tensor x, int dim, Tensor index, Tensor src) {
        Positions to = slices("index_copy_", x, dim, index, src);
        checkWritten(x, index, src);
        Picks.put(Rearrange.contiguous(src), start(src), to, Raw.storage(x).array());
    }

    private static void checkWritten(Tensor x, Tensor index, Tensor src) {
        Overlap.checkInside(Raw.layout(x));
        Overlap.checkApart(index, x);
        Overlap.checkApart(src, x);
    }

    private static Positions slices(String op, Tensor x, int dim, Tensor index, Tensor src) {
        if (index.dim() > 1) {
            throw new IllegalArgumentException(
                    op + "(): Index should have dimension 1 or 0 (got " + index.dim() + ")");
        }
        if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
            throw new IllegalArgumentException(op + "(): Expected dtype int32/int64 for index");
        }
        if (x.dtype() != src.dtype()) {
            throw new IllegalArgumentException(
                    op
                            + "(): self ("
                            + x.dtype().scalarName()
                            + ") and source ("
                            + src.dtype().scalarName()
                            + ") must have the same scalar type");
        }
        int n = src.dim() == 0 ? 1 : Raw.shape(src)[Math.min(dim, src.dim() - 1)];
        if (index.numel() != n) {
            throw new IllegalArgumentException(
                    op
                            + "(): Number of indices ("
                            + index.numel()
                            + ") should be equal to source.size(dim): ("
                            + n
                            + "), for dim: "
                            + dim);
        }
        int[] shape = x.dim() == 0 ? new int[] {1} : Raw.shape(x).clone();
        int size = shape[dim];
        shape[dim] = index.numel();
        boolean number = src.dim() == 0 && x.dim() <= 1; // stands for a vector of one
        if (x.dim() > 0 && !number && !Arrays.equals(shape, Raw.shape(src))) {
            throw new IllegalArgumentException(
                    op
                            + "(): Source/destination tensor must have same slice shapes. "
                            + "Destination slice shape: "
                            + Arrays.toString(without(Raw.shape(x), dim))
                            + " at dimension "
                            + dim
                            + " and source slice shape: "
                            + Arrays.toString(
                                    dim < src.dim() ? without(Raw.shape(src), dim) : new int[0])
                            + " at dimension "
                            + dim
                            + ".");
        }
        int[] chosen = inRange(Positions.values(index), size);
        int[][] tables = x.dim() == 0 ? new int[1][] : tables(x);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] *= x.dim() == 0 ? 0 : Raw.strides(x)[dim];
        }
        tables[dim] = chosen;
        return src.numel() == 0
                ? new Positions(new int[0], 1)
                : Positions.of(tables, Raw.offset(x));
    }

    private static Tensor copy(Tensor x) {
        Object array = Cast.toArray(x.dtype(), Raw.storage(x).array(), Raw.layout(x), x.dtype());
        return new Tensor(new Storage(array), Layout.contiguous(Raw.shape(x)), x.dtype());
    }

    static int start(Tensor x) {
        return x.isContiguous() ? Raw.offset(x) : 0;
    }

    private static int[][] tables(Tensor x) {
        int[][] tables = new int[x.dim()][];
        for (int d = 0; d < tables.length; d++) {
            tables[d] = Positions.steps(Raw.shape(x)[d], Raw.strides(x)[d]);
        }
        return tables;
    }

    private static int[] without(int[] shape, int dim) {
        int[] rest = new int[shape.length - 1];
        System.arraycopy(shape, 0, rest, 0, dim);
        System.arraycopy(shape, dim + 1, rest, dim, rest.length - dim);
        return rest;
    }

    /// The indices, each of them below `size`.
    static int[] inRange(long[] index, int size) {
        int[] chosen = new int[index.length];
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= size) {
                throw new IndexOutOfBoundsException("index out of range in self");
            }
            chosen[i] = (int) index[i];
        }
        return chosen;
    }

    /// For each element of `index`, the place in `x` whose coordinate along `dim` is that element.
    private static int[] along(Tensor x, int dim, Tensor index) {
        int size = x.dim() == 0 ? 1 : Raw.shape(x)[dim];
        int stride = x.dim() == 0 ? 0 : Raw.strides(x)[dim];
        int[] strides = new int[index.dim()];
        for (int d = 0; d < Math.min(strides.length, x.dim()); d++) {
            strides[d] = d == dim ? 0 : Raw.strides(x)[d];
        }
        int[] at = Positions.each(Raw.shape(index), strides, Raw.offset(x));
        long[] values = Positions.values(index);
        for (int i = 0; i < at.length; i++) {
            long k = values[i];
            if (k < 0 || k >= size) {
                throw new IndexOutOfBoundsException(
                        "index "
                                + k
                                + " is out of bounds for dimension "
                                + dim
                                + " with size "
                                + size);
            }
            at[i] += (int) k * stride;
        }
        return at;
    }

    /// The elements of `src` from the beginning of each dimension as far as `index` goes.
    private static Object corner(Tensor src, Tensor index) {
        int[] shape = src.dim() == index.dim() ? Raw.shape(index) : Raw.shape(src);
        Layout part = new Layout(shape, Raw.strides(src), Raw.offset(src));
        return Cast.toArray(src.dtype(), Raw.storage(src).array(), part, src.dtype());
    }

    private static void checkScatter(Tensor x, int dim, Tensor index, Tensor src) {
        checkIndexType("scatter", index);
        if (x.dtype() != src.dtype()) {
            throw new IllegalArgumentException(
                    "scatter(): Expected self.dtype to be equal to src.dtype");
        }
        checkIndexDims(x, index, "self");
        if (Math.max(1, src.dim()) != Math.max(1, index.dim())) {
            throw new IllegalArgumentException(
                    "Index tensor must have the same number of dimensions as src tensor");
        }
        if (tooLarge(index, x, dim) >= 0 || tooLarge(index, src, -1) >= 0) {
            throw new IllegalArgumentException(
                    "Expected index "
                            + Arrays.toString(Raw.shape(index))
                            + " to be smaller than self "
                            + Arrays.toString(Raw.shape(x))
                            + " apart from dimension "
                            + dim
                            + " and to be smaller size than src "
                            + Arrays.toString(Raw.shape(src)));
        }
    }

    private static void checkIndexType(String op, Tensor index) {
        if (index.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + "(): Expected dtype int64 for index");
        }
    }

    private static void checkIndexDims(Tensor x, Tensor index, String name) {
        if (Math.max(1, x.dim()) != Math.max(1, index.dim())) {
            throw new IllegalArgumentException(
                    "Index tensor must have the same number of dimensions as " + name + " tensor");
        }
    }

    /// The first dimension other than `free` in which `index` goes further than `x`, or -1.
    private static int tooLarge(Tensor index, Tensor x, int free) {
        for (int d = 0; d < Math.max(1, index.dim()); d++) {
            int size = x.dim() == 0 ? 1 : Raw.shape(x)[d]; // a number is a vector of one
            int wanted = index.dim() == 0 ? 1 : Raw.shape(index)[d];
            if (d != free && wanted > size) {
                return d;
            }
        }
        return -1;
    }
}
