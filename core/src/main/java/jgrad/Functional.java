package jgrad;

import jgrad.engine.Ops;
import jgrad.kernels.rows.NllLoss;
import jgrad.ops.CompositeLosses;
import jgrad.ops.Gaussians;
import jgrad.ops.Norms;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What networks are made of, as functions, with those of [Activations] and [Losses]. Torch:
/// `torch.nn.functional`.
public final class Functional extends Losses {
    private Functional() {}

    /// What becomes of the losses of the samples.
    public enum Reduce {
        NONE,
        MEAN,
        SUM
    }

    /// `x * Phi(x)`, with the normal distribution's Phi. Torch: `gelu`.
    public static Tensor gelu(Tensor x) {
        return Ops.apply(Gaussians.Gelu.OP, x);
    }

    /// gelu, `approximate` "none" or "tanh". Torch: `gelu(x, approximate='tanh')`.
    ///
    /// @throws IllegalArgumentException for another word
    public static Tensor gelu(Tensor x, String approximate) {
        return switch (approximate) {
            case "none" -> gelu(x);
            case "tanh" -> Ops.apply(Gaussians.GeluTanh.OP, x);
            default ->
                    throw new IllegalArgumentException(
                            "approximate argument must be either none or tanh.");
        };
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
        int[] shape = Raw.shape(x);
        int dims = normalizedShape.length;
        if (dims == 0) {
            throw new IllegalArgumentException(
                    "Expected normalized_shape to be at least 1-dimensional, i.e., containing at"
                            + " least one element, but got normalized_shape = []");
        }
        if (dims > shape.length
                || !Arrays.equals(
                        normalizedShape,
                        Arrays.copyOfRange(shape, shape.length - dims, shape.length))) {
            throw new IllegalArgumentException(
                    "Given normalized_shape="
                            + Arrays.toString(normalizedShape)
                            + ", expected input with shape [*"
                            + Arrays.toString(normalizedShape).replace("[", ", ")
                            + ", but got input of size"
                            + Arrays.toString(shape));
        }
        checkShape("weight", weight, normalizedShape);
        checkShape("bias", bias, normalizedShape);
        var op = new Norms.NativeLayerNorm(dims, weight != null, bias != null, eps);
        Tensor[] inputs =
                weight == null
                        ? bias == null ? new Tensor[] {x} : new Tensor[] {x, bias}
                        : bias == null ? new Tensor[] {x, weight} : new Tensor[] {x, weight, bias};
        return Ops.apply(op, inputs)[0];
    }

    private static void checkShape(String name, @Nullable Tensor t, int[] shape) {
        if (t != null && !Arrays.equals(Raw.shape(t), shape)) {
            throw new IllegalArgumentException(
                    "Expected "
                            + name
                            + " to be of same shape as normalized_shape, but got "
                            + name
                            + " of shape "
                            + Arrays.toString(Raw.shape(t))
                            + " and normalized_shape = "
                            + Arrays.toString(shape));
        }
    }

    /// `-x[target]`, weighted by class and averaged. `x` holds log-probabilities: `[C]`, `[N, C]`
    /// or `[N, C, d1, ...]`; `target` int64 classes, of that shape without `C`. Torch: `nll_loss`.
    public static Tensor nllLoss(Tensor x, Tensor target) {
        return nllLoss(x, target, null, -100, Reduce.MEAN);
    }

    /// As above.
    ///
    /// @param weight one per class, or null
    /// @param ignoreIndex a class whose samples count for nothing
    /// @throws IllegalArgumentException if the shapes do not fit
    /// @throws IndexOutOfBoundsException for a target that is no class
    public static Tensor nllLoss(
            Tensor x, Tensor target, @Nullable Tensor weight, long ignoreIndex, Reduce reduce) {
        boolean spatial = x.dim() > 2;
        boolean folded =
                spatial
                        && x.dim()
                                != 4; // PyTorch's kernel knows images; the rest is seen as one row
        // of pixels
        int[] shape = Raw.shape(target);
        Tensor input = folded ? x.contiguous().view(x.size(0), x.size(1), 1, -1) : x;
        Tensor classes = folded ? target.contiguous().view(target.size(0), 1, -1) : target;
        var op =
                new jgrad.ops.Losses.NllLoss(
                        weight != null,
                        ignoreIndex,
                        NllLoss.Reduction.valueOf(reduce.name()),
                        spatial);
        Tensor loss =
                (weight == null
                                ? Ops.apply(op, input, classes)
                                : Ops.apply(op, input, classes, weight))
                        [0];
        return folded && reduce == Reduce.NONE ? loss.view(shape) : loss;
    }

    /// The cross entropy of classes and logits: `nllLoss(logSoftmax(x), target)`. The classes are
    /// along dimension 1, or the only one; a target of floating type has a probability of each.
    /// Torch: `cross_entropy`.
    public static Tensor crossEntropy(Tensor x, Tensor target) {
        return crossEntropy(x, target, null, -100, Reduce.MEAN);
    }

    /// As above; the rest as of [#nllLoss(Tensor, Tensor, Tensor, long, Reduce)].
    public static Tensor crossEntropy(
            Tensor x, Tensor target, @Nullable Tensor weight, long ignoreIndex, Reduce reduce) {
        return crossEntropy(x, target, weight, ignoreIndex, reduce, 0);
    }

    /// As above, with a part `labelSmoothing` of the probability spread over all classes.
    ///
    /// @throws IllegalArgumentException for a smoothing outside of 0 to 1, for probabilities of
    ///   another shape than `x`, and for an `ignoreIndex` beside probabilities
    public static Tensor crossEntropy(
            Tensor x,
            Tensor target,
            @Nullable Tensor weight,
            long ignoreIndex,
            Reduce reduce,
            double labelSmoothing) {
        if (labelSmoothing < 0 || labelSmoothing > 1) {
            throw new IllegalArgumentException(
                    "label_smoothing must be between 0.0 and 1.0. Got: "
                            + PythonNumbers.repr(labelSmoothing));
        }
        var reduction = NllLoss.Reduction.valueOf(reduce.name());
        if (target.dtype().isFloating()) {
            if (!target.shape().equals(x.shape())) {
                throw new IllegalArgumentException(
                        "Expected floating point type for target with class probabilities of the"
                                + " input's shape: input "
                                + x.shape()
                                + ", target "
                                + target.shape());
            }
            if (ignoreIndex >= 0) {
                throw new IllegalArgumentException(
                        "ignore_index is not supported for floating point target");
            }
            return CompositeLosses.crossEntropyOfProbabilities(
                    x, target, weight, reduction, labelSmoothing);
        }
        Tensor log = x.logSoftmax(x.dim() == 1 ? 0 : 1);
        Tensor nll = nllLoss(log, target, weight, ignoreIndex, reduce);
        return labelSmoothing == 0
                ? nll
                : CompositeLosses.smoothed(
                        nll, log, target, weight, ignoreIndex, reduction, labelSmoothing);
    }

    /// The rows of `weight` (`[rows, n]`) that `index` names: `[..., n]`. Torch: `embedding`.
    public static Tensor embedding(Tensor index, Tensor weight) {
        return Ops.apply(new jgrad.ops.Losses.Embedding(-1, false), weight, index);
    }

    /// As above; row `paddingIdx` gets no gradient, and with `scaleGradByFreq` what a row gets is
    /// divided by how often it is named.
    public static Tensor embedding(
            Tensor index, Tensor weight, @Nullable Integer paddingIdx, boolean scaleGradByFreq) {
        if (weight.dim() != 2) {
            throw new IllegalArgumentException("'weight' must be 2-D");
        }
        int rows = weight.size(0);
        if (paddingIdx != null && (paddingIdx < -rows || paddingIdx >= rows)) {
            throw new IllegalArgumentException(
                    "Padding_idx must be within num_embeddings: it is "
                            + paddingIdx
                            + " of "
                            + rows);
        }
        int padding = paddingIdx == null ? -1 : paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
        return Ops.apply(new jgrad.ops.Losses.Embedding(padding, scaleGradByFreq), weight, index);
    }
}
