package jgrad.optim;

import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Steps by a running mean of gradients, divided by the root of a running mean of their squares,
/// both corrected for their start from zero: `p -= lr * m / (1 - beta1^t) / (sqrt(v / (1 -
/// beta2^t)) + eps)`.
///
/// Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; `amsgrad`:
/// S. Reddi et al., ICLR 2018. Torch: `torch.optim.Adam`.
public final class Adam extends Optimizer {
    public Adam(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Adam(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Adam(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        step(p, grad, s, o);
    }

    static void step(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        double beta1 = o.number("betas", 0);
        double beta2 = o.number("betas", 1);
        Tensor g = grad;
        if (o.flag("decoupled_weight_decay")) {
            p.mul_(1 - o.lr() * o.number("weight_decay"));
        } else {
            g = decayed(grad, p, o);
        }
        Tensor mean = s.zerosLike("exp_avg", p).lerp_(g, 1 - beta1);
        Tensor square = s.zerosLike("exp_avg_sq", p).mul_(beta2).addcmul_(g, g, 1 - beta2);
        if (o.flag("amsgrad")) {
            Tensor largest = s.zerosLike("max_exp_avg_sq", p);
            square = largest.copy_(largest.maximum(square));
        }
        double root = Math.sqrt(1 - Math.pow(beta2, t));
        Tensor denominator = square.sqrt().div_(root).add_(o.number("eps"));
        p.addcdiv_(mean, denominator, -o.lr() / (1 - Math.pow(beta1, t)));
    }

    /// Settings of [Adam].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.001, and means over 10 and 1000 steps.
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
                                0.0,
                                "amsgrad",
                                false,
                                "maximize",
                                false,
                                "decoupled_weight_decay",
                                false));

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

        /// The weight of the penalty on squares of parameters.
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

        /// Shrinks the weights themselves, as [AdamW] does, in place of a penalty in the loss.
        public Options decoupledWeightDecay(boolean decoupled) {
            return with("decoupled_weight_decay", decoupled);
        }
    }
}
