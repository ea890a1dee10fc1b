package jgrad.kernels.places;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Broadcast;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Expand;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Operations that join, mirror, shift, cut and mask: elements change place, never value.
public final class Rearrange {
    private Rearrange() {}

    /// The tensors one after the other along `dim`, of the smallest type that holds them all.
    ///
    /// One-dimensional empty tensors fit everywhere and add nothing, for old programs that begin
    /// with one.
    ///
    /// Torch: `aten::cat`.
    ///
    /// @throws IllegalArgumentException if the shapes differ elsewhere than along `dim`
    public static Tensor cat(Tensor[] parts, int dim) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("torch.cat(): expected a non-empty list of Tensors");
        }
        DType type = parts[0].dtype();
        int first = -1;
        for (int i = 0; i < parts.length; i++) {
            type = DType.promote(type, parts[i].dtype());
            if (parts[i].dim() == 0) {
                throw new IllegalArgumentException(
                        "zero-dimensional tensor (at position " + i + ") cannot be concatenated");
            }
            if (first < 0 && !isLegacyEmpty(parts[i])) {
                first = i;
            }
        }
        if (first < 0) {
            return new Tensor(Storage.allocate(type, 0), Layout.contiguous(0), type);
        }
        int[] shape = Raw.shape(parts[first]).clone();
        shape[dim] = joinedSize(parts, first, dim);
        Layout layout = Layout.contiguous(shape);
        Object result = Storage.uninitializedArray(type, layout.numel());
        int at = 0;
        for (Tensor part : parts) {
            if (!isLegacyEmpty(part)) {
                Layout to = new Layout(Raw.shape(part), layout.strides(), at);
                Cast.copy(
                        part.dtype(),
                        Raw.storage(part).array(),
                        Raw.layout(part),
                        type,
                        result,
                        to);
                at += Raw.shape(part)[dim] * layout.strides()[dim];
            }
        }
        return new Tensor(new Storage(result), layout, type);
    }

    private static boolean isLegacyEmpty(Tensor t) {
        return t.dim() == 1 && t.numel() == 0;
    }

    private static int joinedSize(Tensor[] parts, int first, int dim) {
        int[] shape = Raw.shape(parts[first]);
        long size = 0;
        for (int i = 0; i < parts.length; i++) {
            if (isLegacyEmpty(parts[i])) {
                continue;
            }
            int[] other = Raw.shape(parts[i]);
            if (other.length != shape.length) {
                throw new IllegalArgumentException(
                        "Tensors must have same number of dimensions: got "
                                + shape.length
                                + " and "
                                + other.length);
            }
            for (int d = 0; d < shape.length; d++) {
                if (d != dim && other[d] != shape[d]) {
                    throw new IllegalArgumentException(
                            "Sizes of tensors must match except in dimension "
                                    + dim
                                    + ". Expected size "
                                    + shape[d]
                                    + " but got size "
                                    + other[d]
                                    + " for tensor number "
                                    + i
                                    + " in the list.");
                }
            }
            size += other[dim];
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "torch.cat(): the sizes along dimension "
                            + dim
                            + " add up to "
                            + size
                            + ", which is more than an int can say");
        }
        return (int) size;
    }

    /// The elements in reverse along each of `dims`.
    ///
    /// Torch: `aten::flip`.
    public static Tensor flip(Tensor x, int[] dims) {
        int[][] tables = walk(x);
        for (int d : x.dim() == 0 ? new int[0] : dims) { // the one dimension that a number wraps to
            int[] table = tables[d];
            for (int i = 0, j = table.length - 1; i < j; i++, j--) {
                int t = table[i];
                table[i] = table[j];
                table[j] = t;
            }
        }
        return take(x, Raw.shape(x), tables);
    }

    /// The elements moved on by `shifts[i]` along `dims[i]`, those that fall off the end coming in
    /// at the beginning.
    ///
    /// Torch: `aten::roll`, with `dims`.
    public static Tensor roll(Tensor x, int[] shifts, int[] dims) {
        int[][] tables = walk(x);
        for (int i = 0; i < dims.length; i++) {
            int[] table = tables[dims[i]];
            int[] rolled = new int[table.length];
            for (int k = 0; k < table.length; k++) {
                rolled[Math.floorMod(k + (long) shifts[i], table.length)] = table[k];
            }
            tables[dims[i]] = rolled;
        }
        return take(x, Raw.shape(x), tables);
    }

    private static int[][] walk(Tensor x) {
        int[][] tables = new int[x.dim()][];
        for (int d = 0; d < tables.length; d++) {
            tables[d] = Positions.steps(Raw.shape(x)[d], Raw.strides(x)[d]);
        }
        return tables;
    }

    private static Tensor take(Tensor x, int[] shape, int[][] tables) {
        Storage result = Storage.uninitialized(x.dtype(), Layout.numel(shape));
        if (result.size() > 0) {
            Picks.take(Raw.storage(x).array(), Positions.of(tables, Raw.offset(x)), result.array());
        }
        return new Tensor(result, Layout.contiguous(shape), x.dtype());
    }

    /// The lower triangle of each matrix, up to and with the `diagonal`-th diagonal, and zeros
    /// elsewhere.
    ///
    /// Torch: `aten::tril`.
    public static Tensor tril(Tensor x, int diagonal) {
        return triangle(x, diagonal, true);
    }

    /// The upper triangle of each matrix, from the `diagonal`-th diagonal on, and zeros elsewhere.
    ///
    /// Torch: `aten::triu`.
    public static Tensor triu(Tensor x, int diagonal) {
        return triangle(x, diagonal, false);
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // both arrays hold the same element type
    private static Tensor triangle(Tensor x, int diagonal, boolean lower) {
        if (x.dim() < 2) {
            throw new IllegalArgumentException(
                    (lower ? "tril" : "triu") + ": input tensor must have at least 2 dimensions");
        }
        int[] shape = Raw.shape(x);
        int rows = shape[shape.length - 2];
        int columns = shape[shape.length - 1];
        Object from = contiguous(x);
        int start = x.isContiguous() ? Raw.offset(x) : 0;
        Storage to = Storage.allocate(x.dtype(), x.numel());
        for (int r = 0, at = 0; at < x.numel(); r = r + 1 == rows ? 0 : r + 1, at += columns) {
            int cut = Math.clamp((long) r + diagonal + (lower ? 1 : 0), 0, columns);
            int begin = lower ? 0 : cut;
            int end = lower ? cut : columns;
            System.arraycopy(from, start + at + begin, to.array(), at + begin, end - begin);
        }
        return new Tensor(to, Layout.contiguous(shape), x.dtype());
    }

    /// The storage array of a contiguous tensor, else a copy of its elements in row-major order.
    public static Object contiguous(Tensor x) {
        Object array = Raw.storage(x).array();
        return x.isContiguous() ? array : Cast.toArray(x.dtype(), array, Raw.layout(x), x.dtype());
    }

    /// `value`, a tensor without dimensions, where the mask holds and `x` elsewhere; both are
    /// broadcast.
    ///
    /// Torch: `aten::masked_fill`.
    ///
    /// @throws IllegalArgumentException if the mask is not of bools, or `value` has dimensions
    public static Tensor maskedFill(Tensor x, Tensor mask, Tensor value) {
        checkMask("masked_fill", mask, value);
        int[] shape = Broadcast.shape(Raw.shape(x), Raw.shape(mask));
        Layout from = Expand.to(Raw.layout(x), shape);
        Object result = Cast.toArray(x.dtype(), Raw.storage(x).array(), from, x.dtype());
        Picks.fill(result, 0, bytes(mask, shape), oneOf(x.dtype(), value));
        return new Tensor(new Storage(result), Layout.contiguous(shape), x.dtype());
    }

    /// Writes `value` into `x` where the mask, broadcast to its shape, holds.
    ///
    /// Torch: `aten::masked_fill_`.
    ///
    /// @throws IllegalArgumentException if the mask is not of bools, or `value` has dimensions
    public static void maskedFillInto(Tensor x, Tensor mask, Tensor value) {
        checkMask("masked_fill_", mask, value);
        byte[] where = bytes(mask, Raw.shape(x));
        Object one = oneOf(x.dtype(), value);
        if (x.isContiguous()) {
            Picks.fill(Raw.storage(x).array(), Raw.offset(x), where, one);
        } else {
            Picks.fill(Raw.storage(x).array(), Positions.each(Raw.layout(x)), where, one);
        }
    }

    private static void checkMask(String op, Tensor mask, Tensor value) {
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException(
                    op
                            + " only supports boolean masks, but got mask with dtype "
                            + mask.dtype().torchName());
        }
        if (value.dim() != 0) {
            throw new IllegalArgumentException(
                    "masked_fill_ only supports a 0-dimensional value tensor, but got "
                            + "tensor with "
                            + value.dim()
                            + " dimension(s).");
        }
    }

    private static byte[] bytes(Tensor mask, int[] shape) {
        Layout layout = Expand.to(Raw.layout(mask), shape);
        return (byte[]) Cast.toArray(DType.BOOL, Raw.storage(mask).array(), layout, DType.BOOL);
    }

    private static Object oneOf(DType type, Tensor value) {
        return Cast.toArray(value.dtype(), Raw.storage(value).array(), Raw.layout(value), type);
    }

    /// The elements of `x` where the mask holds, in one row; both are broadcast.
    ///
    /// Torch: `aten::masked_select`.
    ///
    /// @throws IllegalArgumentException if the mask is not of bools
    public static Tensor maskedSelect(Tensor x, Tensor mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException("masked_select: expected BoolTensor for mask");
        }
        int[] shape = Broadcast.shape(Raw.shape(x), Raw.shape(mask));
        byte[] where = bytes(mask, shape);
        int[] all = Positions.each(Expand.to(Raw.layout(x), shape));
        int n = 0;
        for (int i = 0; i < where.length; i++) {
            if (where[i] != 0) {
                all[n++] = all[i];
            }
        }
        Storage result = Storage.uninitialized(x.dtype(), n);
        Picks.take(Raw.storage(x).array(), new Positions(Arrays.copyOf(all, n), 1), result.array());
        return new Tensor(result, Layout.contiguous(n), x.dtype());
    }

    /// The indices of the elements that are not zero, one row each, as int64.
    ///
    /// Torch: `aten::nonzero`.
    public static Tensor nonzero(Tensor x) {
        byte[] where =
                (byte[]) Cast.toArray(x.dtype(), Raw.storage(x).array(), Raw.layout(x), DType.BOOL);
        int n = 0;
        for (byte b : where) {
            n += b;
        }
        int[] shape = Raw.shape(x);
        int dims = shape.length;
        long[] result = new long[Math.multiplyExact(n, dims)];
        int row = 0;
        for (int i = 0; i < where.length; i++) {
            if (where[i] != 0) {
                int rest = i;
                for (int d = dims - 1; d >= 0; d--) {
                    result[row * dims + d] = rest % shape[d];
                    rest /= shape[d];
                }
                row++;
            }
        }
        return new Tensor(new Storage(result), Layout.contiguous(n, dims), DType.INT64);
    }
}
