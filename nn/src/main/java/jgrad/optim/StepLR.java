package jgrad.optim;

import static jgrad.optim.Settings.named;

/// Multiplies the rate by `gamma` every `stepSize` epochs.
///
/// Torch: `torch.optim.lr_scheduler.StepLR`.
public final class StepLR extends FormulaLR {
    /// With a factor of 0.1.
    public StepLR(Optimizer optimizer, int stepSize) {
        this(optimizer, stepSize, 0.1);
    }

    public StepLR(Optimizer optimizer, int stepSize, double gamma) {
        super(optimizer, named("step_size", (long) stepSize, "gamma", gamma));
    }

    @Override
    protected double next(int group) {
        boolean now = epoch() != 0 && epoch() % (int) number("step_size") == 0;
        return now ? lr(group) * number("gamma") : lr(group);
    }

    @Override
    protected double closedForm(int group) {
        int times = epoch() / (int) number("step_size");
        return baseLr(group) * Math.pow(number("gamma"), times);
    }
}
