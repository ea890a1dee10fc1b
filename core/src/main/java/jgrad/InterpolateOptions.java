package jgrad;

import org.jspecify.annotations.Nullable;

/// To which size an image is brought, and how: `InterpolateOptions.size(32, 32).mode("bilinear")`.
/// Torch: the arguments of `interpolate`.
///
/// @param size of each spatial dimension, or one for all of them, or null
/// @param scaleFactor by which each grows, or null; one of the two is given
/// @param mode `nearest`, `nearest-exact`, `linear` (one dimension), `bilinear` and `bicubic`
///   (two), `trilinear` (three), `area`
/// @param alignCorners whether the middles of the first and last elements stay where they are, or
///   else the outer edges; null for a mode that has no such choice, and for the edges
/// @param recomputeScaleFactor whether the sizes' quotient is used instead of the factor given
/// @param antialias whether a smaller image is smoothed, for `bilinear` and `bicubic`
public record InterpolateOptions(
        int @Nullable [] size,
        double @Nullable [] scaleFactor,
        String mode,
        @Nullable Boolean alignCorners,
        boolean recomputeScaleFactor,
        boolean antialias) {

    public InterpolateOptions {
        size = size == null ? null : size.clone();
        scaleFactor = scaleFactor == null ? null : scaleFactor.clone();
    }

    /// To these sizes, by the nearest elements.
    public static InterpolateOptions size(int... size) {
        return new InterpolateOptions(size, null, "nearest", null, false, false);
    }

    /// By these factors, by the nearest elements.
    public static InterpolateOptions scaleFactor(double... scaleFactor) {
        return new InterpolateOptions(null, scaleFactor, "nearest", null, false, false);
    }

    /// With another mode.
    public InterpolateOptions mode(String mode) {
        return new InterpolateOptions(
                size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /// With corners that stay where they are, or not.
    public InterpolateOptions alignCorners(@Nullable Boolean alignCorners) {
        return new InterpolateOptions(
                size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /// With the quotient of the sizes as factor, or not.
    public InterpolateOptions recomputeScaleFactor(boolean recomputeScaleFactor) {
        return new InterpolateOptions(
                size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /// With or without smoothing.
    public InterpolateOptions antialias(boolean antialias) {
        return new InterpolateOptions(
                size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }
}
