package jgrad.optim;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Steps relative to the size of the weights, with the mean squares of a matrix kept as one row and
/// one column: state of `m + n` numbers for `m * n` weights.
///
/// Source: N. Shazeer and M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory
/// Cost", ICML 2018. Torch: `torch.optim.Adafactor`.
public final class Adafactor extends Optimizer {
    public Adafactor(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Adafactor(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Adafactor(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        double weight = Math.pow(t, o.number("beta2_decay"));
        double eps1 =
                o.get("eps") instanceof List<?> l && l.getFirst() == null
                        ? epsilon(p.dtype())
                        : o.number("eps", 0);
        double rate = Math.min(o.lr(), 1 / Math.sqrt(t));
        double step = Math.max(o.number("eps", 1), rootMeanSquare(p)) * rate;
        double decay = o.number("weight_decay");
        if (decay != 0) {
            p.mul_(1 - o.lr() * decay);
        }
        Tensor square;
        if (grad.dim() > 1) {
            Tensor squares = grad.mul(grad);
            Tensor rowMeans = squares.mean(-1, true);
            Tensor columnMeans = squares.mean(-2, true);
            Tensor row =
                    s.tensor("row_var", () -> Tensors.zerosLike(rowMeans)).lerp_(rowMeans, weight);
            Tensor column =
                    s.tensor("col_var", () -> Tensors.zerosLike(columnMeans))
                            .lerp_(columnMeans, weight);
            square = row.matmul(column).div_(row.mean(-2, true).clampMin_(eps1));
        } else {
            square = s.zerosLike("variance", p).lerp_(grad.mul(grad), weight).clone();
        }
        Tensor update = square.clampMin_(eps1 * eps1).sqrt_().reciprocal_().mul_(grad);
        double excess = Math.max(1, rootMeanSquare(update) / o.number("d"));
        p.add_(update, -step / excess);
    }

    private static double rootMeanSquare(Tensor t) {
        return Math.sqrt(t.mul(t).sum().toDouble() / t.numel());
    }

    /// The distance from 1 to the next number. Torch: `torch.finfo(dtype).eps`.
    private static double epsilon(DType type) {
        return switch (type) {
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            case FLOAT64 -> 0x1p-52;
            default -> 0x1p-23;
        };
    }

    /// Settings of [Adafactor].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of at most 0.01.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-2,
                                "beta2_decay",
                                -0.8,
                                "eps",
                                Tuple.of(null, 1e-3),
                                "d",
                                1.0,
                                "weight_decay",
                                0.0,
                                "maximize",
                                false));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// The power of the step by which the mean of squares forgets; 0 or less.
        public Options beta2Decay(double decay) {
            if (!(decay <= 0)) {
                throw new IllegalArgumentException("beta2_decay should be <= 0 but is: " + decay);
            }
            return with("beta2_decay", decay);
        }

        /// The smallest mean square, or null for that of the type, and the smallest size of weights
        /// that steps are relative to.
        public Options eps(@Nullable Double eps1, double eps2) {
            if (eps1 != null && !(eps1 >= 0) || !(eps2 >= 0)) {
                throw new IllegalArgumentException(
                        "epsilon should be >= 0 but is: " + eps1 + ", " + eps2);
            }
            return with("eps", Tuple.of(eps1, eps2));
        }

        /// The largest root mean square of a step, before it is scaled.
        public Options d(double d) {
            if (!(d >= 1)) {
                throw new IllegalArgumentException(
                        "Clipping threshold d should be >= 1 but is: " + d);
            }
            return with("d", d);
        }

        /// The share of a weight, times the learning rate, that is taken away in each step.
        public Options weightDecay(double decay) {
            return atLeastZero("weight_decay", decay, "Invalid weight_decay value: ");
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
