package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Copies elements between two layouts of one shape, converting their type: what `contiguous`,
/// `to`, `copy_` and `clone` do.
///
/// Torch: `aten::copy_`, without its broadcasting and checks.
public final class Cast {
    /// Elements copied by one task, enough to outweigh handing it over.
    static final int GRAIN = 1 << 16;

    /// Elements converted at a time, so that the widened values between the two types stay in the
    /// first-level cache.
    private static final int CHUNK = 1024;

    private Cast() {}

    /// Copies every element of `src` to the same index of `dst`.
    ///
    /// The shapes are equal. Strides of the source may be 0; the places written to must be
    /// distinct. Source and destination may be views of one array.
    ///
    /// @throws IllegalArgumentException if they are dense, share some elements and are not the same
    public static void copy(
            DType from, Object src, Layout srcLayout, DType to, Object dst, Layout dstLayout) {
        assert Arrays.equals(srcLayout.shape(), dstLayout.shape()) : srcLayout + " " + dstLayout;
        int n = srcLayout.numel();
        if (n == 0) {
            return;
        }
        if (src == dst && Overlap.mustCopy(srcLayout, dstLayout)) {
            Object apart = toArray(from, src, srcLayout, to);
            copy(to, apart, Layout.contiguous(srcLayout.shape()), to, dst, dstLayout);
            return;
        }
        if (srcLayout.isContiguous() && dstLayout.isContiguous()) {
            run(from, src, srcLayout.offset(), to, dst, dstLayout.offset(), n);
            return;
        }
        CopyPlan plan = new CopyPlan(srcLayout, dstLayout);
        if (plan.isRun()) {
            run(from, src, srcLayout.offset(), to, dst, dstLayout.offset(), n);
        } else if (from == to) {
            plan.copy(from, src, dst);
        } else {
            convertStrided(from, src, srcLayout, to, dst, dstLayout);
        }
    }

    /// The elements in row-major order, converted, in a new array.
    public static Object toArray(DType from, Object src, Layout srcLayout, DType to) {
        Object dst = Storage.uninitializedArray(to, srcLayout.numel());
        copy(from, src, srcLayout, to, dst, Layout.contiguous(srcLayout.shape()));
        return dst;
    }

    /// The elements of a tensor in another type, contiguous; the tensor itself if it has that type.
    public static Tensor to(Tensor t, DType type) {
        if (t.dtype() == type) {
            return t;
        }
        Object array = toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), type);
        return new Tensor(new Storage(array), Layout.contiguous(Raw.shape(t)), type);
    }

    /// Copies `n` elements that lie side by side in both arrays.
    public static void run(
            DType from, Object src, int srcAt, DType to, Object dst, int dstAt, int n) {
        if (n <= GRAIN) {
            part(from, src, srcAt, to, dst, dstAt, n);
        } else {
            Parallel.forRange(
                    n,
                    GRAIN,
                    (lo, hi) -> part(from, src, srcAt + lo, to, dst, dstAt + lo, hi - lo));
        }
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // equal types have arrays of one class
    private static void part(
            DType from, Object src, int srcAt, DType to, Object dst, int dstAt, int n) {
        if (from == to) {
            System.arraycopy(src, srcAt, dst, dstAt, n);
        } else if (from.isFloating()) {
            throughDoubles(from, src, srcAt, to, dst, dstAt, n);
        } else {
            throughLongs(from, src, srcAt, to, dst, dstAt, n);
        }
    }

    private static void throughDoubles(
            DType from, Object src, int srcAt, DType to, Object dst, int dstAt, int n) {
        if (from == DType.FLOAT64) {
            Elements.fromDoubles((double[]) src, srcAt, to, dst, dstAt, n);
        } else if (to == DType.FLOAT64) {
            Elements.toDoubles(from, src, srcAt, (double[]) dst, dstAt, n);
        } else {
            double[] chunk = new double[Math.min(CHUNK, n)];
            for (int i = 0; i < n; i += CHUNK) {
                int count = Math.min(CHUNK, n - i);
                Elements.toDoubles(from, src, srcAt + i, chunk, 0, count);
                Elements.fromDoubles(chunk, 0, to, dst, dstAt + i, count);
            }
        }
    }

    private static void throughLongs(
            DType from, Object src, int srcAt, DType to, Object dst, int dstAt, int n) {
        if (from == DType.INT64) {
            Elements.fromLongs((long[]) src, srcAt, to, dst, dstAt, n);
        } else if (to == DType.INT64) {
            Elements.toLongs(from, src, srcAt, (long[]) dst, dstAt, n);
        } else {
            long[] chunk = new long[Math.min(CHUNK, n)];
            for (int i = 0; i < n; i += CHUNK) {
                int count = Math.min(CHUNK, n - i);
                Elements.toLongs(from, src, srcAt + i, chunk, 0, count);
                Elements.fromLongs(chunk, 0, to, dst, dstAt + i, count);
            }
        }
    }

    /// Gathers, converts and scatters in separate passes: each is a tight loop, and only the copy
    /// knows of strides.
    private static void convertStrided(
            DType from, Object src, Layout srcLayout, DType to, Object dst, Layout dstLayout) {
        int n = srcLayout.numel();
        Object gathered = src;
        int gatheredAt = srcLayout.offset();
        if (!srcLayout.isContiguous()) {
            gathered = toArray(from, src, srcLayout, from);
            gatheredAt = 0;
        }
        if (dstLayout.isContiguous()) {
            run(from, gathered, gatheredAt, to, dst, dstLayout.offset(), n);
        } else {
            Object converted = Storage.newArray(to, n);
            run(from, gathered, gatheredAt, to, converted, 0, n);
            copy(to, converted, Layout.contiguous(srcLayout.shape()), to, dst, dstLayout);
        }
    }
}
