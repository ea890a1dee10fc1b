package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;
import jgrad.ops.ChannelNorms.Given;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;

/// Calls of normalization: their checks, and what they are made of beside [ChannelNorms].
public final class Normalizing {
    private Normalizing() {}

    /// The results of the operation itself: y, mean, 1/std.
    public static Tensor[] nativeBatchNorm(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            boolean training,
            double momentum,
            double eps) {
        require(
                x.dim() >= 2,
                "batch_norm: expected an input of at least 2 dimensions, but got shape "
                        + Arrays.toString(Raw.shape(x)));
        int channels = x.size(1);
        if (!training) {
            require(runningMean != null, "running_mean must be defined in evaluation mode");
            require(runningVariance != null, "running_var must be defined in evaluation mode");
        }
        requireChannels("running_mean", runningMean, channels);
        requireChannels("running_var", runningVariance, channels);
        requireChannels("weight", weight, channels);
        requireChannels("bias", bias, channels);
        require(
                (runningMean == null) == (runningVariance == null),
                "batch_norm: running_mean and running_var must both be given, or neither");
        var op =
                new ChannelNorms.NativeBatchNorm(
                        new Given(weight != null, bias != null),
                        runningMean != null,
                        training,
                        momentum,
                        eps);
        return Ops.apply(op, present(x, weight, bias, runningMean, runningVariance));
    }

    public static Tensor batchNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        if (training) {
            requireSeveral(
                    x, "Expected more than 1 value per channel when training, got input size");
        }
        if (x.numel() == 0) { // nothing to normalize
            Tensor out = x.clone();
            out = weight == null ? out : out.mul(weight.select(0, 0));
            return bias == null ? out : out.add(bias.select(0, 0));
        }
        return nativeBatchNorm(
                x, weight, bias, runningMean, runningVariance, training, momentum, eps)[0];
    }

    private static void requireSeveral(Tensor x, String message) {
        int[] shape = Raw.shape(x);
        long count = shape.length == 0 ? 1 : shape[0];
        for (int d = 2; d < shape.length; d++) {
            count *= shape[d];
        }
        require(count != 1, message + " torch.Size(" + Arrays.toString(shape) + ")");
    }

    public static Tensor instanceNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean useInputStats,
            double momentum,
            double eps) {
        int[] shape = Raw.shape(x);
        require(
                shape.length >= 2,
                "instance_norm: expected an input of at least 2 dimensions, but got shape "
                        + Arrays.toString(shape));
        if (useInputStats) {
            long places = 1;
            for (int d = 2; d < shape.length; d++) {
                places *= shape[d];
            }
            require(
                    places != 1,
                    "Expected more than 1 spatial element when training, got input size torch.Size("
                            + Arrays.toString(shape)
                            + ")");
        }
        require(
                useInputStats || runningMean != null && runningVariance != null,
                "Expected running_mean and running_var to be defined when use_input_stats is"
                        + " false");
        int n = shape[0];
        int[] flat = shape.clone();
        flat[0] = 1;
        flat[1] = n * shape[1];
        Tensor mean = repeated(runningMean, n);
        Tensor variance = repeated(runningVariance, n);
        Tensor y =
                nativeBatchNorm(
                        x.contiguous().view(flat),
                        repeated(weight, n),
                        repeated(bias, n),
                        mean,
                        variance,
                        useInputStats,
                        momentum,
                        eps)[0];
        if (useInputStats) {
            keepMean(runningMean, mean, n);
            keepMean(runningVariance, variance, n);
        }
        return y.view(shape);
    }

    private static void keepMean(@Nullable Tensor running, @Nullable Tensor each, int n) {
        if (running != null && each != null) {
            try (var _ = Autograd.noGrad()) {
                running.copy_(each.view(n, each.numel() / n).mean(new int[] {0}, false));
            }
        }
    }

    private static @Nullable Tensor repeated(@Nullable Tensor channels, int n) {
        return channels == null
                ? null
                : channels.expand(n, channels.numel()).reshape(n * channels.numel());
    }

    /// The results of the operation itself: y, mean, 1/std.
    public static Tensor[] nativeGroupNorm(
            Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        int[] shape = Raw.shape(x);
        require(
                shape.length >= 2,
                "Expected at least 2 dimensions for input tensor but received " + shape.length);
        require(groups > 0, "Expected num groups to be greater than 0, got " + groups);
        require(
                shape[1] % groups == 0,
                "Expected number of channels in input to be divisible by num_groups, but got input"
                        + " of shape "
                        + Arrays.toString(shape)
                        + " and num_groups="
                        + groups);
        requireVector("weight", weight, shape);
        requireVector("bias", bias, shape);
        var op =
                new GroupNorms.NativeGroupNorm(
                        groups, new Given(weight != null, bias != null), eps);
        return Ops.apply(op, present(x, weight, bias));
    }

    public static Tensor groupNorm(
            Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return nativeGroupNorm(x, groups, weight, bias, eps)[0];
    }

    public static Tensor layerNorm(
            Tensor x,
            int[] normalizedShape,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double eps) {
        checkNormalized(x, normalizedShape, weight, bias);
        var op =
                new Norms.NativeLayerNorm(
                        normalizedShape.length, weight != null, bias != null, eps);
        return Ops.apply(op, present(x, weight, bias))[0];
    }

    private static void checkNormalized(
            Tensor x, int[] normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias) {
        int[] shape = Raw.shape(x);
        int dims = normalizedShape.length;
        require(
                dims > 0,
                "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least"
                        + " one element, but got normalized_shape = []");
        requireShape("weight", weight, normalizedShape);
        requireShape("bias", bias, normalizedShape);
        require(
                dims <= shape.length
                        && Arrays.equals(
                                normalizedShape,
                                Arrays.copyOfRange(shape, shape.length - dims, shape.length)),
                "Given normalized_shape="
                        + Arrays.toString(normalizedShape)
                        + ", expected input with shape [*"
                        + Arrays.toString(normalizedShape).replace("[", ", ")
                        + ", but got input of size"
                        + Arrays.toString(shape));
    }

    private static void requireShape(String name, @Nullable Tensor t, int[] shape) {
        require(
                t == null || Arrays.equals(Raw.shape(t), shape),
                "Expected "
                        + name
                        + " to be of same shape as normalized_shape, but got "
                        + name
                        + " of shape "
                        + (t == null ? "" : Arrays.toString(Raw.shape(t)))
                        + " and normalized_shape = "
                        + Arrays.toString(shape));
    }

    /// `x / sqrt(mean of x^2 + eps) * weight` over the last dimensions.
    public static Tensor rmsNorm(
            Tensor x, int[] normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
        checkNormalized(x, normalizedShape, weight, null);
        double plus = eps != null ? eps : x.dtype() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
        int[] dims = new int[normalizedShape.length];
        Arrays.setAll(dims, d -> d - dims.length);
        boolean half = x.dtype() == DType.FLOAT16 || x.dtype() == DType.BFLOAT16;
        Tensor wide = half ? x.to(DType.FLOAT32) : x;
        Tensor scale = wide.pow(2L).mean(dims, true).add(plus).rsqrt();
        Tensor y = wide.mul(scale);
        if (weight != null) {
            y = y.mul(weight);
        }
        return half ? y.to(x.dtype()) : y;
    }

    /// `x / (k + alpha / size * sum of x^2 over size neighbouring channels)^beta`
    public static Tensor localResponseNorm(
            Tensor x, int size, double alpha, double beta, double k) {
        int rank = x.dim();
        require(
                rank >= 3,
                "Expected 3D or higher dimensionality input (got " + rank + " dimensions)");
        if (x.numel() == 0) {
            return x;
        }
        int[] shape = Raw.shape(x);
        Tensor square = x.mul(x);
        int before = size / 2;
        int after = (size - 1) / 2;
        Tensor mean;
        if (rank == 3) {
            Tensor planes = square.unsqueeze(1);
            planes = Padding.constant(planes, new int[] {0, 0, before, after}, 0L);
            mean =
                    PoolCalls.avg(
                                    2,
                                    planes,
                                    new int[] {size, 1},
                                    new int[] {1},
                                    new int[] {0},
                                    false,
                                    true,
                                    null)
                            .squeeze(1);
        } else {
            int[] volume = {shape[0], 1, shape[1], shape[2], -1};
            Tensor volumes = square.view(volume);
            volumes = Padding.constant(volumes, new int[] {0, 0, 0, 0, before, after}, 0L);
            mean =
                    PoolCalls.avg(
                                    3,
                                    volumes,
                                    new int[] {size, 1, 1},
                                    new int[] {1},
                                    new int[] {0},
                                    false,
                                    true,
                                    null)
                            .squeeze(1)
                            .view(shape);
        }
        return x.div(mean.mul(alpha).add(k).pow(beta));
    }

    private static Tensor[] present(@Nullable Tensor... tensors) {
        var all = new ArrayList<Tensor>();
        for (Tensor t : tensors) {
            if (t != null) {
                all.add(t);
            }
        }
        return all.toArray(new Tensor[0]);
    }

    private static void requireChannels(String name, @Nullable Tensor t, int channels) {
        require(
                t == null || t.numel() == channels,
                name
                        + " should contain "
                        + channels
                        + " elements not "
                        + (t == null ? 0 : t.numel()));
    }

    private static void requireVector(String name, @Nullable Tensor t, int[] shape) {
        require(
                t == null || t.dim() == 1 && t.numel() == shape[1],
                "Expected "
                        + name
                        + " to be a vector of size equal to the number of channels in input, but"
                        + " got "
                        + name
                        + " of shape "
                        + (t == null ? "" : Arrays.toString(Raw.shape(t)))
                        + " and input of shape "
                        + Arrays.toString(shape));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
