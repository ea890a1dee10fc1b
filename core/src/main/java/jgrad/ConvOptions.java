package jgrad;

import org.jspecify.annotations.Nullable;

/// How the windows of a convolution are spaced: `ConvOptions.DEFAULT.stride(2).padding(1)`.
///
/// Lists hold one number for all spatial dimensions, or one for each. Torch: the arguments of
/// `conv2d`.
///
/// @param stride from one window to the next
/// @param padding zeros put before and after each dimension
/// @param paddingMode `"same"` for as much padding as keeps the sizes, `"valid"` for none, or null
///   for `padding`
/// @param dilation from one tap of a window to the next
/// @param groups into which the channels are cut; those of one do not see those of another
public record ConvOptions(
        int[] stride, int[] padding, @Nullable String paddingMode, int[] dilation, int groups) {

    /// Windows side by side, without padding.
    public static final ConvOptions DEFAULT =
            new ConvOptions(new int[] {1}, new int[] {0}, null, new int[] {1}, 1);

    public ConvOptions {
        stride = stride.clone();
        padding = padding.clone();
        dilation = dilation.clone();
    }

    /// With another stride.
    public ConvOptions stride(int... stride) {
        return new ConvOptions(stride, padding, paddingMode, dilation, groups);
    }

    /// With another padding.
    public ConvOptions padding(int... padding) {
        return new ConvOptions(stride, padding, null, dilation, groups);
    }

    /// With padding `"same"` or `"valid"`.
    public ConvOptions padding(String mode) {
        return new ConvOptions(stride, padding, mode, dilation, groups);
    }

    /// With another dilation.
    public ConvOptions dilation(int... dilation) {
        return new ConvOptions(stride, padding, paddingMode, dilation, groups);
    }

    /// With another number of groups.
    public ConvOptions groups(int groups) {
        return new ConvOptions(stride, padding, paddingMode, dilation, groups);
    }
}
