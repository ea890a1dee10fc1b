package jgrad;

import jgrad.ops.PoolCalls;

import org.jspecify.annotations.Nullable;

/// The pooling operations of [Functional], where they are called: `Functional.maxPool2d(x, 2)`.
///
/// Each makes one element of every window over the last one, two or three dimensions; how windows
/// lie is said by [PoolOptions]. Inputs are `[N, C, ...]`, or `[C, ...]` for a single one.
public abstract sealed class PoolingFunctions extends ConvolutionFunctions
        permits NormalizationFunctions {
    PoolingFunctions() {}

    /// Largest elements, and where each was: its position in the plane (or row, or volume) of its
    /// channel, int64.
    public record MaxPooled(Tensor values, Tensor indices) {}

    /// The largest element of each window of `kernelSize`, side by side. Torch: `max_pool1d`.
    public static Tensor maxPool1d(Tensor x, int... kernelSize) {
        return maxPool1d(x, PoolOptions.of(kernelSize));
    }

    /// The largest element of each window; NaN if there is one. Torch: `max_pool1d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit
    public static Tensor maxPool1d(Tensor x, PoolOptions options) {
        return maxPool1dWithIndices(x, options).values();
    }

    /// As [#maxPool1d], and where the elements are: the first of several that are equal. Torch:
    /// `max_pool1d(.., return_indices=True)`.
    public static MaxPooled maxPool1dWithIndices(Tensor x, PoolOptions options) {
        return pooled(
                PoolCalls.max(
                        1,
                        x,
                        options.kernelSize(),
                        options.stride(),
                        options.padding(),
                        options.dilation(),
                        options.ceilMode()));
    }

    /// The largest element of each window of `kernelSize`, side by side. Torch: `max_pool2d`.
    public static Tensor maxPool2d(Tensor x, int... kernelSize) {
        return maxPool2d(x, PoolOptions.of(kernelSize));
    }

    /// The largest element of each window; NaN if there is one. Torch: `max_pool2d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit
    public static Tensor maxPool2d(Tensor x, PoolOptions options) {
        return maxPool2dWithIndices(x, options).values();
    }

    /// As [#maxPool2d], and where the elements are: the first of several that are equal. Torch:
    /// `max_pool2d(.., return_indices=True)`.
    public static MaxPooled maxPool2dWithIndices(Tensor x, PoolOptions options) {
        return pooled(
                PoolCalls.max(
                        2,
                        x,
                        options.kernelSize(),
                        options.stride(),
                        options.padding(),
                        options.dilation(),
                        options.ceilMode()));
    }

    /// The largest element of each window of `kernelSize`, side by side. Torch: `max_pool3d`.
    public static Tensor maxPool3d(Tensor x, int... kernelSize) {
        return maxPool3d(x, PoolOptions.of(kernelSize));
    }

    /// The largest element of each window; NaN if there is one. Torch: `max_pool3d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit
    public static Tensor maxPool3d(Tensor x, PoolOptions options) {
        return maxPool3dWithIndices(x, options).values();
    }

    /// As [#maxPool3d], and where the elements are: the first of several that are equal. Torch:
    /// `max_pool3d(.., return_indices=True)`.
    public static MaxPooled maxPool3dWithIndices(Tensor x, PoolOptions options) {
        return pooled(
                PoolCalls.max(
                        3,
                        x,
                        options.kernelSize(),
                        options.stride(),
                        options.padding(),
                        options.dilation(),
                        options.ceilMode()));
    }

    /// The mean of each window of `kernelSize`, side by side. Torch: `avg_pool1d`.
    public static Tensor avgPool1d(Tensor x, int... kernelSize) {
        return avgPool1d(x, PoolOptions.of(kernelSize));
    }

    /// The mean of each window. Torch: `avg_pool1d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit, or are dilated
    public static Tensor avgPool1d(Tensor x, PoolOptions options) {
        return avg(1, x, options);
    }

    /// The mean of each window of `kernelSize`, side by side. Torch: `avg_pool2d`.
    public static Tensor avgPool2d(Tensor x, int... kernelSize) {
        return avgPool2d(x, PoolOptions.of(kernelSize));
    }

    /// The mean of each window. Torch: `avg_pool2d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit, or are dilated
    public static Tensor avgPool2d(Tensor x, PoolOptions options) {
        return avg(2, x, options);
    }

    /// The mean of each window of `kernelSize`, side by side. Torch: `avg_pool3d`.
    public static Tensor avgPool3d(Tensor x, int... kernelSize) {
        return avgPool3d(x, PoolOptions.of(kernelSize));
    }

    /// The mean of each window. Torch: `avg_pool3d`.
    ///
    /// @throws IllegalArgumentException if the windows do not fit, or are dilated
    public static Tensor avgPool3d(Tensor x, PoolOptions options) {
        return avg(3, x, options);
    }

    /// The largest element of each of `outputSize` equal parts. Torch: `adaptive_max_pool1d`.
    public static Tensor adaptiveMaxPool1d(Tensor x, int outputSize) {
        return adaptiveMaxPool1dWithIndices(x, outputSize).values();
    }

    /// As [#adaptiveMaxPool1d], and where the elements are. Torch: `adaptive_max_pool1d(..,
    /// return_indices=True)`.
    public static MaxPooled adaptiveMaxPool1dWithIndices(Tensor x, int outputSize) {
        return pooled(PoolCalls.adaptiveMax(1, x, new int[] {outputSize}));
    }

    /// The mean of each of `outputSize` equal parts. Torch: `adaptive_avg_pool1d`.
    public static Tensor adaptiveAvgPool1d(Tensor x, int outputSize) {
        return PoolCalls.adaptiveAvg(1, x, new int[] {outputSize});
    }

    /// The largest element of each of `outputSize` equal parts. One size stands for all dimensions.
    /// Torch: `adaptive_max_pool2d`.
    public static Tensor adaptiveMaxPool2d(Tensor x, int... outputSize) {
        return adaptiveMaxPool2dWithIndices(x, outputSize).values();
    }

    /// As [#adaptiveMaxPool2d], and where the elements are. Torch: `adaptive_max_pool2d(..,
    /// return_indices=True)`.
    public static MaxPooled adaptiveMaxPool2dWithIndices(Tensor x, int... outputSize) {
        return pooled(PoolCalls.adaptiveMax(2, x, outputSize));
    }

    /// The mean of each of `outputSize` equal parts. One size stands for all dimensions. Torch:
    /// `adaptive_avg_pool2d`.
    public static Tensor adaptiveAvgPool2d(Tensor x, int... outputSize) {
        return PoolCalls.adaptiveAvg(2, x, outputSize);
    }

    /// The largest element of each of `outputSize` equal parts. One size stands for all dimensions.
    /// Torch: `adaptive_max_pool3d`.
    public static Tensor adaptiveMaxPool3d(Tensor x, int... outputSize) {
        return adaptiveMaxPool3dWithIndices(x, outputSize).values();
    }

    /// As [#adaptiveMaxPool3d], and where the elements are. Torch: `adaptive_max_pool3d(..,
    /// return_indices=True)`.
    public static MaxPooled adaptiveMaxPool3dWithIndices(Tensor x, int... outputSize) {
        return pooled(PoolCalls.adaptiveMax(3, x, outputSize));
    }

    /// The mean of each of `outputSize` equal parts. One size stands for all dimensions. Torch:
    /// `adaptive_avg_pool3d`.
    public static Tensor adaptiveAvgPool3d(Tensor x, int... outputSize) {
        return PoolCalls.adaptiveAvg(3, x, outputSize);
    }

    /// The elements where `indices` say, and zeros elsewhere: what undoes [#maxPool1d]. Torch:
    /// `max_unpool1d`.
    ///
    /// @param options the windows of the pooling
    /// @param outputSize sizes of the result where several fit, or null
    /// @throws IllegalArgumentException for an index outside of the result
    public static Tensor maxUnpool1d(
            Tensor x, Tensor indices, PoolOptions options, int @Nullable [] outputSize) {
        return PoolCalls.maxUnpool(
                1,
                x,
                indices,
                options.kernelSize(),
                options.stride(),
                options.padding(),
                outputSize);
    }

    /// The `p`-norm of each window, `(sum of x^p)^(1/p)`. Torch: `lp_pool1d`.
    public static Tensor lpPool1d(Tensor x, double p, PoolOptions options) {
        return PoolCalls.lp(1, x, p, options.kernelSize(), options.stride(), options.ceilMode());
    }

    /// The elements where `indices` say, and zeros elsewhere: what undoes [#maxPool2d]. Torch:
    /// `max_unpool2d`.
    ///
    /// @param options the windows of the pooling
    /// @param outputSize sizes of the result where several fit, or null
    /// @throws IllegalArgumentException for an index outside of the result
    public static Tensor maxUnpool2d(
            Tensor x, Tensor indices, PoolOptions options, int @Nullable [] outputSize) {
        return PoolCalls.maxUnpool(
                2,
                x,
                indices,
                options.kernelSize(),
                options.stride(),
                options.padding(),
                outputSize);
    }

    /// The `p`-norm of each window, `(sum of x^p)^(1/p)`. Torch: `lp_pool2d`.
    public static Tensor lpPool2d(Tensor x, double p, PoolOptions options) {
        return PoolCalls.lp(2, x, p, options.kernelSize(), options.stride(), options.ceilMode());
    }

    /// The elements where `indices` say, and zeros elsewhere: what undoes [#maxPool3d]. Torch:
    /// `max_unpool3d`.
    ///
    /// @param options the windows of the pooling
    /// @param outputSize sizes of the result where several fit, or null
    /// @throws IllegalArgumentException for an index outside of the result
    public static Tensor maxUnpool3d(
            Tensor x, Tensor indices, PoolOptions options, int @Nullable [] outputSize) {
        return PoolCalls.maxUnpool(
                3,
                x,
                indices,
                options.kernelSize(),
                options.stride(),
                options.padding(),
                outputSize);
    }

    /// The `p`-norm of each window, `(sum of x^p)^(1/p)`. Torch: `lp_pool3d`.
    public static Tensor lpPool3d(Tensor x, double p, PoolOptions options) {
        return PoolCalls.lp(3, x, p, options.kernelSize(), options.stride(), options.ceilMode());
    }

    private static MaxPooled pooled(Tensor[] found) {
        return new MaxPooled(found[0], found[1]);
    }

    private static Tensor avg(int dims, Tensor x, PoolOptions options) {
        for (int apart : options.dilation()) {
            if (apart != 1) {
                throw new IllegalArgumentException(
                        "avg_pool"
                                + dims
                                + "d has no dilation, but got "
                                + apart
                                + ". Leave PoolOptions.dilation as it is.");
            }
        }
        return PoolCalls.avg(
                dims,
                x,
                options.kernelSize(),
                options.stride(),
                options.padding(),
                options.ceilMode(),
                options.countIncludePad(),
                options.divisorOverride());
    }
}
