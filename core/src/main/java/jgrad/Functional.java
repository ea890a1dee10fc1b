package jgrad;

import jgrad.engine.Ops;
import jgrad.kernels.rows.NllLoss;
import jgrad.ops.Bagging;
import jgrad.ops.CompositeLosses;
import jgrad.ops.Gaussians;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// What networks are made of, as functions. Torch: `torch.nn.functional`.
///
/// All of them are called here: `Functional.conv2d(..)`. They are declared by family, in
/// [Activations], [Losses], [ConvolutionFunctions], [PoolingFunctions], [NormalizationFunctions]
/// and [ImageFunctions], which this class inherits from.
public final class Functional extends ImageFunctions {
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

    /// As above, after rows that are named and whose `normType`-norm is above `maxNorm` have been
    /// shortened to it, in `weight` itself and unseen by gradients. Torch: `embedding(..,
    /// max_norm=maxNorm)`.
    public static Tensor embedding(
            Tensor index,
            Tensor weight,
            @Nullable Integer paddingIdx,
            double maxNorm,
            double normType,
            boolean scaleGradByFreq) {
        Bagging.renorm(weight, index, maxNorm, normType);
        return embedding(index, weight, paddingIdx, scaleGradByFreq);
    }

    /// What becomes of the rows of a bag.
    public enum BagMode {
        SUM,
        MEAN,
        MAX
    }

    /// Each row of `index` (`[bags, n]`) is a bag: the mean of the rows of `weight` that it names,
    /// `[bags, columns]`. Torch: `embedding_bag`.
    public static Tensor embeddingBag(Tensor index, Tensor weight) {
        return embeddingBag(index, weight, BagOptions.DEFAULT);
    }

    /// Bags of rows of `weight`, each made one row: its sum, mean or largest elements. Torch:
    /// `embedding_bag`.
    ///
    /// @param index rows of `weight`: `[bags, n]`, or `[n]` with the bags' offsets
    /// @throws IllegalArgumentException if the shapes do not fit, or for an index that is no row
    public static Tensor embeddingBag(Tensor index, Tensor weight, BagOptions options) {
        return Bagging.embeddingBag(
                index,
                weight,
                options.offsets(),
                options.mode().name(),
                options.scaleGradByFreq(),
                options.perSampleWeights(),
                options.includeLastOffset(),
                options.paddingIdx(),
                options.maxNorm(),
                options.normType());
    }
}
