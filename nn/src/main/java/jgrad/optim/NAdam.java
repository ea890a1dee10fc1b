package jgrad.optim;

import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// [Adam] with Nesterov's momentum, whose weight grows over the first steps.
///
/// Source: T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016. Torch:
/// `torch.optim.NAdam`.
public final class NAdam extends Optimizer {
    public NAdam(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public NAdam(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public NAdam(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        Tensor product = s.scalar("mu_product", 1);
        double beta1 = o.number("betas", 0);
        double beta2 = o.number("betas", 1);
        double lr = o.lr();
        Tensor g = grad;
        if (o.flag("decoupled_weight_decay")) {
            p.mul_(1 - lr * o.number("weight_decay"));
        } else {
            g = decayed(grad, p, o);
        }
        double mu = weight(beta1, t, o);
        double next = weight(beta1, t + 1, o);
        product.mul_(mu);
        double soFar = product.toDouble();
        Tensor mean = s.zerosLike("exp_avg", p).lerp_(g, 1 - beta1);
        Tensor square = s.zerosLike("exp_avg_sq", p).mul_(beta2).addcmul_(g, g, 1 - beta2);
        Tensor root = square.div(1 - Math.pow(beta2, t)).sqrt_().add_(o.number("eps"));
        p.addcdiv_(g, root, -lr * (1 - mu) / (1 - soFar));
        p.addcdiv_(mean, root, -lr * next / (1 - soFar * next));
    }

    private static double weight(double beta1, double t, ParamGroup o) {
        return beta1 * (1 - 0.5 * Math.pow(0.96, t * o.number("momentum_decay")));
    }

    /// Settings of [NAdam].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.002, and means over 10 and 1000 steps.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                2e-3,
                                "betas",
                                Tuple.of(0.9, 0.999),
                                "eps",
                                1e-8,
                                "weight_decay",
                                0.0,
                                "momentum_decay",
                                4e-3,
                                "decoupled_weight_decay",
                                false,
                                "maximize",
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

        /// How fast the weight of the momentum grows.
        public Options momentumDecay(double momentumDecay) {
            return atLeastZero("momentum_decay", momentumDecay, "Invalid momentum_decay value: ");
        }

        /// Shrinks the weights themselves, as [AdamW] does, in place of a penalty in the loss.
        public Options decoupledWeightDecay(boolean decoupled) {
            return with("decoupled_weight_decay", decoupled);
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
