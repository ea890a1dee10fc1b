package jgrad.ops;

import static jgrad.ops.Formulas.minus;
import static jgrad.ops.Formulas.over;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.rows.NllLoss.Reduction;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Losses of rows of scores by how far those of the right classes lie above the others. They are
/// one node each, as in PyTorch, and differentiated as what they are made of, as often as one
/// likes.
public sealed interface MarginLosses extends Op {

    /// What both have: inputs scores `[N, C]` or `[C]`, target, and perhaps a weight of each class.
    sealed interface OfScores extends MarginLosses, NaryOp {
        Tensor formula(Tensor[] in);

        Reduction reduction();

        @Override
        default String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "target" : "weight";
        }

        @Override
        default int edges(int inputs) {
            return 1;
        }

        @Override
        default Tensor forward(Tensor[] in) {
            var plain = new Tensor[in.length];
            Arrays.setAll(plain, i -> in[i].detach());
            return formula(plain);
        }

        private Tensor[] formulas(Tensor[] in) {
            return new Tensor[] {formula(in)};
        }

        private static Tensor[] inputs(Saved s) {
            var in = new Tensor[s.inputs()];
            Arrays.setAll(in, s::input);
            return in;
        }

        @Override
        default @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return i > 0
                    ? null
                    : Composite.grad(this::formulas, inputs(s), new @Nullable Tensor[] {g})[0];
        }

        @Override
        default @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            @Nullable Tensor[] own = new @Nullable Tensor[t.length];
            own[0] = t[0];
            return t[0] == null ? null : Composite.jvp(this::formulas, inputs(s), own)[0];
        }

        @Override
        default int reads(int i) {
            return SELF | OTHER | THIRD;
        }

        @Override
        default Map<String, Object> parameters() {
            return Map.of("reduction", reduction());
        }
    }

    /// the sum of `max(0, margin - x[right] + x[other])^p / C` over the other classes
    record MultiMarginLoss(long p, double margin, boolean weighted, Reduction reduction)
            implements OfScores {
        @Override
        public Tensor formula(Tensor[] in) {
            boolean row = in[0].dim() < 2;
            Tensor x = row ? in[0].reshape(1, -1) : in[0];
            Tensor target = in[1].reshape(-1, 1);
            Tensor apart = minus(margin, x.gather(1, target)).add(x).clampMin(0.0);
            Tensor others = Tensors.onesLike(x).scatter(1, target, 0.0);
            Tensor each = (p == 1 ? apart : apart.mul(apart)).mul(others);
            if (weighted) {
                each = each.mul(in[2].indexSelect(0, target.flatten()).unsqueeze(1));
            }
            Tensor loss = over(each.sum(1), x.size(1));
            Tensor shaped = row ? loss.reshape(Raw.shape(in[1])) : loss;
            return PairLosses.Inside.reduce(shaped, reduction);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | (weighted ? THIRD : 0);
        }
    }

    /// the sum of `max(0, 1 - x[right] + x[other]) / C` over all pairs of a right class and
    /// another; a row of the target lists the right classes and ends at its first negative number
    record MultilabelMarginLoss(Reduction reduction) implements OfScores {
        @Override
        public Tensor formula(Tensor[] in) {
            boolean row = in[0].dim() < 2;
            Tensor x = row ? in[0].reshape(1, -1) : in[0];
            Tensor right = counts(in[1].reshape(x.size(0), -1), x);
            Tensor other = right.eq(0.0).to(x.dtype());
            Tensor apart = minus(1, x.unsqueeze(2)).add(x.unsqueeze(1)).clampMin(0.0);
            Tensor each = apart.mul(right.unsqueeze(2)).mul(other.unsqueeze(1));
            Tensor loss = over(each.sum(new int[] {1, 2}, false), x.size(1));
            Tensor shaped = row ? loss.reshape(new int[0]) : loss;
            return PairLosses.Inside.reduce(shaped, reduction);
        }

        /// How often each class is listed.
        private static Tensor counts(Tensor target, Tensor x) {
            int rows = x.size(0);
            int classes = x.size(1);
            long[] listed = target.detach().toLongArray();
            var counts = new double[rows * classes];
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < classes && listed[i * classes + k] >= 0; k++) {
                    long right = listed[i * classes + k];
                    if (right >= classes) {
                        throw new IndexOutOfBoundsException(
                                "multilabel_margin_loss: target "
                                        + right
                                        + " is not a class; there are "
                                        + classes);
                    }
                    counts[i * classes + (int) right]++;
                }
            }
            return Tensors.fromArray(counts, rows, classes).to(x.dtype());
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER;
        }
    }

    /// Checks scores and targets in PyTorch's words, and makes the loss.
    static Tensor multiMargin(
            Tensor x,
            Tensor target,
            long p,
            double margin,
            @Nullable Tensor weight,
            Reduction reduction) {
        if (p != 1 && p != 2) {
            throw new IllegalArgumentException("only p == 1 and p == 2 supported");
        }
        int classes = x.dim() == 0 ? 1 : x.size(-1);
        if (x.dim() > 2 || classes == 0) {
            throw new IllegalArgumentException(
                    "Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
                            + Arrays.toString(Raw.shape(x)));
        }
        int rows = x.dim() == 2 ? x.size(0) : 1;
        if (target.dim() > 1 || target.numel() != rows) {
            throw new IllegalArgumentException(
                    "multi_margin_loss: target tensor should be 1-D with size equal to the number"
                            + " of input samples (batch size). Expected target size ["
                            + rows
                            + "], but got "
                            + Arrays.toString(Raw.shape(target))
                            + ".");
        }
        if (weight != null && weight.dim() > 1) {
            throw new IllegalArgumentException("weight must be one-dimensional");
        }
        if (weight != null && weight.numel() != classes) {
            throw new IllegalArgumentException(
                    "inconsistent weight size, expected "
                            + classes
                            + " but got "
                            + Arrays.toString(Raw.shape(weight)));
        }
        checkLong(target);
        var op = new MultiMarginLoss(p, margin, weight != null, reduction);
        return weight == null ? Ops.apply(op, x, target) : Ops.apply(op, x, target, weight);
    }

    /// Likewise.
    static Tensor multilabelMargin(Tensor x, Tensor target, Reduction reduction) {
        if (x.dim() > 2 || x.dim() > 0 && x.size(-1) == 0) {
            throw new IllegalArgumentException(
                    "Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
                            + Arrays.toString(Raw.shape(x)));
        }
        if (target.numel() != x.numel() || target.dim() > 2) {
            throw new IllegalArgumentException(
                    "inconsistent target size: "
                            + Arrays.toString(Raw.shape(target))
                            + " for input of size: "
                            + Arrays.toString(Raw.shape(x)));
        }
        checkLong(target);
        return Ops.apply(new MultilabelMarginLoss(reduction), x, target);
    }

    private static void checkLong(Tensor target) {
        if (target.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "expected scalar type Long but found " + target.dtype().scalarName());
        }
    }
}
