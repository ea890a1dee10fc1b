package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Stochastic gradient descent whose steps shrink, with the average of all weights since step `t0`
/// kept beside (`ax` in the state).
///
/// Source: B. Polyak and A. Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM
/// J. Control Optim. 30 (1992). Torch: `torch.optim.ASGD`.
public final class ASGD extends Optimizer {
    public ASGD(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public ASGD(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public ASGD(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double t = s.nextStep();
        Tensor eta = s.scalar("eta", o.lr());
        Tensor mu = s.scalar("mu", 1);
        Tensor average = s.zerosLike("ax", p);
        double lambda = o.number("lambd");
        Tensor g = decayed(grad, p, o);
        p.mul_(1 - lambda * eta.toDouble());
        p.add_(g, -eta.toDouble());
        if (mu.toDouble() == 1) {
            average.copy_(p);
        } else {
            average.add_(p.sub(average).mul_(mu.toDouble()));
        }
        // Both through float32, in which PyTorch computes them.
        eta.fill_((float) (o.lr() / Math.pow(1 + lambda * o.lr() * t, o.number("alpha"))));
        mu.fill_((float) (1 / Math.max(1, t - o.number("t0"))));
    }

    /// Settings of [ASGD].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.01; averaging starts after a million steps.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-2,
                                "lambd",
                                1e-4,
                                "alpha",
                                0.75,
                                "t0",
                                1e6,
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

        /// How fast weights shrink.
        public Options lambd(double lambd) {
            return with("lambd", lambd);
        }

        /// The power by which steps shrink.
        public Options alpha(double alpha) {
            return with("alpha", alpha);
        }

        /// The step at which averaging starts.
        public Options t0(double t0) {
            return with("t0", t0);
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
