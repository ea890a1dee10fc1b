package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Multiplies the rate by a factor when a measure, such as the loss on held-back data, has not
/// become better for some epochs.
///
/// ```java
/// scheduler.step(validationLoss);
/// ```
///
/// Torch: `torch.optim.lr_scheduler.ReduceLROnPlateau`.
public final class ReduceLROnPlateau {
    private final Optimizer optimizer;
    private final Map<String, @Nullable Object> state;
    private List<Double> lastLr;
    private double best;

    public ReduceLROnPlateau(Optimizer optimizer) {
        this(optimizer, Options.DEFAULT);
    }

    public ReduceLROnPlateau(Optimizer optimizer, Options o) {
        this.optimizer = optimizer;
        lastLr = rates();
        double[] min = o.numbers("min_lr");
        double worst = o.flag("max") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        state =
                Settings.named(
                        "factor",
                        o.get("factor"),
                        "default_min_lr",
                        min.length == 1 ? (Double) min[0] : null,
                        "min_lrs",
                        FormulaLR.perGroup(optimizer, "min_lr", min),
                        "patience",
                        o.get("patience"),
                        "cooldown",
                        o.get("cooldown"),
                        "eps",
                        o.get("eps"),
                        "last_epoch",
                        0L,
                        "mode_worse",
                        worst,
                        "mode",
                        o.flag("max") ? "max" : "min",
                        "threshold",
                        o.get("threshold"),
                        "threshold_mode",
                        o.flag("abs") ? "abs" : "rel",
                        "cooldown_counter",
                        0L,
                        "num_bad_epochs",
                        0L);
        best = worst;
    }

    /// Looks at the measure of an epoch.
    public void step(double metric) {
        count("last_epoch", count("last_epoch") + 1);
        if (isBetter(metric)) {
            best = metric;
            count("num_bad_epochs", 0);
        } else {
            count("num_bad_epochs", count("num_bad_epochs") + 1);
        }
        if (count("cooldown_counter") > 0) {
            count("cooldown_counter", count("cooldown_counter") - 1);
            count("num_bad_epochs", 0);
        }
        if (count("num_bad_epochs") > count("patience")) {
            reduce();
            count("cooldown_counter", count("cooldown"));
            count("num_bad_epochs", 0);
        }
        lastLr = rates();
    }

    private boolean isBetter(double metric) {
        double threshold = number("threshold");
        boolean relative = "rel".equals(state.get("threshold_mode"));
        return "min".equals(state.get("mode"))
                ? metric < (relative ? best * (1 - threshold) : best - threshold)
                : metric > (relative ? best * (1 + threshold) : best + threshold);
    }

    private void reduce() {
        List<Double> min = FormulaLR.numbers(state, "min_lrs");
        for (int i = 0; i < optimizer.paramGroups().size(); i++) {
            ParamGroup group = optimizer.paramGroups().get(i);
            // A group added later has the smallest rate of all.
            double least = i < min.size() ? min.get(i) : min.getFirst();
            double lr = Math.max(group.lr() * number("factor"), least);
            if (group.lr() - lr > number("eps")) {
                group.lr(lr);
            }
        }
    }

    private List<Double> rates() {
        return optimizer.paramGroups().stream().map(ParamGroup::lr).toList();
    }

    private double number(String name) {
        return ((Number) java.util.Objects.requireNonNull(state.get(name), name)).doubleValue();
    }

    private long count(String name) {
        return (long) number(name);
    }

    private void count(String name, long value) {
        state.put(name, value);
    }

    /// The learning rates, one a group. Torch: `scheduler.get_last_lr()`.
    public List<Double> lastLr() {
        return lastLr;
    }

    /// Settings and position, in PyTorch's form. Torch: `scheduler.state_dict()`.
    public Map<String, @Nullable Object> stateDict() {
        var saved = new LinkedHashMap<String, @Nullable Object>(state);
        saved.put("best", best);
        saved.put("_last_lr", lastLr);
        return saved;
    }

    /// Takes over a state. Torch: `scheduler.load_state_dict(state)`.
    public void loadStateDict(Map<String, ? extends @Nullable Object> saved) {
        lastLr = FormulaLR.numbers(saved, "_last_lr");
        if (!(saved.get("best") instanceof Number number)) {
            throw new IllegalArgumentException("not the state of this scheduler: it has no 'best'");
        }
        best = number.doubleValue();
        state.replaceAll((name, value) -> saved.containsKey(name) ? saved.get(name) : value);
    }

    /// Settings of [ReduceLROnPlateau].
    public static final class Options extends Settings<Options> {
        /// A tenth after 10 epochs in which the measure did not fall by 0.01 %.
        public static final Options DEFAULT =
                new Options(
                        named(
                                "max",
                                false,
                                "factor",
                                0.1,
                                "patience",
                                10L,
                                "threshold",
                                1e-4,
                                "abs",
                                false,
                                "cooldown",
                                0L,
                                "min_lr",
                                new double[] {0},
                                "eps",
                                1e-8));

        private Options(Map<String, @Nullable Object> values) {
            super(values);
        }

        @Override
        protected Options of(Map<String, @Nullable Object> values) {
            return new Options(values);
        }

        /// A larger measure is better, such as accuracy.
        public Options max() {
            return with("max", true);
        }

        /// What the rate is multiplied by.
        ///
        /// @throws IllegalArgumentException unless it is below 1
        public Options factor(double factor) {
            if (!(factor < 1)) {
                throw new IllegalArgumentException("Factor should be < 1.0.");
            }
            return with("factor", factor);
        }

        /// Epochs that may pass without a better measure.
        public Options patience(int epochs) {
            return with("patience", (long) epochs);
        }

        /// By how much a measure must be better, as a share of the best.
        public Options threshold(double share) {
            return with("threshold", share).with("abs", false);
        }

        /// By how much a measure must be better, in its own unit.
        public Options absoluteThreshold(double difference) {
            return with("threshold", difference).with("abs", true);
        }

        /// Epochs after a reduction that do not count.
        public Options cooldown(int epochs) {
            return with("cooldown", (long) epochs);
        }

        /// The smallest rate, or one for each group.
        public Options minLr(double... rates) {
            return with("min_lr", rates.clone());
        }

        /// Changes of the rate that are not larger are left out.
        public Options eps(double eps) {
            return with("eps", eps);
        }
    }
}
