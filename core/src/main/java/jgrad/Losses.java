package jgrad;

import jgrad.Functional.Reduce;
import jgrad.engine.Ops;
import jgrad.kernels.rows.NllLoss.Reduction;
import jgrad.ops.CompositeLosses;
import jgrad.ops.MarginLosses;
import jgrad.ops.PairLosses.BinaryCrossEntropy;
import jgrad.ops.PairLosses.BinaryCrossEntropyWithLogits;
import jgrad.ops.PairLosses.Kind;
import jgrad.ops.PairLosses.PairLoss;
import jgrad.ops.RowDistances;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.function.BinaryOperator;

/// The losses. They are called as methods of [Functional], which inherits them.
///
/// Each has a short form with PyTorch's defaults, and one with all options, of which the last says
/// what becomes of the losses of the samples: their mean, their sum, or themselves. Inputs and
/// targets broadcast where PyTorch's do; shapes that do not fit are refused with an
/// `IllegalArgumentException`.
///
/// Torch: `torch.nn.functional`.
public sealed class Losses extends Activations permits ConvolutionFunctions {
    Losses() {}

    private static Reduction of(Reduce reduce) {
        return Reduction.valueOf(reduce.name());
    }

    private static Tensor pair(Kind kind, Tensor x, Tensor target, Reduce reduce, double width) {
        Tensor[] both = CompositeLosses.broadcast(x, target);
        return Ops.apply(new PairLoss(kind, of(reduce), width), both[0], both[1]);
    }

    private static Tensor reduced(Tensor loss, Reduce reduce) {
        return CompositeLosses.reduce(loss, of(reduce));
    }

    /// The mean of `(x - target)^2`. Torch: `mse_loss`.
    public static Tensor mseLoss(Tensor x, Tensor target) {
        return mseLoss(x, target, Reduce.MEAN);
    }

    /// `(x - target)^2`. Torch: `mse_loss`.
    public static Tensor mseLoss(Tensor x, Tensor target, Reduce reduce) {
        return pair(Kind.MSE, x, target, reduce, 0);
    }

    /// The same with a weight of each element, by whose sum the mean is taken. Torch: `mse_loss`.
    public static Tensor mseLoss(Tensor x, Tensor target, Tensor weight, Reduce reduce) {
        Tensor loss = mseLoss(x, target, Reduce.NONE).mul(weight);
        return reduce == Reduce.MEAN ? loss.sum().div(weight.sum()) : reduced(loss, reduce);
    }

    /// The mean of `abs(x - target)`. Torch: `l1_loss`.
    public static Tensor l1Loss(Tensor x, Tensor target) {
        return l1Loss(x, target, Reduce.MEAN);
    }

    /// `abs(x - target)`. Torch: `l1_loss`.
    public static Tensor l1Loss(Tensor x, Tensor target, Reduce reduce) {
        Tensor[] both = CompositeLosses.broadcast(x, target);
        return reduced(both[0].sub(both[1]).abs(), reduce);
    }

    /// [#smoothL1Loss(Tensor, Tensor, double, Reduce)] with beta 1. Torch: `smooth_l1_loss`.
    public static Tensor smoothL1Loss(Tensor x, Tensor target) {
        return smoothL1Loss(x, target, 1, Reduce.MEAN);
    }

    /// `d^2 / (2 beta)` of distances `d = abs(x - target)` below beta, `d - beta / 2` of others.
    /// Torch: `smooth_l1_loss`.
    ///
    /// @throws IllegalArgumentException if beta is negative
    public static Tensor smoothL1Loss(Tensor x, Tensor target, double beta, Reduce reduce) {
        if (beta < 0) {
            throw new IllegalArgumentException(
                    "smooth_l1_loss does not support negative values for beta.");
        }
        return beta == 0
                ? l1Loss(x, target, reduce)
                : pair(Kind.SMOOTH_L1, x, target, reduce, beta);
    }

    /// [#huberLoss(Tensor, Tensor, double, Reduce)] with delta 1. Torch: `huber_loss`.
    public static Tensor huberLoss(Tensor x, Tensor target) {
        return huberLoss(x, target, 1, Reduce.MEAN);
    }

    /// `d^2 / 2` of distances `d = abs(x - target)` up to delta, `delta (d - delta / 2)` of others.
    /// Torch: `huber_loss`.
    ///
    /// @throws IllegalArgumentException if delta is not positive
    public static Tensor huberLoss(Tensor x, Tensor target, double delta, Reduce reduce) {
        if (delta <= 0) {
            throw new IllegalArgumentException(
                    "huber_loss does not support non-positive values for delta.");
        }
        return pair(Kind.HUBER, x, target, reduce, delta);
    }

    /// The mean of `log(1 + e^(-target x))`, with targets 1 and -1. Torch: `soft_margin_loss`.
    public static Tensor softMarginLoss(Tensor x, Tensor target) {
        return softMarginLoss(x, target, Reduce.MEAN);
    }

    /// `log(1 + e^(-target x))`, with targets 1 and -1. Torch: `soft_margin_loss`.
    public static Tensor softMarginLoss(Tensor x, Tensor target, Reduce reduce) {
        return pair(Kind.SOFT_MARGIN, x, target, reduce, 0);
    }

    /// The mean of `-(t log(x) + (1 - t) log(1 - x))` of probabilities x. Torch:
    /// `binary_cross_entropy`.
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
        return binaryCrossEntropy(x, target, null, Reduce.MEAN);
    }

    /// The same with a weight of each element. Logarithms are kept above -100, so that a wrong
    /// certainty costs no infinity. Torch: `binary_cross_entropy`.
    ///
    /// @throws IllegalArgumentException if x leaves 0 to 1
    public static Tensor binaryCrossEntropy(
            Tensor x, Tensor target, @Nullable Tensor weight, Reduce reduce) {
        if (!x.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    "Using a target size ("
                            + target.shape()
                            + ") that is different to the input size ("
                            + x.shape()
                            + ") is deprecated. Please ensure they have the same size.");
        }
        var op = new BinaryCrossEntropy(weight != null, of(reduce));
        return weight == null
                ? Ops.apply(op, x, target)
                : Ops.apply(op, x, target, weight.expand(x.shape().sizes()));
    }

    /// [#binaryCrossEntropy(Tensor, Tensor)] of `sigmoid(x)`, computed without overflow. Torch:
    /// `binary_cross_entropy_with_logits`.
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
        return binaryCrossEntropyWithLogits(x, target, null, null, Reduce.MEAN);
    }

    /// The same with a weight of each element, and one of the positive targets of each class; both
    /// broadcast. Torch: `binary_cross_entropy_with_logits`.
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor x,
            Tensor target,
            @Nullable Tensor weight,
            @Nullable Tensor posWeight,
            Reduce reduce) {
        if (!x.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    "Target size ("
                            + target.shape()
                            + ") must be the same as input size ("
                            + x.shape()
                            + ")");
        }
        var op = new BinaryCrossEntropyWithLogits(weight != null, posWeight != null, of(reduce));
        var inputs = new ArrayList<Tensor>();
        inputs.add(x);
        inputs.add(target);
        if (weight != null) {
            inputs.add(weight);
        }
        if (posWeight != null) {
            inputs.add(posWeight);
        }
        return Ops.apply(op, inputs.toArray(Tensor[]::new));
    }

    /// `target (log(target) - x)`, the divergence of Kullback and Leibler, of logarithms x; with
    /// `logTarget` the target is a logarithm too. For the divergence itself, sum and divide by the
    /// number of rows: [#klDivBatchMean]. Torch: `kl_div`.
    public static Tensor klDiv(Tensor x, Tensor target, boolean logTarget, Reduce reduce) {
        return reduced(CompositeLosses.klDiv(x, target, logTarget), reduce);
    }

    /// The divergence of each row, averaged. Torch: `kl_div(..., reduction='batchmean')`.
    public static Tensor klDivBatchMean(Tensor x, Tensor target, boolean logTarget) {
        Tensor sum = klDiv(x, target, logTarget, Reduce.SUM);
        return x.dim() == 0 ? sum : sum.div((long) x.size(0));
    }

    /// The mean of `e^x - target x`. Torch: `poisson_nll_loss`.
    public static Tensor poissonNllLoss(Tensor x, Tensor target) {
        return poissonNllLoss(x, target, true, false, 1e-8, Reduce.MEAN);
    }

    /// `e^x - target x`, or without `logInput` `x - target log(x + eps)`; `full` adds Stirling's
    /// approximation of the constant term for targets above 1. Torch: `poisson_nll_loss`.
    public static Tensor poissonNllLoss(
            Tensor x, Tensor target, boolean logInput, boolean full, double eps, Reduce reduce) {
        return reduced(CompositeLosses.poissonNll(x, target, logInput, full, eps), reduce);
    }

    /// The mean of `(log(variance) + (x - target)^2 / variance) / 2`. Torch: `gaussian_nll_loss`.
    public static Tensor gaussianNllLoss(Tensor x, Tensor target, Tensor variance) {
        return gaussianNllLoss(x, target, variance, false, 1e-6, Reduce.MEAN);
    }

    /// The same of variances of at least eps, one for each element or for each row; `full` adds
    /// `log(2 pi) / 2`. Torch: `gaussian_nll_loss`.
    ///
    /// @throws IllegalArgumentException for a negative variance
    public static Tensor gaussianNllLoss(
            Tensor x, Tensor target, Tensor variance, boolean full, double eps, Reduce reduce) {
        return reduced(CompositeLosses.gaussianNll(x, target, variance, full, eps), reduce);
    }

    /// `x` where the target is 1, and `max(0, margin - x)` where it is -1. Torch:
    /// `hinge_embedding_loss`.
    public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target, double margin, Reduce reduce) {
        return reduced(CompositeLosses.hingeEmbedding(x, target, margin), reduce);
    }

    /// `max(0, -target (x1 - x2) + margin)`, with targets 1 and -1. Torch: `margin_ranking_loss`.
    public static Tensor marginRankingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, Reduce reduce) {
        return reduced(CompositeLosses.marginRanking(x1, x2, target, margin), reduce);
    }

    /// The mean over the classes, which are along the last dimension, of
    /// [#binaryCrossEntropyWithLogits]. Torch: `multilabel_soft_margin_loss`.
    public static Tensor multilabelSoftMarginLoss(
            Tensor x, Tensor target, @Nullable Tensor weight, Reduce reduce) {
        return reduced(CompositeLosses.multilabelSoftMargin(x, target, weight), reduce);
    }

    /// `1 - cos(x1, x2)` of rows whose target is 1, and `max(0, cos(x1, x2) - margin)` where it is
    /// -1. Torch: `cosine_embedding_loss`.
    public static Tensor cosineEmbeddingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, Reduce reduce) {
        return reduced(CompositeLosses.cosineEmbedding(x1, x2, target, margin), reduce);
    }

    /// The mean over the classes of `max(0, margin - x[target] + x[other])^p` of rows of scores x,
    /// `[N, C]` or `[C]`, and int64 targets. Torch: `multi_margin_loss`.
    ///
    /// @param p 1 or 2
    /// @param weight one of each class, or null
    public static Tensor multiMarginLoss(
            Tensor x,
            Tensor target,
            long p,
            double margin,
            @Nullable Tensor weight,
            Reduce reduce) {
        return MarginLosses.multiMargin(x, target, p, margin, weight, of(reduce));
    }

    /// The sum of `max(0, 1 - x[right] + x[other]) / C` over all pairs of a right class and
    /// another. A row of the int64 target, as long as that of x, lists the right classes and ends
    /// at its first -1. Torch: `multilabel_margin_loss`.
    public static Tensor multilabelMarginLoss(Tensor x, Tensor target, Reduce reduce) {
        return MarginLosses.multilabelMargin(x, target, of(reduce));
    }

    /// `max(0, margin + d(anchor, positive) - d(anchor, negative))`, with [#pairwiseDistance] for
    /// d; with `swap` the negative counts from the positive if it is nearer to that. Torch:
    /// `triplet_margin_loss`.
    ///
    /// @throws IllegalArgumentException if the margin is not positive
    public static Tensor tripletMarginLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            double eps,
            boolean swap,
            Reduce reduce) {
        checkMargin(margin);
        return reduced(
                RowDistances.tripletMargin(anchor, positive, negative, margin, p, eps, swap),
                reduce);
    }

    /// The same with another distance. Torch: `triplet_margin_with_distance_loss`.
    ///
    /// @throws IllegalArgumentException if the margin is not positive
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            BinaryOperator<Tensor> distance,
            double margin,
            boolean swap,
            Reduce reduce) {
        checkMargin(margin);
        RowDistances.checkDimensions(anchor, positive, negative);
        Tensor near = distance.apply(anchor, positive);
        Tensor far = distance.apply(anchor, negative);
        if (swap) {
            far = far.minimum(distance.apply(positive, negative));
        }
        return reduced(near.add(margin).sub(far).clampMin(0.0), reduce);
    }

    private static void checkMargin(double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException(
                    "margin must be greater than 0, got " + PythonNumbers.repr(margin));
        }
    }

    /// The length of `x1 - x2 + eps` along the last dimension, as the p-norm has it. Torch:
    /// `pairwise_distance`.
    public static Tensor pairwiseDistance(
            Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
        return RowDistances.pairwiseDistance(x1, x2, p, eps, keepdim);
    }

    /// The Euclidean distance of rows. Torch: `pairwise_distance`.
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
        return pairwiseDistance(x1, x2, 2, 1e-6, false);
    }

    /// The cosine of the angle between vectors along a dimension, whose lengths count as at least
    /// eps. Torch: `cosine_similarity`.
    ///
    /// @throws IllegalArgumentException for integers
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
        return RowDistances.cosineSimilarity(x1, x2, dim, eps);
    }

    /// `x` divided by its p-norm along a dimension, which counts as at least eps. Torch:
    /// `normalize`.
    public static Tensor normalize(Tensor x, double p, int dim, double eps) {
        return RowDistances.normalize(x, p, dim, eps);
    }

    /// A 1 at the place that each class of an int64 tensor names, in a new last dimension. Torch:
    /// `one_hot`.
    ///
    /// @param numClasses the size of that dimension; -1 for the largest class and one
    /// @throws IllegalArgumentException for another type, or a class that does not fit
    public static Tensor oneHot(Tensor x, int numClasses) {
        return CompositeLosses.oneHot(x, numClasses);
    }
}
