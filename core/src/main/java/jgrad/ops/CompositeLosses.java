package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.plus;
import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.rows.NllLoss.Reduction;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Losses that are made of other operations, in the order in which PyTorch puts them together, so
/// that their nodes have its names.
public final class CompositeLosses {
    private static final double COSINE_EPSILON = 1e-12;

    private CompositeLosses() {}

    /// The tensors in the shape that they have together; one that has it already is itself.
    public static Tensor[] broadcast(Tensor... tensors) {
        int[] shape = Raw.shape(tensors[0]);
        for (Tensor t : tensors) {
            shape = Each.broadcastShape(shape, Raw.shape(t));
        }
        var out = new Tensor[tensors.length];
        for (int i = 0; i < out.length; i++) {
            boolean fits = Arrays.equals(Raw.shape(tensors[i]), shape);
            out[i] = fits ? tensors[i] : tensors[i].expand(shape);
        }
        return out;
    }

    public static Tensor reduce(Tensor t, Reduction reduction) {
        return PairLosses.Inside.reduce(t, reduction);
    }

    public static Tensor klDiv(Tensor input, Tensor target, boolean logTarget) {
        if (logTarget) {
            return target.exp().mul(target.sub(input));
        }
        Tensor cross = target.mul(input); // recorded first, as PyTorch's nodes show
        return target.xlogy(target).sub(cross);
    }

    public static Tensor poissonNll(
            Tensor input, Tensor target, boolean logInput, boolean full, double eps) {
        Tensor loss =
                logInput
                        ? input.exp().sub(target.mul(input))
                        : input.sub(target.mul(plus(real(input), eps).log()));
        if (!full) {
            return loss;
        }
        Tensor stirling =
                target.mul(target.log())
                        .sub(target)
                        .add(times(0.5, times(2 * Math.PI, real(target)).log()));
        return loss.add(stirling.maskedFill(target.le(1.0), 0.0));
    }

    public static Tensor gaussianNll(
            Tensor input, Tensor target, Tensor variance, boolean full, double eps) {
        int[] shape = Raw.shape(input);
        int[] own = Raw.shape(variance);
        int last = shape.length - 1;
        Tensor v = variance;
        if (!Arrays.equals(own, shape)) {
            int[] rows = last < 0 ? new int[0] : Arrays.copyOf(shape, last);
            boolean perRow = last >= 0 && Arrays.equals(own, rows);
            boolean perRowWide =
                    own.length == shape.length
                            && Arrays.equals(Arrays.copyOf(own, last), rows)
                            && own[last] == 1;
            if (!perRow && !perRowWide) {
                throw new IllegalArgumentException("var is of incorrect size");
            }
            v = perRow ? variance.unsqueeze(-1) : variance;
        }
        if (v.numel() > 0 && v.detach().min().toDouble() < 0) {
            throw new IllegalArgumentException("var has negative entry/entries");
        }
        Tensor kept = v.clone();
        try (var _ = Autograd.noGrad()) {
            kept.clampMin_(eps);
        }
        Tensor loss = kept.log().add(input.sub(target).pow(2).div(kept)).mul(0.5);
        return full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss;
    }

    public static Tensor hingeEmbedding(Tensor input, Tensor target, double margin) {
        Tensor zeros = Tensors.zerosLike(input);
        Tensor apart = minus(margin, input).clampMin(0.0);
        Tensor far = Tensors.where(target.ne(1.0), apart, zeros);
        Tensor near = Tensors.where(target.ne(-1.0), input, zeros);
        return far.add(near);
    }

    public static Tensor marginRanking(Tensor x1, Tensor x2, Tensor target, double margin) {
        if (x1.dim() != x2.dim() || x1.dim() != target.dim()) {
            throw new IllegalArgumentException(
                    "margin_ranking_loss : All input tensors should have same dimension but got"
                            + " sizes: input1: "
                            + x1.shape()
                            + ", input2: "
                            + x2.shape()
                            + ", target: "
                            + target.shape()
                            + " ");
        }
        return plus(target.neg().mul(x1.sub(x2)), margin).clampMin(0.0);
    }

    public static Tensor multilabelSoftMargin(
            Tensor input, Tensor target, @Nullable Tensor weight) {
        Tensor right = target.mul(Ops.apply(Activations.LogSigmoid.OP, input));
        Tensor wrong = target.rsub(1.0).mul(Ops.apply(Activations.LogSigmoid.OP, input.neg()));
        Tensor loss = right.add(wrong).neg();
        if (weight != null) {
            loss = loss.mul(weight);
        }
        return loss.sum(input.dim() - 1).div((long) input.size(-1));
    }

    public static Tensor cosineEmbedding(Tensor x1, Tensor x2, Tensor target, double margin) {
        if (target.dim() > 1) {
            throw new IllegalArgumentException(
                    "0D or 1D target tensor expected, multi-target not supported");
        }
        int dim = target.dim();
        if (x1.dim() != dim + 1 || x2.dim() != dim + 1) {
            throw new IllegalArgumentException(
                    dim
                            + "D target tensor expects "
                            + (dim + 1)
                            + "D input tensors, but found inputs with sizes "
                            + sizes(x1)
                            + " and "
                            + sizes(x2)
                            + ".");
        }
        Tensor product = x1.mul(x2).sum(dim);
        Tensor square1 = plus(real(x1.mul(x1).sum(dim)), COSINE_EPSILON);
        Tensor square2 = plus(real(x2.mul(x2).sum(dim)), COSINE_EPSILON);
        Tensor cosine = product.div(square1.mul(square2).sqrt());
        Tensor zeros = Tensors.zerosLike(cosine);
        Tensor pull = minus(1, cosine);
        Tensor push = minus(cosine, margin).clampMin(0.0);
        Tensor same = Tensors.where(target.eq(1.0), pull, zeros);
        Tensor other = Tensors.where(target.eq(-1.0), push, zeros);
        return same.add(other);
    }

    /// Of floating type.
    private static Tensor real(Tensor t) {
        return t.dtype().isFloating() ? t : t.to(DType.defaultType());
    }

    private static String sizes(Tensor t) {
        return Arrays.toString(Raw.shape(t));
    }

    /// The cross entropy of probabilities of the classes, which are along dimension 1, or the only
    /// one.
    public static Tensor crossEntropyOfProbabilities(
            Tensor x,
            Tensor target,
            @Nullable Tensor weight,
            Reduction reduction,
            double smoothing) {
        int dim = x.dim() == 1 ? 0 : 1;
        int classes = x.size(dim);
        Tensor probabilities =
                smoothing > 0 ? plus(times(1 - smoothing, target), smoothing / classes) : target;
        Tensor log = x.logSoftmax(dim);
        Tensor each = log.mul(probabilities);
        Tensor loss = weight == null ? each : each.mul(perClass(weight, x.dim(), dim));
        return switch (reduction) {
            case MEAN -> Formulas.over(loss.sum().neg(), (double) x.numel() / classes);
            case SUM -> loss.sum().neg();
            case NONE -> loss.sum(dim).neg();
        };
    }

    private static Tensor perClass(Tensor weight, int rank, int dim) {
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        shape[dim] = weight.numel();
        return weight.view(shape);
    }

    /// Beside the loss of the target class, given as `nll`, a part of that of all classes.
    public static Tensor smoothed(
            Tensor nll,
            Tensor log,
            Tensor target,
            @Nullable Tensor weight,
            long ignoreIndex,
            Reduction reduction,
            double smoothing) {
        int dim = log.dim() == 1 ? 0 : 1;
        int classes = log.size(dim);
        Tensor all =
                (weight == null ? log : log.mul(perClass(weight, log.dim(), dim))).sum(dim).neg();
        Tensor ignored = target.eq(ignoreIndex);
        Tensor smooth = all.maskedFill(ignored, 0.0);
        Tensor rest =
                switch (reduction) {
                    case NONE -> smooth;
                    case SUM -> smooth.sum();
                    case MEAN ->
                            weight == null
                                    ? smooth.sum()
                                            .div(ignored.logicalNot().sum().to(smooth.dtype()))
                                    : smooth.sum().div(totalWeight(weight, target, ignored));
                };
        return times(1 - smoothing, nll).add(times(smoothing / classes, rest));
    }

    private static Tensor totalWeight(Tensor weight, Tensor target, Tensor ignored) {
        Tensor chosen = target.maskedFill(ignored, 0.0).flatten();
        Tensor weights = weight.indexSelect(0, chosen).view(Raw.shape(target));
        return weights.maskedFill(ignored, 0.0).sum();
    }

    public static Tensor oneHot(Tensor x, int numClasses) {
        if (x.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "one_hot is only applicable to index tensor of type LongTensor.");
        }
        int classes = numClasses;
        if (x.numel() == 0) {
            if (numClasses <= 0) {
                throw new IllegalArgumentException(
                        "Can not infer total number of classes from empty tensor.");
            }
        } else {
            if (x.min().toLong() < 0) {
                throw new IllegalArgumentException("Class values must be non-negative.");
            }
            long largest = x.max().toLong();
            if (numClasses == -1) {
                classes = Math.toIntExact(largest + 1);
            } else if (numClasses <= largest) {
                throw new IllegalArgumentException(
                        "Class values must be smaller than num_classes.");
            }
        }
        int[] shape = Arrays.copyOf(Raw.shape(x), x.dim() + 1);
        shape[x.dim()] = classes;
        return Tensors.zeros(shape, DType.INT64).scatter(-1, x.unsqueeze(-1), 1L);
    }
}
