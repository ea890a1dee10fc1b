package jgrad;

import org.jspecify.annotations.Nullable;

/// The windows of pooling: `PoolOptions.of(3).stride(2).padding(1)`.
///
/// Lists hold one number for all pooled dimensions, or one for each. Torch: the arguments of
/// `max_pool2d` and `avg_pool2d`.
///
/// @param kernelSize sizes of a window
/// @param stride from one window to the next; null for the window's size
/// @param padding how far windows reach over each end, at most half of their size
/// @param dilation from one element of a window to the next, for the maximum only
/// @param ceilMode whether a last window that reaches over the end counts
/// @param countIncludePad whether a mean divides by what lies in the padding, too
/// @param divisorOverride what a mean divides by instead, or null
public record PoolOptions(
        int[] kernelSize,
        int @Nullable [] stride,
        int[] padding,
        int[] dilation,
        boolean ceilMode,
        boolean countIncludePad,
        @Nullable Integer divisorOverride) {

    public PoolOptions {
        kernelSize = kernelSize.clone();
        stride = stride == null ? null : stride.clone();
        padding = padding.clone();
        dilation = dilation.clone();
    }

    /// Windows of this size, side by side.
    public static PoolOptions of(int... kernelSize) {
        return new PoolOptions(kernelSize, null, new int[] {0}, new int[] {1}, false, true, null);
    }

    /// With another stride.
    public PoolOptions stride(int... stride) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /// With another padding.
    public PoolOptions padding(int... padding) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /// With another dilation.
    public PoolOptions dilation(int... dilation) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /// With or without a last window that reaches over the end.
    public PoolOptions ceilMode(boolean ceilMode) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /// With or without padding in what a mean divides by.
    public PoolOptions countIncludePad(boolean countIncludePad) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /// With a number that a mean divides by.
    public PoolOptions divisorOverride(@Nullable Integer divisorOverride) {
        return new PoolOptions(
                kernelSize, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }
}
