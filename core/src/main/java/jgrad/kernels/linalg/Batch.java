package jgrad.kernels.linalg;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Broadcast;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Expand;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// A batch of matrices as kernels want them: copied, one after the other, each row by row, as
/// doubles.
///
/// All factorizations compute in doubles. A float matrix is widened and its results are rounded
/// once, which costs time for large ones, and gives every digit that a float has.
///
/// @param outer the batch dimensions
record Batch(double[] data, int[] outer, int m, int n, DType type) {
    /// Elements that make a task worth handing over.
    private static final int GRAIN = 1 << 12;

    static Batch of(Tensor t) {
        return of(t, outer(t), false);
    }

    /// The transposes.
    static Batch transposed(Tensor t) {
        return of(t, outer(t), true);
    }

    /// Repeated where `outer` asks for more than the tensor has.
    static Batch of(Tensor t, int[] outer, boolean transpose) {
        Layout own = Raw.layout(t);
        int last = own.dim() - 1;
        int rank = outer.length;
        int[] shape = Arrays.copyOf(outer, rank + 2);
        int[] strides = new int[rank + 2];
        for (int d = 1; d <= last - 1; d++) {
            int from = last - 1 - d;
            strides[rank - d] = own.shape()[from] == 1 ? 0 : own.strides()[from];
        }
        int row = transpose ? last : last - 1;
        int column = transpose ? last - 1 : last;
        shape[rank] = own.shape()[row];
        shape[rank + 1] = own.shape()[column];
        strides[rank] = own.strides()[row];
        strides[rank + 1] = own.strides()[column];
        var layout = new Layout(shape, strides, own.offset());
        var data =
                (double[]) Cast.toArray(t.dtype(), Raw.storage(t).array(), layout, DType.FLOAT64);
        return new Batch(data, outer, shape[rank], shape[rank + 1], t.dtype());
    }

    static int[] outer(Tensor t) {
        int[] shape = Raw.shape(t);
        return Arrays.copyOf(shape, shape.length - 2);
    }

    static int[] outer(Tensor a, Tensor b) {
        return Broadcast.shape(outer(a), outer(b));
    }

    /// Of two tensors of matrices and one of vectors.
    static int[] outer(Tensor a, Tensor b, Tensor vectors) {
        int[] shape = Raw.shape(vectors);
        return Broadcast.shape(outer(a, b), Arrays.copyOf(shape, shape.length - 1));
    }

    int count() {
        return Layout.numel(outer);
    }

    /// Where matrix `i` begins.
    int at(int i) {
        return i * m * n;
    }

    /// What is done for one matrix of a batch.
    interface Each {
        void run(int i);
    }

    /// Runs `each` for all matrices, on several threads if there is enough to do.
    void forEach(Each each) {
        int grain = Math.max(1, GRAIN / Math.max(1, m * n));
        Parallel.forRange(
                count(),
                grain,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        each.run(i);
                    }
                });
    }

    /// Room for one `rows x columns` matrix for each of this batch.
    double[] room(int rows, int columns) {
        return new double[sized(rows, columns)];
    }

    int sized(int rows, int columns) {
        return Math.multiplyExact(Math.multiplyExact(count(), rows), columns);
    }

    /// `data` as a tensor of this batch's element type.
    Tensor tensor(double[] data, int... inner) {
        int[] shape = shape(inner);
        var dense = Layout.contiguous(shape);
        Object array =
                type == DType.FLOAT64 ? data : Cast.toArray(DType.FLOAT64, data, dense, type);
        return new Tensor(new Storage(array), dense, type);
    }

    /// `data` as an int32 tensor, as LAPACK has its pivots, ranks and codes.
    Tensor tensor(int[] data, int... inner) {
        return new Tensor(new Storage(data), Layout.contiguous(shape(inner)), DType.INT32);
    }

    private int[] shape(int[] inner) {
        int[] shape = Arrays.copyOf(outer, outer.length + inner.length);
        System.arraycopy(inner, 0, shape, outer.length, inner.length);
        return shape;
    }

    /// An int32 or other integer tensor of one row for each matrix of `outer`, repeated likewise.
    static int[] ints(Tensor t, int[] outer) {
        Batch row = of(Row.of(t), outer, false);
        int[] result = new int[row.data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (int) row.data[i];
        }
        return result;
    }

    /// The elements of a tensor of any shape, row by row.
    static double[] values(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    /// The elements of a tensor of integers, repeated to fill `shape`.
    static long[] longs(Tensor t, int[] shape) {
        Layout layout = Expand.to(Raw.layout(t), shape);
        return (long[]) Cast.toArray(t.dtype(), Raw.storage(t).array(), layout, DType.INT64);
    }

    /// Rounds each element to a narrower type.
    static void round(double[] x, DType type) {
        if (type != DType.FLOAT64) {
            Object narrow = Storage.uninitializedArray(type, x.length);
            Cast.run(DType.FLOAT64, x, 0, type, narrow, 0, x.length);
            Cast.run(type, narrow, 0, DType.FLOAT64, x, 0, x.length);
        }
    }

    static Tensor converted(Tensor t, DType type) {
        Object array = Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), type);
        return new Tensor(new Storage(array), Layout.contiguous(Raw.shape(t)), type);
    }

    /// The elements, repeated to fill `shape`.
    static double[] values(Tensor t, int[] shape) {
        Layout layout = Expand.to(Raw.layout(t), shape);
        return (double[]) Cast.toArray(t.dtype(), Raw.storage(t).array(), layout, DType.FLOAT64);
    }

    /// A tensor of vectors as matrices of one row.
    static final class Row {
        private Row() {}

        static Tensor of(Tensor t) {
            Layout own = Raw.layout(t);
            int rank = own.dim();
            int[] shape = Arrays.copyOf(own.shape(), rank + 1);
            int[] strides = Arrays.copyOf(own.strides(), rank + 1);
            shape[rank] = own.shape()[rank - 1];
            strides[rank] = own.strides()[rank - 1];
            shape[rank - 1] = 1;
            strides[rank - 1] = 0;
            return new Tensor(Raw.storage(t), new Layout(shape, strides, own.offset()), t.dtype());
        }
    }
}
