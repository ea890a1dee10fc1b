package jgrad.kernels.rows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.places.Positions;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.kernels.walk.Fresh;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The negative log-likelihood of target classes: `-weight[t] * x[n][t]` for each sample `n` with
/// target `t`.
///
/// `x` is `[C]`, `[N, C]` or `[N, C, d1, ...]`, the target likewise without `C`, as int64. Samples
/// whose target is `ignoreIndex` count for nothing. Float32 and float64.
public final class NllLoss {
    private NllLoss() {}

    /// What becomes of the losses of the samples. The mean is weighted.
    public enum Reduction {
        NONE,
        MEAN,
        SUM
    }

    /// The loss, and the sum of the weights that counted, which the derivative reads (for
    /// [Reduction#NONE] 0).
    public record Loss(Tensor value, Tensor totalWeight) {}

    /// Torch: `aten::nll_loss_nd`, `aten::nll_loss_forward`, `aten::nll_loss2d_forward`.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit
    /// @throws IndexOutOfBoundsException for a target that is no class
    public static Loss forward(
            Tensor x,
            Tensor target,
            @Nullable Tensor weight,
            long ignoreIndex,
            Reduction reduction) {
        Samples s = Samples.of(x, target, weight, ignoreIndex);
        DType type = x.dtype();
        Tensor total = Fresh.of(type);
        Object values = Raw.storage(x).array();
        int[] at = s.positions(Raw.layout(x));
        if (reduction == Reduction.NONE) {
            Tensor losses = Fresh.of(type, Raw.shape(target));
            for (int i = 0; i < at.length; i++) {
                double loss =
                        s.counts(i) ? -s.weight(i) * Elements.asDouble(type, values, at[i]) : 0;
                set(losses, i, loss);
            }
            return new Loss(losses, total);
        }
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < at.length; i++) {
            if (s.counts(i)) {
                sum -= s.weight(i) * Elements.asDouble(type, values, at[i]);
                weights += s.weight(i);
            }
        }
        Tensor loss = Fresh.of(type);
        set(loss, 0, reduction == Reduction.MEAN ? sum / weights : sum);
        set(total, 0, weights);
        return new Loss(loss, total);
    }

    /// The gradient of [#forward] for an `x` of the given shape, given that of the loss.
    ///
    /// Torch: `aten::nll_loss_backward`, `aten::nll_loss2d_backward`.
    public static Tensor backward(
            Tensor g,
            Tensor x,
            Tensor target,
            @Nullable Tensor weight,
            long ignoreIndex,
            Reduction reduction,
            Tensor totalWeight) {
        Samples s = Samples.of(x, target, weight, ignoreIndex);
        Tensor dx = Fresh.of(x.dtype(), Raw.shape(x));
        int[] at = s.positions(Raw.layout(dx));
        Object grads = Raw.storage(g).array();
        double total =
                Elements.asDouble(
                        x.dtype(), Raw.storage(totalWeight).array(), Raw.offset(totalWeight));
        for (int i = 0; i < at.length; i++) {
            if (s.counts(i)) {
                int from = reduction == Reduction.NONE ? Raw.layout(g).indexOf(i) : Raw.offset(g);
                double grad = -s.weight(i) * Elements.asDouble(g.dtype(), grads, from);
                set(dx, at[i], reduction == Reduction.MEAN ? grad / total : grad);
            }
        }
        return dx;
    }

    private static void set(Tensor t, int i, double value) {
        Elements.put(t.dtype(), Raw.storage(t).array(), i, value);
    }

    /// The targets in row-major order, checked, and what each weighs.
    private static final class Samples {
        private final long[] targets;
        private final double @Nullable [] weights;
        private final long ignored;
        private final boolean batched;

        private Samples(
                long[] targets, double @Nullable [] weights, long ignored, boolean batched) {
            this.targets = targets;
            this.weights = weights;
            this.ignored = ignored;
            this.batched = batched;
        }

        static Samples of(Tensor x, Tensor target, @Nullable Tensor weight, long ignored) {
            if (!x.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "\"nll_loss_out_frame\" not implemented for '"
                                + x.dtype().scalarName()
                                + "'");
            }
            int[] shape = Raw.shape(x);
            if (shape.length == 0) {
                throw new IllegalArgumentException("Expected 1 or more dimensions (got 0)");
            }
            checkShapes(shape, Raw.shape(target));
            boolean batched = shape.length > 1;
            int classes = shape[batched ? 1 : 0];
            if (weight != null && (weight.dim() != 1 || weight.numel() != classes)) {
                throw new IllegalArgumentException(
                        "weight tensor should be defined either for all "
                                + classes
                                + " classes or no classes but got weight tensor of shape: "
                                + Arrays.toString(Raw.shape(weight)));
            }
            if (target.dtype() != DType.INT64) {
                throw new IllegalArgumentException(
                        "expected scalar type Long but found " + target.dtype().scalarName());
            }
            long[] targets = Positions.values(target);
            for (long t : targets) {
                if (t != ignored && (t < 0 || t >= classes)) {
                    throw new IndexOutOfBoundsException("Target " + t + " is out of bounds.");
                }
            }
            double[] weights =
                    weight == null
                            ? null
                            : (double[])
                                    Cast.toArray(
                                            weight.dtype(),
                                            Raw.storage(weight).array(),
                                            Raw.layout(weight),
                                            DType.FLOAT64);
            return new Samples(targets, weights, ignored, batched);
        }

        private static void checkShapes(int[] x, int[] target) {
            if (x.length == 1) {
                if (target.length > 1 || target.length == 1 && target[0] != 1) {
                    throw new IllegalArgumentException(
                            "size mismatch (got input: "
                                    + Arrays.toString(x)
                                    + ", target: "
                                    + Arrays.toString(target)
                                    + ")");
                }
                return;
            }
            if (target.length == 0 || x[0] != target[0]) {
                throw new IllegalArgumentException(
                        "Expected input batch_size ("
                                + x[0]
                                + ") to match target batch_size ("
                                + (target.length == 0 ? 0 : target[0])
                                + ").");
            }
            int[] expected = new int[x.length - 1];
            expected[0] = x[0];
            System.arraycopy(x, 2, expected, 1, x.length - 2);
            if (!Arrays.equals(expected, target)) {
                throw new IllegalArgumentException(
                        "Expected target size "
                                + Arrays.toString(expected)
                                + ", got "
                                + Arrays.toString(target));
            }
        }

        boolean counts(int i) {
            return targets[i] != ignored;
        }

        double weight(int i) {
            return weights == null ? 1 : weights[(int) targets[i]];
        }

        /// The place of each sample's target in a tensor laid out like `x`.
        int[] positions(Layout x) {
            int dims = batched ? x.dim() - 1 : 0;
            int[] shape = new int[dims];
            int[] strides = new int[dims];
            for (int d = 0; d < dims; d++) {
                shape[d] = x.shape()[d == 0 ? 0 : d + 1];
                strides[d] = x.strides()[d == 0 ? 0 : d + 1];
            }
            int[] at = Positions.each(shape, strides, x.offset());
            int classStride = x.strides()[batched ? 1 : 0];
            for (int i = 0; i < at.length; i++) {
                at[i] += counts(i) ? (int) targets[i] * classStride : 0;
            }
            return at;
        }
    }
}
