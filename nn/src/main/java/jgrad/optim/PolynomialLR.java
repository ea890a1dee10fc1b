package jgrad.optim;

import static jgrad.optim.Settings.named;

/// The rate times `(1 - epoch / totalIters) ^ power`, and then 0.
///
/// Torch: `torch.optim.lr_scheduler.PolynomialLR`.
public final class PolynomialLR extends FormulaLR {
    /// Over 5 epochs in a straight line.
    public PolynomialLR(Optimizer optimizer) {
        this(optimizer, 5, 1);
    }

    public PolynomialLR(Optimizer optimizer, int totalIters, double power) {
        super(optimizer, named("total_iters", (long) totalIters, "power", power));
    }

    @Override
    protected double next(int group) {
        double n = number("total_iters");
        if (isInitial() || epoch() > n) {
            return lr(group);
        }
        double left = (1 - epoch() / n) / (1 - (epoch() - 1) / n);
        return lr(group) * Math.pow(left, number("power"));
    }

    @Override
    protected double closedForm(int group) {
        double n = number("total_iters");
        return baseLr(group) * Math.pow(1 - Math.min(n, epoch()) / n, number("power"));
    }
}
