package jgrad;

import jgrad.ops.Normalizing;

import org.jspecify.annotations.Nullable;

/// The normalizations of [Functional], where they are called: `Functional.batchNorm(..)`.
///
/// Each subtracts a mean and divides by a deviation, `(x - mean) / sqrt(var + eps)`; they differ in
/// the elements over which both are taken. Variances are biased.
public abstract sealed class NormalizationFunctions extends PoolingFunctions
        permits ImageFunctions {
    NormalizationFunctions() {}

    /// Each channel over the batch and all places, with `momentum` 0.1 and `eps` 1e-5. Torch:
    /// `batch_norm`.
    public static Tensor batchNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training) {
        return batchNorm(x, runningMean, runningVar, weight, bias, training, 0.1, 1e-5);
    }

    /// Each channel of `[N, C, ...]` over the batch and all places, then `* weight + bias` channel
    /// by channel. Torch: `batch_norm`.
    ///
    /// @param runningMean `[C]`; what is subtracted if not training. Training writes `(1 -
    ///   momentum) * running + momentum * mean of the batch` over it
    /// @param runningVar likewise; it takes up the unbiased variance
    /// @throws IllegalArgumentException if the shapes do not fit, or if training on one element a
    ///   channel
    public static Tensor batchNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        return Normalizing.batchNorm(
                x, runningMean, runningVar, weight, bias, training, momentum, eps);
    }

    /// A result with the mean and `1 / sqrt(var + eps)` that it was made with.
    public record Normalized(Tensor output, Tensor mean, Tensor rstd) {}

    /// As [#batchNorm], with the moments of the batch if training, and empty ones if not. Torch:
    /// `torch.native_batch_norm`.
    public static Normalized nativeBatchNorm(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            boolean training,
            double momentum,
            double eps) {
        return normalized(
                Normalizing.nativeBatchNorm(
                        x, weight, bias, runningMean, runningVar, training, momentum, eps));
    }

    /// Each channel of each sample over all places. Torch: `instance_norm`.
    public static Tensor instanceNorm(Tensor x) {
        return instanceNorm(x, null, null, null, null, true, 0.1, 1e-5);
    }

    /// Each channel of each sample of `[N, C, ...]` over all places, then `* weight + bias` channel
    /// by channel. Torch: `instance_norm`.
    ///
    /// @param runningMean `[C]`; what is subtracted unless `useInputStats`, which writes over it
    ///   the mean of what each sample makes of it, as [#batchNorm] would
    /// @throws IllegalArgumentException if the shapes do not fit
    public static Tensor instanceNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean useInputStats,
            double momentum,
            double eps) {
        return Normalizing.instanceNorm(
                x, runningMean, runningVar, weight, bias, useInputStats, momentum, eps);
    }

    /// Each of `numGroups` groups of channels of each sample of `[N, C, ...]` over all places, then
    /// `* weight + bias` channel by channel. Torch: `group_norm`.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit
    public static Tensor groupNorm(
            Tensor x, int numGroups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return Normalizing.groupNorm(x, numGroups, weight, bias, eps);
    }

    /// As [#groupNorm], with the moments, `[N, numGroups]`. Torch: `torch.native_group_norm`.
    public static Normalized nativeGroupNorm(
            Tensor x, int numGroups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return normalized(Normalizing.nativeGroupNorm(x, numGroups, weight, bias, eps));
    }

    /// `(x - mean) / sqrt(var + eps) * weight + bias` over the last dimensions.
    ///
    /// Torch: `layer_norm`.
    ///
    /// @param normalizedShape the sizes of those dimensions; weight and bias have them too
    /// @throws IllegalArgumentException if the shapes do not fit
    public static Tensor layerNorm(
            Tensor x,
            int[] normalizedShape,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double eps) {
        return Normalizing.layerNorm(x, normalizedShape, weight, bias, eps);
    }

    /// `x / sqrt(mean of x^2 + eps) * weight` over the last dimensions, without a mean. Torch:
    /// `rms_norm`.
    ///
    /// @param normalizedShape the sizes of those dimensions; the weight has them too
    /// @param eps null for the smallest number that counts beside 1
    /// @throws IllegalArgumentException if the shapes do not fit
    public static Tensor rmsNorm(
            Tensor x, int[] normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
        return Normalizing.rmsNorm(x, normalizedShape, weight, eps);
    }

    /// `x / (k + alpha * mean of x^2)^beta`, the mean over `size` channels around each. Torch:
    /// `local_response_norm`.
    ///
    /// @throws IllegalArgumentException for fewer than three dimensions
    public static Tensor localResponseNorm(
            Tensor x, int size, double alpha, double beta, double k) {
        return Normalizing.localResponseNorm(x, size, alpha, beta, k);
    }

    private static Normalized normalized(Tensor[] results) {
        return new Normalized(results[0], results[1], results[2]);
    }
}
