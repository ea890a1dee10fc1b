package jgrad.optim;

import static jgrad.optim.Settings.named;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Multiplies the rate by `gamma` at each milestone; twice at one that is there twice.
///
/// Torch: `torch.optim.lr_scheduler.MultiStepLR`.
public final class MultiStepLR extends FormulaLR {
    /// @param milestones epochs
    public MultiStepLR(Optimizer optimizer, double gamma, int... milestones) {
        super(optimizer, named("milestones", counted(milestones), "gamma", gamma));
    }

    /// With a factor of 0.1.
    public MultiStepLR(Optimizer optimizer, int... milestones) {
        this(optimizer, 0.1, milestones);
    }

    private static Map<Object, Long> counted(int[] milestones) {
        var counts = new LinkedHashMap<Object, Long>();
        for (int m : milestones) {
            counts.merge((long) m, 1L, Long::sum);
        }
        return counts;
    }

    @Override
    protected double next(int group) {
        return lr(group) * Math.pow(number("gamma"), (double) count(epoch(), epoch()));
    }

    @Override
    protected double closedForm(int group) {
        return baseLr(group)
                * Math.pow(number("gamma"), (double) count(Integer.MIN_VALUE, epoch()));
    }

    private long count(int from, int to) {
        long n = 0;
        for (var e : ((Map<?, ?>) Objects.requireNonNull(get("milestones"))).entrySet()) {
            long at = ((Number) e.getKey()).longValue();
            n +=
                    at >= from && at <= to
                            ? ((Number) Objects.requireNonNull(e.getValue())).longValue()
                            : 0;
        }
        return n;
    }
}
