package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Scales the gradient by the ratio of two running root mean squares, of past steps and of
/// gradients, so that units match.
///
/// Source: M. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012. Torch:
/// `torch.optim.Adadelta`.
public final class Adadelta extends Optimizer {
    public Adadelta(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Adadelta(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Adadelta(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        s.nextStep();
        double rho = o.number("rho");
        double eps = o.number("eps");
        Tensor g = decayed(grad, p, o);
        Tensor square = s.zerosLike("square_avg", p).mul_(rho).addcmul_(g, g, 1 - rho);
        Tensor steps = s.zerosLike("acc_delta", p);
        Tensor delta = steps.add(eps).sqrt_().div_(square.add(eps).sqrt_()).mul_(g);
        steps.mul_(rho).addcmul_(delta, delta, 1 - rho);
        p.add_(delta, -o.lr());
    }

    /// Settings of [Adadelta].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 1 and means over 10 steps.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1.0,
                                "rho",
                                0.9,
                                "eps",
                                1e-6,
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

        /// The share of the running means that stays in each step.
        public Options rho(double rho) {
            if (!(rho >= 0 && rho <= 1)) {
                throw new IllegalArgumentException(
                        "Invalid rho value: " + rho + ". It must be from 0 to 1.");
            }
            return with("rho", rho);
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
