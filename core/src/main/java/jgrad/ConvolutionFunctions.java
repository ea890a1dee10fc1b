package jgrad;

import jgrad.ops.Convolving;

import org.jspecify.annotations.Nullable;

/// The convolutions of [Functional], where they are called: `Functional.conv2d(x, weight)`.
///
/// A window of the weights' size glides over the input; at each of its places every output channel
/// is the sum of all products of weights and elements under them:
///
/// `y[n, o, p] = bias[o] + sum of weight[o, c, k] * x[n, c, p * stride - padding + k * dilation]`
///
/// over the channels `c` (those of the same group as `o`) and the places `k` in the window. Inputs
/// are `[N, C, ...]`, or `[C, ...]` for a single one.
public abstract sealed class ConvolutionFunctions extends Losses permits PoolingFunctions {
    ConvolutionFunctions() {}

    /// The convolution of a sequence, `[N, C, L]`, with weights `[O, C / groups, K]`, stride 1, no
    /// padding. Torch: `conv1d`.
    public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return conv1d(x, weight, bias, ConvOptions.DEFAULT);
    }

    /// The convolution of a sequence, `[N, C, L]`, with weights `[O, C / groups, K]`. Torch:
    /// `conv1d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor conv1d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return Convolving.convolution(
                1,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.paddingMode(),
                options.dilation(),
                options.groups());
    }

    /// The convolution of an image, `[N, C, H, W]`, with weights `[O, C / groups, KH, KW]`, stride
    /// 1, no padding. Torch: `conv2d`.
    public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return conv2d(x, weight, bias, ConvOptions.DEFAULT);
    }

    /// The convolution of an image, `[N, C, H, W]`, with weights `[O, C / groups, KH, KW]`. Torch:
    /// `conv2d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor conv2d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return Convolving.convolution(
                2,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.paddingMode(),
                options.dilation(),
                options.groups());
    }

    /// The convolution of a volume, `[N, C, D, H, W]`, with weights `[O, C / groups, KD, KH, KW]`,
    /// stride 1, no padding. Torch: `conv3d`.
    public static Tensor conv3d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return conv3d(x, weight, bias, ConvOptions.DEFAULT);
    }

    /// The convolution of a volume, `[N, C, D, H, W]`, with weights `[O, C / groups, KD, KH, KW]`.
    /// Torch: `conv3d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor conv3d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return Convolving.convolution(
                3,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.paddingMode(),
                options.dilation(),
                options.groups());
    }

    /// The transposed convolution of a sequence, stride 1, no padding. Torch: `conv_transpose1d`.
    public static Tensor convTranspose1d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return convTranspose1d(x, weight, bias, ConvTransposeOptions.DEFAULT);
    }

    /// The transposed convolution of a sequence, `[N, C, L]`, with weights `[C, O / groups, K]`:
    /// the gradient of [#conv1d], as a function of its input. Torch: `conv_transpose1d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor convTranspose1d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
        return Convolving.transposed(
                1,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.outputPadding(),
                options.groups(),
                options.dilation());
    }

    /// The transposed convolution of an image, stride 1, no padding. Torch: `conv_transpose2d`.
    public static Tensor convTranspose2d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return convTranspose2d(x, weight, bias, ConvTransposeOptions.DEFAULT);
    }

    /// The transposed convolution of an image, `[N, C, H, W]`, with weights `[C, O / groups, KH,
    /// KW]`: the gradient of [#conv2d], as a function of its input. Torch: `conv_transpose2d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor convTranspose2d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
        return Convolving.transposed(
                2,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.outputPadding(),
                options.groups(),
                options.dilation());
    }

    /// The transposed convolution of a volume, stride 1, no padding. Torch: `conv_transpose3d`.
    public static Tensor convTranspose3d(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return convTranspose3d(x, weight, bias, ConvTransposeOptions.DEFAULT);
    }

    /// The transposed convolution of a volume, `[N, C, D, H, W]`, with weights `[C, O / groups, KD,
    /// KH, KW]`: the gradient of [#conv3d], as a function of its input. Torch: `conv_transpose3d`.
    ///
    /// @param bias one number for each output channel, or null
    /// @throws IllegalArgumentException if the shapes or types do not fit
    public static Tensor convTranspose3d(
            Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
        return Convolving.transposed(
                3,
                x,
                weight,
                bias,
                options.stride(),
                options.padding(),
                options.outputPadding(),
                options.groups(),
                options.dilation());
    }
}
