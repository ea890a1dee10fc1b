package jgrad.kernels.walk;

import jgrad.storage.Layout;

import java.util.Arrays;

/// The places an in-place operation must not write to.
public final class Overlap {
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

    /// @throws IllegalArgumentException if `out` shares some elements with `in` but is not the same
    ///   view
    public static void checkBetween(Object outArray, Layout out, Object inArray, Layout in) {
        if (outArray != inArray || out == in) {
            return;
        }
        int p = out.offset();
        int q = in.offset();
        boolean apart = p + out.numel() <= q || q + in.numel() <= p;
        boolean same =
                p == q
                        && Arrays.equals(out.strides(), in.strides())
                        && Arrays.equals(out.shape(), in.shape());
        if (!apart && !same && out.isNonOverlappingAndDense() && in.isNonOverlappingAndDense()) {
            throw new IllegalArgumentException(
                    "unsupported operation: some elements of the input tensor and the written-to"
                            + " tensor refer to a single memory location. Please clone() the tensor"
                            + " before performing the operation.");
        }
    }
}
