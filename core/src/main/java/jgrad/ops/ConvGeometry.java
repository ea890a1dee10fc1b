package jgrad.ops;

import jgrad.kernels.windows.Windows;

import java.util.Arrays;
import java.util.Map;

/// How a convolution's windows are spaced, one number for each spatial dimension.
///
/// @param transposed whether it is the gradient of a convolution, as a function of its input
/// @param outputPadding how many more elements the result of a transposed one has at the end
public record ConvGeometry(
        int[] stride,
        int[] padding,
        int[] dilation,
        boolean transposed,
        int[] outputPadding,
        int groups) {

    int dims() {
        return stride.length;
    }

    ConvGeometry withGroups(int n) {
        return new ConvGeometry(stride, padding, dilation, transposed, outputPadding, n);
    }

    /// The windows of a convolution of `x` with `w`, shapes with batch and channels in front.
    Windows windows(int[] x, int[] w) {
        int[] from = Arrays.copyOfRange(x, 2, x.length);
        int[] window = Arrays.copyOfRange(w, 2, w.length);
        int[] to = result(from, window);
        return transposed
                ? new Windows(to, window, from, stride, padding, dilation)
                : new Windows(from, window, to, stride, padding, dilation);
    }

    /// The spatial sizes of the result; not positive if the windows do not fit.
    int[] result(int[] from, int[] window) {
        int[] to = new int[from.length];
        for (int d = 0; d < to.length; d++) {
            long reach = (long) dilation[d] * (window[d] - 1) + 1;
            to[d] =
                    Math.toIntExact(
                            transposed
                                    ? (from[d] - 1L) * stride[d]
                                            - 2L * padding[d]
                                            + reach
                                            + outputPadding[d]
                                    : Math.floorDiv(from[d] + 2L * padding[d] - reach, stride[d])
                                            + 1);
        }
        return to;
    }

    Map<String, Object> parameters() {
        return Map.of(
                "stride", Views.Inside.list(stride),
                "padding", Views.Inside.list(padding),
                "dilation", Views.Inside.list(dilation),
                "transposed", transposed,
                "output_padding", Views.Inside.list(outputPadding),
                "groups", (long) groups);
    }
}
