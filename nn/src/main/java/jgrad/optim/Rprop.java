package jgrad.optim;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Steps by a length of each element's own, which grows while the gradient keeps its sign and
/// shrinks when it changes; the gradient's size does not matter. For whole data sets, not batches.
///
/// Source: M. Riedmiller and H. Braun, "A direct adaptive method for faster backpropagation
/// learning: the RPROP algorithm", ICNN 1993. Torch: `torch.optim.Rprop`.
public final class Rprop extends Optimizer {
    public Rprop(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Rprop(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Rprop(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        s.nextStep();
        Tensor before = s.zerosLike("prev", p);
        double lr = o.lr();
        Tensor length = s.tensor("step_size", () -> Tensors.fullLike(p, lr));
        Tensor agreement = grad.mul(before);
        Tensor turned = agreement.lt(0.0);
        Tensor factor = Tensors.onesLike(p);
        factor.maskedFill_(agreement.gt(0.0), o.number("etas", 1));
        factor.maskedFill_(turned, o.number("etas", 0));
        length.mul_(factor).clamp_(o.number("step_sizes", 0), o.number("step_sizes", 1));
        Tensor g = grad.maskedFill(turned, 0.0);
        p.addcmul_(g.sign(), length, -1);
        before.copy_(g);
    }

    /// Settings of [Rprop].
    public static final class Options extends OptimizerSettings<Options> {
        /// Steps that start from 0.01 and change by 0.5 and 1.2.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-2,
                                "etas",
                                Tuple.of(0.5, 1.2),
                                "step_sizes",
                                Tuple.of(1e-6, 50.0),
                                "maximize",
                                false));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// What a length is multiplied by when the sign changes, and when it stays.
        public Options etas(double minus, double plus) {
            if (!(minus > 0 && minus < 1 && plus > 1)) {
                throw new IllegalArgumentException(
                        "Invalid eta values: "
                                + minus
                                + ", "
                                + plus
                                + ". The first must be between 0 and 1, the second above 1.");
            }
            return with("etas", Tuple.of(minus, plus));
        }

        /// The shortest and the longest step.
        public Options stepSizes(double min, double max) {
            return with("step_sizes", Tuple.of(min, max));
        }

        /// Makes the objective larger, not smaller.
        public Options maximize(boolean maximize) {
            return with("maximize", maximize);
        }
    }
}
