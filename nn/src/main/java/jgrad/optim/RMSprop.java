package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Divides the gradient by the root of a running mean of its square.
///
/// Source: T. Hinton, "Neural Networks for Machine Learning", lecture 6e; `centered`: A. Graves,
/// "Generating Sequences with Recurrent Neural Networks", 2013. Torch: `torch.optim.RMSprop`.
public final class RMSprop extends Optimizer {
    public RMSprop(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public RMSprop(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public RMSprop(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        s.nextStep();
        double alpha = o.number("alpha");
        double momentum = o.number("momentum");
        Tensor g = decayed(grad, p, o);
        Tensor square = s.zerosLike("square_avg", p).mul_(alpha).addcmul_(g, g, 1 - alpha);
        Tensor root;
        if (o.flag("centered")) {
            Tensor mean = s.zerosLike("grad_avg", p).lerp_(g, 1 - alpha);
            root = square.addcmul(mean, mean, -1).sqrt_();
        } else {
            root = square.sqrt();
        }
        root.add_(o.number("eps"));
        if (momentum > 0) {
            Tensor buffer = s.zerosLike("momentum_buffer", p).mul_(momentum).addcdiv_(g, root);
            p.add_(buffer, -o.lr());
        } else {
            p.addcdiv_(g, root, -o.lr());
        }
    }

    /// Settings of [RMSprop].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.01 and a mean over 100 steps.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-2,
                                "momentum",
                                0.0,
                                "alpha",
                                0.99,
                                "eps",
                                1e-8,
                                "centered",
                                false,
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

        /// How much of the step before is repeated.
        public Options momentum(double momentum) {
            return atLeastZero("momentum", momentum, "Invalid momentum value: ");
        }

        /// The share of the running mean that stays in each step.
        public Options alpha(double alpha) {
            return atLeastZero("alpha", alpha, "Invalid alpha value: ");
        }

        /// What is added to the divisor, so that it is not zero.
        public Options eps(double eps) {
            return atLeastZero("eps", eps, "Invalid epsilon value: ");
        }

        /// Divides by the root of the variance in place of the mean square.
        public Options centered(boolean centered) {
            return with("centered", centered);
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
