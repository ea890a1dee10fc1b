package jgrad.optim;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// Limited-memory BFGS: Newton's method with an inverse Hessian made of the last steps and changes
/// of the gradient. One step makes several iterations and calls the closure for each.
///
/// For smooth functions without noise, of any number of parameters: memory is `2 * historySize`
/// vectors. Source: J. Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp.
/// 35 (1980). Torch: `torch.optim.LBFGS`.
public final class LBFGS extends Optimizer {
    public LBFGS(List<Tensor> params) {
        this(params, Options.DEFAULT);
    }

    public LBFGS(List<Tensor> params, Options options) {
        super(params, options);
    }

    @Override
    protected void check(ParamGroup group) {
        if (group.get("max_eval") == null) {
            group.set("max_eval", ((long) group.number("max_iter")) * 5 / 4);
        }
    }

    @Override
    protected void update(Tensor param, Tensor grad, ParamState state, ParamGroup group) {
        throw new UnsupportedOperationException("LBFGS changes all parameters at once");
    }

    /// Iterates until the gradient or the changes are small, or `maxIter` or `maxEval` is reached.
    /// Returns the loss that the closure gave first.
    ///
    /// @throws IllegalArgumentException if there is no closure
    @Override
    public Tensor step(@Nullable Supplier<Tensor> closure) {
        if (closure == null) {
            throw new IllegalArgumentException(
                    "LBFGS.step() missing 1 required positional argument: 'closure', which computes"
                            + " the loss and its gradients anew");
        }
        stepBegins();
        Tensor loss;
        try (var _ = Autograd.noGrad()) {
            loss = new Iterations(closure, paramGroups().getFirst()).run();
        }
        stepDone();
        return loss;
    }

    /// One call of `step`.
    private final class Iterations {
        private final Supplier<Tensor> closure;
        private final ParamGroup o;
        private final List<Tensor> params;
        private final ParamState s;
        private int evaluations;
        private double loss;
        private Tensor gradient;

        Iterations(Supplier<Tensor> closure, ParamGroup o) {
            this.closure = closure;
            this.o = o;
            params = o.params();
            // PyTorch keeps what is common to all with the first parameter.
            s = state(params.getFirst());
            gradient = Tensors.zeros(0);
        }

        Tensor run() {
            Tensor first = evaluate();
            int most = (int) o.number("max_eval");
            if (largest(gradient) <= o.number("tolerance_grad")) {
                s.put("func_evals", s.count("func_evals") + 1);
                s.put("n_iter", s.count("n_iter"));
                return first;
            }
            int before = 0;
            for (int i = 1; ; i++) {
                s.put("n_iter", s.count("n_iter") + 1);
                boolean goOn = iterate(i, most);
                s.put("func_evals", s.count("func_evals") + evaluations - before);
                before = evaluations;
                if (!goOn) {
                    return first;
                }
            }
        }

        private boolean iterate(int i, int most) {
            Tensor d = s.count("n_iter") == 1 ? start() : newDirection();
            double lossBefore = loss;
            s.put("d", d);
            s.put("prev_flat_grad", gradient.clone());
            s.put("prev_loss", loss);
            double t =
                    s.count("n_iter") == 1
                            ? Math.min(1, 1 / gradient.abs().sum().toDouble()) * o.lr()
                            : o.lr();
            s.put("t", t);
            double slope = gradient.dot(d).toDouble();
            double tolerance = o.number("tolerance_change");
            if (slope > -tolerance) {
                return false;
            }
            boolean last = i == (int) o.number("max_iter");
            if (o.get("line_search_fn") != null) {
                t = searchLine(d, t, slope, most - evaluations);
                s.put("t", t);
            } else {
                move(d, t);
                if (!last) {
                    // In the last iteration nobody would look at the result.
                    evaluate();
                }
            }
            return !last
                    && evaluations < most
                    && largest(gradient) > o.number("tolerance_grad")
                    && largest(d.mul(t)) > tolerance
                    && Math.abs(loss - lossBefore) >= tolerance;
        }

        private Tensor start() {
            s.put("old_dirs", new ArrayList<Tensor>());
            s.put("old_stps", new ArrayList<Tensor>());
            s.put("ro", new ArrayList<Tensor>());
            s.put("H_diag", 1L);
            return gradient.neg();
        }

        /// The two-loop recursion: `-H g` from the remembered changes `y` of the gradient and steps
        /// `s`.
        private Tensor newDirection() {
            List<Tensor> changes = tensors("old_dirs");
            List<Tensor> steps = tensors("old_stps");
            List<Tensor> inverses = tensors("ro");
            Tensor y = gradient.sub(s.required("prev_flat_grad"));
            Tensor step = s.required("d").mul(number("t"));
            Tensor ys = y.dot(step);
            if (ys.toDouble() > 1e-10) {
                if (changes.size() == (int) o.number("history_size")) {
                    changes.removeFirst();
                    steps.removeFirst();
                    inverses.removeFirst();
                }
                changes.add(y);
                steps.add(step);
                inverses.add(ys.reciprocal());
                s.put("H_diag", ys.div(y.dot(y)));
            }
            var weights = new Tensor[changes.size()];
            Tensor q = gradient.neg();
            for (int i = weights.length - 1; i >= 0; i--) {
                weights[i] = steps.get(i).dot(q).mul(inverses.get(i));
                q.add_(changes.get(i), -weights[i].toDouble());
            }
            q.mul_(number("H_diag"));
            for (int i = 0; i < weights.length; i++) {
                Tensor back = changes.get(i).dot(q).mul(inverses.get(i));
                q.add_(steps.get(i), weights[i].toDouble() - back.toDouble());
            }
            remember(weights);
            return q;
        }

        /// Under the name that PyTorch's state has for it, where it serves no purpose but must be.
        private void remember(Tensor[] weights) {
            var al = new ArrayList<@Nullable Tensor>();
            for (int i = 0; i < (int) o.number("history_size"); i++) {
                al.add(i < weights.length ? weights[i] : null);
            }
            s.put("al", al);
        }

        private double searchLine(Tensor d, double t, double slope, int most) {
            List<Tensor> from = params.stream().map(p -> p.detach().clone()).toList();
            var search =
                    new StrongWolfe(
                            step -> {
                                move(d, step);
                                evaluate();
                                evaluations--; // counted by the search
                                restore(from);
                                return new StrongWolfe.Point(
                                        step, loss, gradient, gradient.dot(d).toDouble());
                            },
                            new StrongWolfe.Point(0, loss, gradient, slope),
                            largest(d),
                            o.number("tolerance_change"),
                            most);
            StrongWolfe.Point found = search.search(t);
            evaluations += search.evaluations();
            loss = found.value();
            gradient = found.gradient();
            move(d, found.step());
            return found.step();
        }

        private Tensor evaluate() {
            Tensor value;
            try (var _ = Autograd.enableGrad()) {
                value = closure.get();
            }
            evaluations++;
            loss = value.toDouble();
            var parts = new ArrayList<Tensor>();
            for (Tensor p : params) {
                Tensor grad = p.grad();
                parts.add(grad == null ? Tensors.zerosLike(p).reshape(-1) : grad.reshape(-1));
            }
            gradient = Tensors.cat(parts, 0);
            return value;
        }

        private void move(Tensor d, double t) {
            int at = 0;
            for (Tensor p : params) {
                p.add_(d.narrow(0, at, p.numel()).reshape(p.shape().sizes()), t);
                at += p.numel();
            }
        }

        private void restore(List<Tensor> from) {
            for (int i = 0; i < params.size(); i++) {
                params.get(i).copy_(from.get(i));
            }
        }

        private double number(String name) {
            return switch (Objects.requireNonNull(s.get(name), name)) {
                case Tensor t -> t.toDouble();
                case Number n -> n.doubleValue();
                case Object other -> throw new IllegalStateException(name + " is " + other);
            };
        }

        private List<Tensor> tensors(String name) {
            @SuppressWarnings("unchecked") // put there by start(), or loaded in the same form
            var list = (List<Tensor>) Objects.requireNonNull(s.get(name), name);
            return list;
        }

        private static double largest(Tensor t) {
            return t.abs().max().toDouble();
        }
    }

    /// Settings of [LBFGS].
    public static final class Options extends OptimizerSettings<Options> {
        /// Up to 20 iterations a step of length 1, a memory of 100 and no line search.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "lr",
                                1.0,
                                "max_iter",
                                20L,
                                "max_eval",
                                null,
                                "tolerance_grad",
                                1e-7,
                                "tolerance_change",
                                1e-9,
                                "history_size",
                                100L,
                                "line_search_fn",
                                null));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// The most iterations in a step.
        public Options maxIter(int iterations) {
            return with("max_iter", (long) iterations);
        }

        /// The most calls of the closure in a step; 1.25 times the iterations unless set.
        public Options maxEval(int evaluations) {
            return with("max_eval", (long) evaluations);
        }

        /// Stops when no element of the gradient is larger.
        public Options toleranceGrad(double tolerance) {
            return with("tolerance_grad", tolerance);
        }

        /// Stops when neither the loss nor a parameter changes by more.
        public Options toleranceChange(double tolerance) {
            return with("tolerance_change", tolerance);
        }

        /// How many steps are remembered.
        public Options historySize(int steps) {
            return with("history_size", (long) steps);
        }

        /// Chooses the length of each step by a search that meets Wolfe's strong conditions.
        public Options strongWolfe() {
            return with("line_search_fn", "strong_wolfe");
        }
    }
}
