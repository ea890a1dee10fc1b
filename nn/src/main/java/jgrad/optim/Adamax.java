package jgrad.optim;

import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// [Adam] with the largest recent gradient in place of the root mean square.
///
/// Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, section 7.
/// Torch: `torch.optim.Adamax`.
public final class Adamax extends Optimizer {
    public Adamax(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Adamax(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Adamax(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        double beta1 = o.number("betas", 0);
        Tensor g = decayed(grad, p, o);
        Tensor mean = s.zerosLike("exp_avg", p).lerp_(g, 1 - beta1);
        Tensor largest = s.zerosLike("exp_inf", p).mul_(o.number("betas", 1));
        largest.copy_(largest.maximum(g.abs().add_(o.number("eps"))));
        p.addcdiv_(mean, largest, -o.lr() / (1 - Math.pow(beta1, t)));
    }

    /// Settings of [Adamax].
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

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
