package jgrad.optim;

import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// [Adam] that trusts the running mean of squares only once it has seen enough of them, and steps
/// by the plain mean before.
///
/// Source: L. Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020.
/// Torch: `torch.optim.RAdam`.
public final class RAdam extends Optimizer {
    public RAdam(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public RAdam(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public RAdam(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        double beta1 = o.number("betas", 0);
        double beta2 = o.number("betas", 1);
        double lr = o.lr();
        Tensor g = grad;
        if (o.flag("decoupled_weight_decay")) {
            p.mul_(1 - lr * o.number("weight_decay"));
        } else {
            g = decayed(grad, p, o);
        }
        Tensor mean = s.zerosLike("exp_avg", p).lerp_(g, 1 - beta1);
        Tensor square = s.zerosLike("exp_avg_sq", p).mul_(beta2).addcmul_(g, g, 1 - beta2);
        double correction1 = 1 - Math.pow(beta1, t);
        double correction2 = 1 - Math.pow(beta2, t);
        double longest = 2 / (1 - beta2) - 1;
        double length = longest - 2 * t * Math.pow(beta2, t) / correction2;
        if (length > 5) {
            double rectified =
                    Math.sqrt(
                            (length - 4)
                                    * (length - 2)
                                    * longest
                                    / ((longest - 4) * (longest - 2) * length));
            Tensor root = square.sqrt().add_(o.number("eps"));
            p.addcdiv_(mean, root, -lr / correction1 * rectified * Math.sqrt(correction2));
        } else {
            p.add_(mean, -lr / correction1);
        }
    }

    /// Settings of [RAdam].
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
