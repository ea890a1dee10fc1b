package jgrad.optim;

import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Divides the gradient by the root of the sum of all its squares so far.
///
/// Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and
/// Stochastic Optimization", JMLR 12 (2011). Torch: `torch.optim.Adagrad`.
public final class Adagrad extends Optimizer {
    public Adagrad(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Adagrad(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Adagrad(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    /// As in PyTorch, the state is there before the first step.
    @Override
    protected void check(ParamGroup group) {
        double first = group.number("initial_accumulator_value");
        for (Tensor p : group.params()) {
            state(p).scalar("step", 0);
            state(p).tensor("sum", () -> Tensors.fullLike(p, first));
        }
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        Tensor g = decayed(grad, p, o);
        Tensor sum = s.required("sum").addcmul_(g, g);
        double lr = o.lr() / (1 + (t - 1) * o.number("lr_decay"));
        p.addcdiv_(g, sum.sqrt().add_(o.number("eps")), -lr);
    }

    /// Settings of [Adagrad].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.01.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-2,
                                "lr_decay",
                                0.0,
                                "eps",
                                1e-10,
                                "weight_decay",
                                0.0,
                                "initial_accumulator_value",
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

        /// Divides the learning rate of step t by `1 + (t - 1) * lrDecay`.
        public Options lrDecay(double lrDecay) {
            return atLeastZero("lr_decay", lrDecay, "Invalid lr_decay value: ");
        }

        /// What is added to the divisor, so that it is not zero.
        public Options eps(double eps) {
            return atLeastZero("eps", eps, "Invalid epsilon value: ");
        }

        /// The weight of the penalty on squares of parameters.
        public Options weightDecay(double decay) {
            return atLeastZero("weight_decay", decay, "Invalid weight_decay value: ");
        }

        /// What the sum of squares starts from.
        public Options initialAccumulatorValue(double initialAccumulatorValue) {
            return atLeastZero(
                    "initial_accumulator_value",
                    initialAccumulatorValue,
                    "Invalid initial_accumulator_value value: ");
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
