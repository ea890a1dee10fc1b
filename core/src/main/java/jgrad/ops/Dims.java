package jgrad.ops;

import java.util.Arrays;
import java.util.function.Supplier;

/// Dimension numbers, which may count from the end.
public final class Dims {
    private Dims() {}

    /// `dim` from 0 on.
    ///
    /// @throws IndexOutOfBoundsException if a tensor of `rank` dimensions has no such one; a 0-d
    ///   tensor counts as 1-d
    public static int wrap(int dim, int rank) {
        int n = Math.max(rank, 1);
        if (dim < -n || dim >= n) {
            throw new IndexOutOfBoundsException(
                    "Dimension out of range (expected to be in range of ["
                            + -n
                            + ", "
                            + (n - 1)
                            + "], but got "
                            + dim
                            + ")");
        }
        return dim < 0 ? dim + n : dim;
    }

    /// Several, each at most once.
    public static int[] wrap(int[] dims, int rank) {
        var out = new int[dims.length];
        long seen = 0;
        for (int i = 0; i < dims.length; i++) {
            out[i] = wrap(dims[i], rank);
            if ((seen & 1L << out[i]) != 0) {
                throw new IllegalArgumentException(
                        "dim " + out[i] + " appears multiple times in the list of dims");
            }
            seen |= 1L << out[i];
        }
        return out;
    }

    /// `shape` without the dimensions `dims`, or with them as 1.
    public static int[] reduced(int[] shape, int[] dims, boolean keepdim) {
        var gone = new boolean[shape.length];
        for (int d : dims) {
            if (shape.length > 0) {
                gone[d] = true;
            }
        }
        var out = new int[shape.length];
        int n = 0;
        for (int d = 0; d < shape.length; d++) {
            if (!gone[d]) {
                out[n++] = shape[d];
            } else if (keepdim) {
                out[n++] = 1;
            }
        }
        return Arrays.copyOf(out, n);
    }

    /// One number for each of `n` dimensions, given once for all of them or one by one.
    ///
    /// @throws IllegalArgumentException with this message for another number of numbers
    static int[] sizes(int[] given, int n, Supplier<String> message) {
        if (given.length == n) {
            return given.clone();
        }
        if (given.length != 1) {
            throw new IllegalArgumentException(message.get());
        }
        int[] all = new int[n];
        Arrays.fill(all, given[0]);
        return all;
    }
}
