package jgrad.optim;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// For matrices: steps by momentum whose singular values are brought near 1, by five steps of
/// Newton's and Schulz's iteration in bfloat16. Other parameters go to another optimiser.
///
/// Source: K. Jordan, "Muon: An optimizer for hidden layers in neural networks", 2024; J. Liu et
/// al., "Muon is Scalable for LLM Training", 2025. Torch: `torch.optim.Muon`.
public final class Muon extends Optimizer {
    public Muon(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public Muon(List<Tensor> params, double lr) {
        this(params, Options.DEFAULT.lr(lr));
    }

    public Muon(List<Tensor> params, Options options) {
        super(params, options);
    }

    public void addParamGroup(List<Tensor> params, Options options) {
        add(params, options);
    }

    @Override
    protected void check(ParamGroup group) {
        for (Tensor p : group.params()) {
            if (p.dim() != 2) {
                throw new IllegalArgumentException(
                        "Muon only supports 2D parameters whereas we found a parameter with size: "
                                + p.shape());
            }
        }
    }

    @Override
    protected void update(Tensor p, Tensor grad, ParamState s, ParamGroup o) {
        double momentum = o.number("momentum");
        Tensor buffer = s.zerosLike("momentum_buffer", p).lerp_(grad, 1 - momentum);
        Tensor direction = o.flag("nesterov") ? grad.lerp(buffer, momentum) : buffer;
        p.mul_(1 - o.lr() * o.number("weight_decay"));
        p.add_(orthogonal(direction, o).to(p.dtype()), -o.lr() * scale(p, o));
    }

    /// `a X + (b X X^T + c (X X^T)^2) X`, repeated: an odd polynomial of each singular value that
    /// leads towards 1.
    private static Tensor orthogonal(Tensor direction, ParamGroup o) {
        boolean tall = direction.size(0) > direction.size(1);
        Tensor x = rounded(direction.to(DType.FLOAT32));
        x = tall ? x.t() : x;
        Tensor norm = rounded(x.mul(x).sum().sqrt()).clampMin(o.number("eps"));
        x = rounded(x.div(norm));
        double a = o.number("ns_coefficients", 0);
        double b = o.number("ns_coefficients", 1);
        double c = o.number("ns_coefficients", 2);
        for (int i = 0; i < o.number("ns_steps"); i++) {
            Tensor gram = rounded(x.mm(x.t()));
            Tensor polynomial = rounded(gram.addmm(gram, gram, b, c));
            x = rounded(x.addmm(polynomial, x, a, 1));
        }
        return tall ? x.t() : x;
    }

    /// Float32 arithmetic whose results are rounded, since matrices of bfloat16 have none of their
    /// own.
    private static Tensor rounded(Tensor t) {
        return t.to(DType.BFLOAT16).to(DType.FLOAT32);
    }

    private static double scale(Tensor p, ParamGroup o) {
        double rows = p.size(0);
        double columns = p.size(1);
        return "match_rms_adamw".equals(o.get("adjust_lr_fn"))
                ? 0.2 * Math.sqrt(Math.max(rows, columns))
                : Math.sqrt(Math.max(1, rows / columns));
    }

    /// Settings of [Muon].
    public static final class Options extends OptimizerSettings<Options> {
        /// A learning rate of 0.001, a decay of 0.1 and momentum of 0.95.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1e-3,
                                "weight_decay",
                                0.1,
                                "momentum",
                                0.95,
                                "nesterov",
                                true,
                                "ns_coefficients",
                                Tuple.of(3.4445, -4.775, 2.0315),
                                "eps",
                                1e-7,
                                "ns_steps",
                                5L,
                                "adjust_lr_fn",
                                null));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// The share of a weight, times the learning rate, that is taken away in each step.
        public Options weightDecay(double decay) {
            return atLeastZero("weight_decay", decay, "Invalid weight_decay value: ");
        }

        /// How much of the step before is repeated.
        public Options momentum(double momentum) {
            return atLeastZero("momentum", momentum, "momentum should be >= 0 but is: ");
        }

        /// Takes the gradient where the momentum leads, in Nesterov's form.
        public Options nesterov(boolean nesterov) {
            return with("nesterov", nesterov);
        }

        /// The coefficients of the polynomial.
        public Options nsCoefficients(double a, double b, double c) {
            return with("ns_coefficients", Tuple.of(a, b, c));
        }

        /// How often the polynomial is applied.
        public Options nsSteps(int steps) {
            if (steps < 0 || steps >= 100) {
                throw new IllegalArgumentException(
                        "Number of steps must be less than 100 for computational efficiency, got "
                                + steps);
            }
            return with("ns_steps", (long) steps);
        }

        /// Scales steps as large as those of AdamW, so that its learning rates can be kept.
        public Options matchRmsAdamW(boolean match) {
            return with("adjust_lr_fn", match ? "match_rms_adamw" : null);
        }

        /// What is added to the divisor, so that it is not zero.
        public Options eps(double eps) {
            return atLeastZero("eps", eps, "Invalid epsilon value: ");
        }
    }
}
