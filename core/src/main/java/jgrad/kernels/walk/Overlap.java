package jgrad.kernels.walk;

import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// The places an in-place operation must not write to.
public final class Overlap {
    /// Steps that a search for a common place may take; beyond them there is said to be one.
    private static final int PATIENCE = 1000;

    private Overlap() {}

    /// @throws IllegalArgumentException if several indices of `out` reach the same element
    public static void checkInside(Layout out) {
        if (out.hasInternalOverlap()) {
            throw new IllegalArgumentException(
                    "unsupported operation: more than one element of the written-to tensor refers"
                            + " to a single memory location. Please clone() the tensor before"
                            + " performing the operation.");
        }
    }

    /// `in` as an operation can read it that writes to `out` element by element: itself if each of
    /// its elements is written only where it was read, else a copy.
    ///
    /// @throws IllegalArgumentException if `out` shares some elements with `in` but is not the same
    ///   view, and both are dense: what PyTorch refuses
    public static Tensor readable(Tensor in, Tensor out) {
        Layout layout = Raw.layout(in);
        if (Raw.storage(in).array() != Raw.storage(out).array()
                || !mustCopy(layout, Raw.layout(out))) {
            return in;
        }
        Object copy = Cast.toArray(in.dtype(), Raw.storage(in).array(), layout, in.dtype());
        return new Tensor(new Storage(copy), Layout.contiguous(layout.shape()), in.dtype());
    }

    /// Whether of two views of one array some element of `in` may be written as one of `out` before
    /// it is read.
    ///
    /// @throws IllegalArgumentException as [#readable]
    static boolean mustCopy(Layout in, Layout out) {
        if (isSame(in, out) || !meet(in, out)) {
            return false;
        }
        if (out.isNonOverlappingAndDense() && in.isNonOverlappingAndDense()) {
            throw partial();
        }
        return true;
    }

    /// @throws IllegalArgumentException if `out`, which is written to in no particular order,
    ///   shares elements with `in`
    public static void checkApart(Tensor in, Tensor out) {
        if (Raw.storage(in).array() == Raw.storage(out).array()
                && meet(Raw.layout(in), Raw.layout(out))) {
            throw partial();
        }
    }

    private static IllegalArgumentException partial() {
        return new IllegalArgumentException(
                "unsupported operation: some elements of the input tensor and the written-to"
                        + " tensor refer to a single memory location. Please clone() the tensor"
                        + " before performing the operation.");
    }

    private static boolean isSame(Layout a, Layout b) {
        return a == b
                || a.offset() == b.offset()
                        && Arrays.equals(a.strides(), b.strides())
                        && Arrays.equals(a.shape(), b.shape());
    }

    /// Whether an index of `a` and an index of `b` reach the same place of one array.
    ///
    /// They do where `sum i_d s_d - sum j_e t_e` is the distance of the offsets. Equal strides make
    /// one term, from the largest on each takes what the smaller ones can make up for, and in
    /// layouts of practice that leaves one or two numbers to try.
    static boolean meet(Layout a, Layout b) {
        if (a.numel() == 0 || b.numel() == 0) {
            return false;
        }
        long distance = (long) b.offset() - a.offset();
        if (distance >= a.reach() || -distance >= b.reach()) {
            return false;
        }
        return new Search(a, b).reaches(0, distance);
    }

    private static final class Search {
        private final int[] strides;
        private final long[] least; // of the factor of each stride, and the most
        private final long[] most;
        private final long[] restLeast; // of what the strides from here on add up to
        private final long[] restMost;
        private int patience = PATIENCE;

        Search(Layout a, Layout b) {
            int[] all = new int[a.dim() + b.dim()];
            System.arraycopy(a.strides(), 0, all, 0, a.dim());
            System.arraycopy(b.strides(), 0, all, a.dim(), b.dim());
            strides =
                    Arrays.stream(all)
                            .filter(s -> s > 0)
                            .distinct()
                            .map(s -> -s)
                            .sorted()
                            .map(s -> -s)
                            .toArray();
            least = new long[strides.length];
            most = new long[strides.length];
            restLeast = new long[strides.length + 1];
            restMost = new long[strides.length + 1];
            for (int k = strides.length - 1; k >= 0; k--) {
                most[k] = span(a, strides[k]);
                least[k] = -span(b, strides[k]);
                restLeast[k] = restLeast[k + 1] + least[k] * strides[k];
                restMost[k] = restMost[k + 1] + most[k] * strides[k];
            }
        }

        private static long span(Layout layout, int stride) {
            long span = 0;
            for (int d = 0; d < layout.dim(); d++) {
                span += layout.strides()[d] == stride ? layout.shape()[d] - 1 : 0;
            }
            return span;
        }

        boolean reaches(int k, long distance) {
            if (k == strides.length) {
                return distance == 0;
            }
            long low = Math.max(least[k], Math.ceilDiv(distance - restMost[k + 1], strides[k]));
            long high = Math.min(most[k], Math.floorDiv(distance - restLeast[k + 1], strides[k]));
            for (long factor = low; factor <= high; factor++) {
                if (--patience < 0 || reaches(k + 1, distance - factor * strides[k])) {
                    return true;
                }
            }
            return false;
        }
    }
}
