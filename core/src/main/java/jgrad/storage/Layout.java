package jgrad.storage;

import java.util.Arrays;
import java.util.BitSet;

/// Where the elements of a tensor lie in its storage: shape, strides (in elements) and the offset
/// of the first one.
///
/// Immutable and shared freely: the result of an elementwise operation on a contiguous tensor has
/// the very same layout.
public final class Layout {
    private static final int[] NONE = {};

    /// One element at offset 0.
    public static final Layout SCALAR = new Layout(NONE, NONE, 0);

    private final int[] shape;
    private final int[] strides;
    private final int offset;
    private final int numel;
    private final boolean contiguous;

    public Layout(int[] shape, int[] strides, int offset) {
        assert shape.length == strides.length;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.numel = numel(shape);
        this.contiguous = rowMajor(shape, strides, numel);
    }

    /// Row-major from offset 0.
    public static Layout contiguous(int... shape) {
        return shape.length == 0 ? SCALAR : new Layout(shape, rowMajorStrides(shape), 0);
    }

    /// The number of elements of a shape.
    ///
    /// @throws IllegalArgumentException if a size is negative, or if the number does not fit an
    ///   int, which is what indexes a Java array
    public static int numel(int[] shape) {
        long n = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "Trying to create tensor with negative dimension "
                                + size
                                + ": "
                                + Arrays.toString(shape));
            }
            n =
                    Math.min(
                            n * size,
                            1L << 40); // large enough to refuse, small enough not to overflow
        }
        if (n > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a tensor of shape "
                            + Arrays.toString(shape)
                            + " has more elements than a Java array can hold ("
                            + (Integer.MAX_VALUE - 8)
                            + ")");
        }
        return (int) n;
    }

    public static int[] rowMajorStrides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= Math.max(shape[d], 1);
        }
        return strides;
    }

    private static boolean rowMajor(int[] shape, int[] strides, int numel) {
        if (numel == 0) {
            return true;
        }
        int expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1) {
                if (strides[d] != expected) {
                    return false;
                }
                expected *= shape[d];
            }
        }
        return true;
    }

    /// The sizes. Not to be written to.
    public int[] shape() {
        return shape;
    }

    /// The strides in elements. Not to be written to.
    public int[] strides() {
        return strides;
    }

    public int offset() {
        return offset;
    }

    public int dim() {
        return shape.length;
    }

    public int numel() {
        return numel;
    }

    /// Whether the elements lie one after the other in row-major order, from whatever offset.
    public boolean isContiguous() {
        return contiguous;
    }

    /// Whether this is a matrix whose columns lie one after the other, and not its rows.
    public boolean isColumnMajor() {
        return shape.length == 2 && strides[0] == 1 && strides[1] == shape[0];
    }

    /// This layout itself if it is row-major from offset 0, else a fresh such layout of the same
    /// shape.
    public Layout toContiguous() {
        return contiguous && offset == 0 ? this : contiguous(shape);
    }

    /// Whether the elements fill a stretch of storage without holes or overlaps, in some order of
    /// the dimensions.
    public boolean isNonOverlappingAndDense() {
        if (contiguous) {
            return true;
        }
        int n = shape.length;
        Integer[] order = new Integer[n];
        for (int d = 0; d < n; d++) {
            order[d] = d;
        }
        Arrays.sort(
                order,
                (p, q) -> {
                    int p1 = shape[p] < 2 ? Integer.MAX_VALUE : strides[p];
                    int q1 = shape[q] < 2 ? Integer.MAX_VALUE : strides[q];
                    return Integer.compare(p1, q1);
                });
        int expected = 1;
        for (int d : order) {
            if (shape[d] < 2) {
                continue;
            }
            if (strides[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    /// Whether two different indices reach the same element, as after `expand` or in windows of
    /// `unfold` that overlap.
    public boolean hasInternalOverlap() {
        if (contiguous || isNested()) {
            return false;
        }
        int reach = reach();
        if (numel > reach) {
            return true;
        }
        var seen = new BitSet(reach);
        for (int i = 0; i < numel; i++) {
            int at = indexOf(i) - offset;
            if (seen.get(at)) {
                return true;
            }
            seen.set(at);
        }
        return false;
    }

    /// Whether each dimension steps over all that the faster ones reach, so that no two indices
    /// meet.
    private boolean isNested() {
        int left = 0;
        for (int size : shape) {
            left += size > 1 ? 1 : 0;
        }
        long reached = 0;
        for (long least = -1; left > 0; left--) {
            int next = -1;
            for (int d = 0; d < shape.length; d++) {
                if (shape[d] > 1
                        && strides[d] > least
                        && (next < 0 || strides[d] < strides[next])) {
                    next = d;
                }
            }
            if (next < 0 || strides[next] <= reached) { // none left: two have the same stride
                return false;
            }
            reached += (shape[next] - 1L) * strides[next];
            least = strides[next];
        }
        return true;
    }

    /// How many places of the storage there are from the first element to the last, both included;
    /// 0 if there is none.
    public int reach() {
        if (numel == 0) {
            return 0;
        }
        int last = 0;
        for (int d = 0; d < shape.length; d++) {
            last += (shape[d] - 1) * strides[d];
        }
        return last + 1;
    }

    /// One more than the last place in storage that is shown; the offset if none is.
    public int end() {
        if (numel == 0) {
            return offset;
        }
        int last = offset;
        for (int d = 0; d < shape.length; d++) {
            last += (shape[d] - 1) * strides[d];
        }
        return last + 1;
    }

    /// Whether all places of `other` lie between the first and the last of this one.
    public boolean spans(Layout other) {
        return other.numel == 0 || other.offset >= offset && other.end() <= end();
    }

    /// The same layout, `by` places further.
    public Layout shifted(int by) {
        return by == 0 ? this : new Layout(shape, strides, offset + by);
    }

    /// The index in storage of the element at logical position `i` in row-major order.
    public int indexOf(int i) {
        if (contiguous) {
            return offset + i;
        }
        int at = offset;
        int rest = i;
        for (int d = shape.length - 1; d >= 0; d--) {
            int size = shape[d];
            at += rest % size * strides[d];
            rest /= size;
        }
        return at;
    }

    @Override
    public String toString() {
        return "Layout[shape="
                + Arrays.toString(shape)
                + ", strides="
                + Arrays.toString(strides)
                + ", offset="
                + offset
                + "]";
    }
}
