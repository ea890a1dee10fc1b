package jgrad.kernels.walk;

import jgrad.storage.Layout;

import java.util.Arrays;

/// The rule of broadcasting: which shapes can be, and the layouts that repeat to do so.
public final class Expand {
    private Expand() {}

    /// Whether two shapes can be broadcast together.
    public static boolean agree(int[] a, int[] b) {
        for (int d = 1; d <= Math.min(a.length, b.length); d++) {
            int p = a[a.length - d];
            int q = b[b.length - d];
            if (p != q && p != 1 && q != 1) {
                return false;
            }
        }
        return true;
    }

    /// Whether a tensor of shape `from` can be broadcast to `to`.
    public static boolean fits(int[] from, int[] to) {
        int missing = to.length - from.length;
        for (int d = 0; d < from.length; d++) {
            if (missing < 0 || from[d] != 1 && from[d] != to[d + missing]) {
                return false;
            }
        }
        return true;
    }

    /// The layout with repetitions, stride 0, that make it of the given shape.
    ///
    /// @throws IllegalArgumentException if it does not fit
    public static Layout to(Layout layout, int[] shape) {
        if (!fits(layout.shape(), shape)) {
            throw new IllegalArgumentException(
                    "output with shape "
                            + Arrays.toString(shape)
                            + " doesn't match the broadcast shape "
                            + Arrays.toString(Broadcast.shape(layout.shape(), shape)));
        }
        return new Layout(shape, Broadcast.strides(layout, shape), layout.offset());
    }
}
