package jgrad.optim;

import static jgrad.optim.Settings.named;

/// Multiplies the rate by `gamma` in each epoch.
///
/// Torch: `torch.optim.lr_scheduler.ExponentialLR`.
public final class ExponentialLR extends FormulaLR {
    public ExponentialLR(Optimizer optimizer, double gamma) {
        super(optimizer, named("gamma", gamma));
    }

    @Override
    protected double next(int group) {
        return isInitial() ? lr(group) : lr(group) * number("gamma");
    }

    @Override
    protected double closedForm(int group) {
        return baseLr(group) * Math.pow(number("gamma"), epoch());
    }
}
