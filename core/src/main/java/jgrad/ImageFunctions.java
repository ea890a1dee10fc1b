package jgrad;

import jgrad.ops.Gridding;
import jgrad.ops.Imaging;
import jgrad.ops.Padding;

import org.jspecify.annotations.Nullable;

/// What [Functional] does with images: padding, other sizes, patches. Called there:
/// `Functional.pad(..)`.
public abstract sealed class ImageFunctions extends NormalizationFunctions permits Functional {
    ImageFunctions() {}

    /// Zeros around the last dimensions; a negative number of them cuts. Torch: `pad`.
    ///
    /// @param pad how many before and after the last dimension, before and after the one before it,
    ///   ...
    public static Tensor pad(Tensor x, int... pad) {
        return Padding.constant(x, pad, 0L);
    }

    /// `value` around the last dimensions. Torch: `pad(x, pad, value=value)`.
    public static Tensor pad(Tensor x, int[] pad, double value) {
        return Padding.constant(x, pad, value);
    }

    /// Elements around the last one, two or three dimensions. Torch: `pad(x, pad, mode)`.
    ///
    /// @param mode `constant` (zeros), `reflect` (`c b | a b c | b a`), `replicate` (`a a | a b c |
    ///   c c`) or `circular` (`b c | a b c | a b`)
    /// @throws IllegalArgumentException if the numbers do not fit
    public static Tensor pad(Tensor x, int[] pad, String mode) {
        return Padding.pad(x, pad, mode, null);
    }

    /// An image `[N, C, ...]` of another size. Torch: `interpolate`.
    ///
    /// @throws IllegalArgumentException if the options do not fit the image
    public static Tensor interpolate(Tensor x, InterpolateOptions options) {
        return Imaging.interpolate(
                x,
                options.size(),
                options.scaleFactor(),
                options.mode(),
                options.alignCorners(),
                options.recomputeScaleFactor(),
                options.antialias());
    }

    /// The image `x` (`[N, C, H, W]` or `[N, C, D, H, W]`) at the points of `grid` (`[N, .., 2]` or
    /// `[N, .., 3]`, the width's coordinate first): bilinear, zeros beyond the edges, corners not
    /// aligned. Torch: `grid_sample`.
    public static Tensor gridSample(Tensor x, Tensor grid) {
        return gridSample(x, grid, "bilinear", "zeros", false);
    }

    /// As above.
    ///
    /// @param mode `bilinear` (of volumes trilinear), `nearest` or `bicubic` (images only)
    /// @param paddingMode what lies beyond the edges: `zeros`, `border` or `reflection`
    /// @param alignCorners whether -1 and 1 are the middles of the first and the last element, or
    ///   else their outer edges
    /// @throws IllegalArgumentException if the shapes do not fit
    public static Tensor gridSample(
            Tensor x, Tensor grid, String mode, String paddingMode, boolean alignCorners) {
        return Gridding.gridSample(x, grid, mode, paddingMode, alignCorners);
    }

    /// The grid to which affine maps `theta` (`[N, 2, 3]` or `[N, 3, 4]`) bring the places of an
    /// image of `size`. Torch: `affine_grid`.
    public static Tensor affineGrid(Tensor theta, int[] size, boolean alignCorners) {
        return Gridding.affineGrid(theta, size, alignCorners);
    }

    /// `[.., C r r, H, W]` to `[.., C, H r, W r]`. Torch: `pixel_shuffle`.
    public static Tensor pixelShuffle(Tensor x, int upscaleFactor) {
        return Imaging.pixelShuffle(x, upscaleFactor);
    }

    /// `[.., C, H r, W r]` to `[.., C r r, H, W]`. Torch: `pixel_unshuffle`.
    public static Tensor pixelUnshuffle(Tensor x, int downscaleFactor) {
        return Imaging.pixelUnshuffle(x, downscaleFactor);
    }

    /// The channels of each group in turn. Torch: `channel_shuffle`.
    public static Tensor channelShuffle(Tensor x, int groups) {
        return Imaging.channelShuffle(x, groups);
    }

    /// The patches of an image `[N, C, H, W]` as columns `[N, C * taps, patches]`. Torch: `unfold`
    /// (im2col).
    ///
    /// @param kernelSize of a patch; each list holds one number for both dimensions or two
    public static Tensor unfold(
            Tensor x, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        return Imaging.unfold(x, kernelSize, dilation, padding, stride);
    }

    /// Patches side by side in both dimensions by one element. Torch: `unfold`.
    public static Tensor unfold(Tensor x, int... kernelSize) {
        return unfold(x, kernelSize, new int[] {1}, new int[] {0}, new int[] {1});
    }

    /// An image `[N, C, outputSize]` from columns; where patches overlap, their sum. Torch: `fold`
    /// (col2im).
    public static Tensor fold(
            Tensor x,
            int[] outputSize,
            int[] kernelSize,
            int[] dilation,
            int[] padding,
            int[] stride) {
        return Imaging.fold(x, outputSize, kernelSize, dilation, padding, stride);
    }

    /// As above, of patches that follow each other by one element. Torch: `fold`.
    public static Tensor fold(Tensor x, int[] outputSize, int... kernelSize) {
        return fold(x, outputSize, kernelSize, new int[] {1}, new int[] {0}, new int[] {1});
    }

    /// The nearest elements. Torch: `upsample_nearest`.
    public static Tensor upsampleNearest(
            Tensor x, int @Nullable [] size, double @Nullable [] scaleFactor) {
        return Imaging.interpolate(x, size, scaleFactor, "nearest", null, false, false);
    }

    /// Between the nearest elements, corners aligned. Torch: `upsample_bilinear`.
    public static Tensor upsampleBilinear(
            Tensor x, int @Nullable [] size, double @Nullable [] scaleFactor) {
        return Imaging.interpolate(x, size, scaleFactor, "bilinear", true, false, false);
    }
}
