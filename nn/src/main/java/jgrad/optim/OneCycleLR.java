package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One rise of the rate to `maxLr` and a long fall to almost nothing, while the momentum goes the
/// other way. Step it after every batch.
///
/// Source: L. Smith and N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using
/// Large Learning Rates", 2017. Torch: `torch.optim.lr_scheduler.OneCycleLR`.
public final class OneCycleLR extends FormulaLR {
    public OneCycleLR(Optimizer optimizer, double maxLr, int totalSteps) {
        this(optimizer, Options.DEFAULT.maxLr(maxLr).totalSteps(totalSteps));
    }

    /// @throws IllegalArgumentException if the optimiser has no momentum and it is to be cycled, or
    ///   `maxLr` or the number of steps is missing
    public OneCycleLR(Optimizer optimizer, Options options) {
        super(optimizer, begun(optimizer, options));
    }

    private static Map<String, @Nullable Object> begun(Optimizer optimizer, Options o) {
        if (o.get("total_steps") == null || o.get("max_lr") == null) {
            throw new IllegalArgumentException(
                    "You must define either total_steps OR (epochs AND steps_per_epoch), and"
                            + " max_lr");
        }
        boolean cycles = o.flag("cycle_momentum");
        boolean beta1 = cycles && MomentumCycle.usesBeta1(optimizer);
        List<Double> max = perGroup(optimizer, "max_lr", o.numbers("max_lr"));
        List<Double> base = perGroup(optimizer, "base_momentum", o.numbers("base_momentum"));
        List<Double> most = perGroup(optimizer, "max_momentum", o.numbers("max_momentum"));
        for (int i = 0; i < max.size(); i++) {
            ParamGroup group = optimizer.paramGroups().get(i);
            double first = max.get(i) / o.number("div_factor");
            group.set("initial_lr", first);
            group.set("max_lr", max.get(i));
            group.set("min_lr", first / o.number("final_div_factor"));
        }
        if (cycles) {
            MomentumCycle.begin(optimizer, base, most);
        }
        Map<String, @Nullable Object> settings =
                Settings.named(
                        "total_steps", o.get("total_steps"),
                        "_schedule_phases", phases(o),
                        "_anneal_func_type", o.get("anneal_strategy"),
                        "cycle_momentum", cycles);
        if (cycles) {
            settings.put("use_beta1", beta1);
        }
        return settings;
    }

    private static List<Map<String, @Nullable Object>> phases(Options o) {
        double rise = o.number("pct_start") * o.number("total_steps");
        double last = o.number("total_steps") - 1;
        var phases = new ArrayList<Map<String, @Nullable Object>>();
        phases.add(phase(rise - 1, "initial_lr", "max_lr", "max_momentum", "base_momentum"));
        if (o.flag("three_phase")) {
            phases.add(
                    phase(2 * rise - 2, "max_lr", "initial_lr", "base_momentum", "max_momentum"));
            phases.add(phase(last, "initial_lr", "min_lr", "max_momentum", "max_momentum"));
        } else {
            phases.add(phase(last, "max_lr", "min_lr", "base_momentum", "max_momentum"));
        }
        return phases;
    }

    private static Map<String, @Nullable Object> phase(
            double end, String startLr, String endLr, String startMomentum, String endMomentum) {
        return Settings.named(
                "end_step",
                end,
                "start_lr",
                startLr,
                "end_lr",
                endLr,
                "start_momentum",
                startMomentum,
                "end_momentum",
                endMomentum);
    }

    /// @throws IllegalStateException after the last step
    @Override
    protected double next(int group) {
        double total = number("total_steps");
        if (epoch() > total) {
            throw new IllegalStateException(
                    "Tried to step "
                            + epoch()
                            + " times. The specified number of total steps is "
                            + (long) total);
        }
        List<?> phases = (List<?>) Objects.requireNonNull(get("_schedule_phases"));
        double start = 0;
        int i = 0;
        while (i < phases.size() - 1 && epoch() > end(phases, i)) {
            start = end(phases, i++);
        }
        double done = (epoch() - start) / (end(phases, i) - start);
        var phase = (Map<?, ?>) Objects.requireNonNull(phases.get(i));
        if (Boolean.TRUE.equals(get("cycle_momentum"))) {
            MomentumCycle.set(
                    group(group), between(group, phase, "start_momentum", "end_momentum", done));
        }
        return between(group, phase, "start_lr", "end_lr", done);
    }

    private static double end(List<?> phases, int i) {
        Object end = ((Map<?, ?>) Objects.requireNonNull(phases.get(i))).get("end_step");
        return ((Number) Objects.requireNonNull(end)).doubleValue();
    }

    private double between(int group, Map<?, ?> phase, String from, String to, double done) {
        double start = group(group).number(String.valueOf(phase.get(from)));
        double end = group(group).number(String.valueOf(phase.get(to)));
        return "linear".equals(get("_anneal_func_type"))
                ? (end - start) * done + start
                : end + (start - end) / 2 * (Math.cos(Math.PI * done) + 1);
    }

    /// Settings of [OneCycleLR].
    public static final class Options extends Settings<Options> {
        /// A rise over 30 % of the steps from 1/25 of the largest rate, cosines, momentum from 0.95
        /// to 0.85 and back.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "max_lr",
                                null,
                                "total_steps",
                                null,
                                "pct_start",
                                0.3,
                                "anneal_strategy",
                                "cos",
                                "cycle_momentum",
                                true,
                                "base_momentum",
                                new double[] {0.85},
                                "max_momentum",
                                new double[] {0.95},
                                "div_factor",
                                25.0,
                                "final_div_factor",
                                1e4,
                                "three_phase",
                                false));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// The largest rate, or one for each group.
        public Options maxLr(double... rates) {
            return with("max_lr", rates.clone());
        }

        /// The number of steps, batches as a rule.
        public Options totalSteps(int steps) {
            if (steps <= 0) {
                throw new IllegalArgumentException(
                        "Expected positive integer total_steps, but got " + steps);
            }
            return with("total_steps", (long) steps);
        }

        /// The share of the steps in which the rate rises.
        public Options pctStart(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "Expected float between 0 and 1 pct_start, but got " + share);
            }
            return with("pct_start", share);
        }

        /// Straight lines in place of cosines.
        public Options linear() {
            return with("anneal_strategy", "linear");
        }

        /// Whether the momentum changes too.
        public Options cycleMomentum(boolean cycle) {
            return with("cycle_momentum", cycle);
        }

        /// The momentum at the largest rate, or one for each group.
        public Options baseMomentum(double... momentum) {
            return with("base_momentum", momentum.clone());
        }

        /// The momentum at the ends, or one for each group.
        public Options maxMomentum(double... momentum) {
            return with("max_momentum", momentum.clone());
        }

        /// The largest rate divided by the first.
        public Options divFactor(double factor) {
            return with("div_factor", factor);
        }

        /// The first rate divided by the last.
        public Options finalDivFactor(double factor) {
            return with("final_div_factor", factor);
        }

        /// Falls back to the first rate as fast as it rose, and then to the last.
        public Options threePhase() {
            return with("three_phase", true);
        }
    }
}
