package jgrad;

/// How the windows of a transposed convolution are spaced: those of the convolution that it is the
/// gradient of.
///
/// Lists hold one number for all spatial dimensions, or one for each. Torch: the arguments of
/// `conv_transpose2d`.
///
/// @param stride from one window to the next
/// @param padding what is cut off before and after each dimension of the result
/// @param outputPadding what the result has more at the end of each dimension, which says how large
///   it is where several sizes would fit
/// @param groups into which the channels are cut
/// @param dilation from one tap of a window to the next
public record ConvTransposeOptions(
        int[] stride, int[] padding, int[] outputPadding, int groups, int[] dilation) {

    /// Windows side by side, without padding.
    public static final ConvTransposeOptions DEFAULT =
            new ConvTransposeOptions(new int[] {1}, new int[] {0}, new int[] {0}, 1, new int[] {1});

    public ConvTransposeOptions {
        stride = stride.clone();
        padding = padding.clone();
        outputPadding = outputPadding.clone();
        dilation = dilation.clone();
    }

    /// With another stride.
    public ConvTransposeOptions stride(int... stride) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, dilation);
    }

    /// With another padding.
    public ConvTransposeOptions padding(int... padding) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, dilation);
    }

    /// With another padding of the result.
    public ConvTransposeOptions outputPadding(int... outputPadding) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, dilation);
    }

    /// With another number of groups.
    public ConvTransposeOptions groups(int groups) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, dilation);
    }

    /// With another dilation.
    public ConvTransposeOptions dilation(int... dilation) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, dilation);
    }
}
