package jgrad.optim;

import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// [Adam] with weights that shrink by `lr * weightDecay` in each step, apart from the gradient.
///
/// Source: I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019. Torch:
/// `torch.optim.AdamW`.
public final class AdamW extends Optimizer {
    public AdamW(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public AdamW(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public AdamW(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        Adam.step(p, grad, s, o);
    }

    /// Settings of [AdamW].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.001 and a decay of 0.01.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-3,
                                "betas",
                                Tuple.of(0.9, 0.999),
                                "eps",
                                1e-8,
                                "weight_decay",
                                1e-2,
                                "amsgrad",
                                false,
                                "maximize",
                                false,
                                "decoupled_weight_decay",
                                true));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// How much of the running means of the gradient and of its square stays in each step.
        public Options betas(double beta1, double beta2) {
            return betas("betas", beta1, beta2);
        }

        /// What is added to the divisor, so that it is not zero.
        public Options eps(double eps) {
            return atLeastZero("eps", eps, "Invalid epsilon value: ");
        }

        /// The share of a weight, times the learning rate, that is taken away in each step.
        public Options weightDecay(double decay) {
            return atLeastZero("weight_decay", decay, "Invalid weight_decay value: ");
        }

        /// Divides by the largest running mean of squares so far.
        public Options amsgrad(boolean amsgrad) {
            return with("amsgrad", amsgrad);
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
