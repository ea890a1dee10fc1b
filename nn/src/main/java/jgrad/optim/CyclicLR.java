package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// Goes up and down between two rates, while the momentum goes the other way. Step it after every
/// batch.
///
/// Source: L. Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017. Torch:
/// `torch.optim.lr_scheduler.CyclicLR`.
public final class CyclicLR extends FormulaLR {
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr) {
        this(optimizer, Options.DEFAULT.baseLr(baseLr).maxLr(maxLr));
    }

    /// @throws IllegalArgumentException if the optimiser has no momentum and it is to be cycled, or
    ///   a rate is missing
    public CyclicLR(Optimizer optimizer, Options options) {
        super(optimizer, begun(optimizer, options));
        baseLrs(perGroup(optimizer, "base_lr", options.numbers("base_lr")));
    }

    private static Map<String, @Nullable Object> begun(Optimizer optimizer, Options o) {
        if (o.get("base_lr") == null || o.get("max_lr") == null) {
            throw new IllegalArgumentException("CyclicLR needs baseLr and maxLr");
        }
        boolean cycles = o.flag("cycle_momentum");
        boolean beta1 = cycles && MomentumCycle.usesBeta1(optimizer);
        List<Double> base = perGroup(optimizer, "base_lr", o.numbers("base_lr"));
        List<Double> max = perGroup(optimizer, "max_lr", o.numbers("max_lr"));
        List<Double> least = perGroup(optimizer, "base_momentum", o.numbers("base_momentum"));
        List<Double> most = perGroup(optimizer, "max_momentum", o.numbers("max_momentum"));
        for (int i = 0; i < base.size(); i++) {
            optimizer.paramGroups().get(i).lr(base.get(i));
            optimizer.paramGroups().get(i).set("initial_lr", base.get(i));
        }
        double up = o.number("step_size_up");
        double down = o.get("step_size_down") == null ? up : o.number("step_size_down");
        Map<String, @Nullable Object> settings =
                Settings.named(
                        "max_lrs",
                        max,
                        "total_size",
                        up + down,
                        "step_ratio",
                        up / (up + down),
                        "mode",
                        o.get("mode"),
                        "gamma",
                        o.get("gamma"),
                        "scale_mode",
                        o.get("scale_mode"),
                        "cycle_momentum",
                        cycles);
        if (cycles) {
            MomentumCycle.begin(optimizer, least, most);
            settings.put("use_beta1", beta1);
            settings.put("base_momentums", least);
            settings.put("max_momentums", most);
        }
        settings.put("_scale_fn_custom", o.get("scale_fn"));
        return settings;
    }

    @Override
    protected double next(int group) {
        double position = epoch() / number("total_size");
        double cycle = Math.floor(1 + position);
        double within = 1 + position - cycle;
        double ratio = number("step_ratio");
        double height = within <= ratio ? within / ratio : (within - 1) / (ratio - 1);
        double scale = scale("cycle".equals(get("scale_mode")) ? cycle : epoch());
        if (Boolean.TRUE.equals(get("cycle_momentum"))) {
            double least = number("base_momentums", group);
            double most = number("max_momentums", group);
            MomentumCycle.set(group(group), most - (most - least) * height * scale);
        }
        double base = isInitial() ? lr(group) : baseLr(group);
        return base + (number("max_lrs", group) - base) * height * scale;
    }

    private double scale(double x) {
        if (get("_scale_fn_custom") instanceof DoubleUnaryOperator function) {
            return function.applyAsDouble(x);
        }
        return switch (String.valueOf(get("mode"))) {
            case "triangular2" -> 1 / Math.pow(2, x - 1);
            case "exp_range" -> Math.pow(number("gamma"), x);
            default -> 1;
        };
    }

    private double number(String name, int group) {
        Object value = ((List<?>) Objects.requireNonNull(get(name))).get(group);
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    /// Settings of [CyclicLR].
    public static final class Options extends Settings<Options> {
        /// Equal triangles of 2000 steps each way, momentum from 0.9 to 0.8 and back.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "base_lr",
                                null,
                                "max_lr",
                                null,
                                "step_size_up",
                                2000L,
                                "step_size_down",
                                null,
                                "mode",
                                "triangular",
                                "gamma",
                                1.0,
                                "scale_fn",
                                null,
                                "scale_mode",
                                "cycle",
                                "cycle_momentum",
                                true,
                                "base_momentum",
                                new double[] {0.8},
                                "max_momentum",
                                new double[] {0.9}));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// The smallest rate, or one for each group.
        public Options baseLr(double... rates) {
            return with("base_lr", rates.clone());
        }

        /// The largest rate, or one for each group.
        public Options maxLr(double... rates) {
            return with("max_lr", rates.clone());
        }

        /// Steps from the smallest rate to the largest.
        public Options stepSizeUp(int steps) {
            return with("step_size_up", (long) steps);
        }

        /// Steps back; as many as up unless set.
        public Options stepSizeDown(int steps) {
            return with("step_size_down", (long) steps);
        }

        /// Halves the height with every cycle.
        public Options triangular2() {
            return with("mode", "triangular2").with("scale_mode", "cycle");
        }

        /// Multiplies the height by `gamma` with every step.
        public Options expRange(double gamma) {
            return with("mode", "exp_range").with("gamma", gamma).with("scale_mode", "iterations");
        }

        /// Multiplies the height by a function of the cycle, which counts from 1.
        public Options scaleByCycle(DoubleUnaryOperator function) {
            return with("scale_fn", function).with("scale_mode", "cycle");
        }

        /// Multiplies the height by a function of the step.
        public Options scaleByStep(DoubleUnaryOperator function) {
            return with("scale_fn", function).with("scale_mode", "iterations");
        }

        /// Whether the momentum changes too.
        public Options cycleMomentum(boolean cycle) {
            return with("cycle_momentum", cycle);
        }

        /// The momentum at the largest rate, or one for each group.
        public Options baseMomentum(double... momentum) {
            return with("base_momentum", momentum.clone());
        }

        /// The momentum at the smallest rate, or one for each group.
        public Options maxMomentum(double... momentum) {
            return with("max_momentum", momentum.clone());
        }
    }
}
