package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Stochastic gradient descent, with momentum if asked: `b = momentum * b + (1 - dampening) * g`,
/// `p -= lr * b`; Nesterov's form steps by `g + momentum * b`.
///
/// The first step's buffer is the gradient itself, without dampening. Source: I. Sutskever et al.,
/// "On the importance of initialization and momentum in deep learning", ICML 2013, in PyTorch's
/// variant. Torch: `torch.optim.SGD`.
public final class SGD extends Optimizer {
    private static final String BUFFER = "momentum_buffer";

    /// With a learning rate of 0.001.
    public SGD(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public SGD(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public SGD(List<Tensor> params, double lr, double momentum) {
        this(params, Options.DEFAULT.lr(lr).momentum(momentum));
    }

    public SGD(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void check(ParamGroup group) {
        if (group.flag("nesterov")
                && (group.number("momentum") <= 0 || group.number("dampening") != 0)) {
            throw new IllegalArgumentException(
                    "Nesterov momentum requires a momentum and zero dampening");
        }
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        Tensor g = decayed(grad, p, o);
        double momentum = o.number("momentum");
        if (momentum != 0) {
            boolean first = !s.has(BUFFER);
            Tensor buffer = s.tensor(BUFFER, g::clone);
            if (!first) {
                buffer.mul_(momentum).add_(g, 1 - o.number("dampening"));
            }
            g = o.flag("nesterov") ? g.add(buffer, momentum) : buffer;
        }
        p.add_(g, -o.lr());
    }

    /// Settings of [SGD].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.001, without momentum.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-3,
                                "momentum",
                                0.0,
                                "dampening",
                                0.0,
                                "weight_decay",
                                0.0,
                                "nesterov",
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

        /// How much of the step before is repeated.
        public Options momentum(double momentum) {
            return atLeastZero("momentum", momentum, "Invalid momentum value: ");
        }

        /// How much of each gradient is left out of the momentum.
        public Options dampening(double dampening) {
            return with("dampening", dampening);
        }

        /// The weight of the penalty on squares of parameters.
        public Options weightDecay(double decay) {
            return atLeastZero("weight_decay", decay, "Invalid weight_decay value: ");
        }

        /// Takes the gradient where the momentum leads, in Nesterov's form.
        public Options nesterov(boolean nesterov) {
            return with("nesterov", nesterov);
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
