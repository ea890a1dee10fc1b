package jgrad.optim;

import static jgrad.optim.Settings.named;

/// The rate times `factor` for the first `totalIters` epochs, then the rate itself.
///
/// Torch: `torch.optim.lr_scheduler.ConstantLR`.
public final class ConstantLR extends FormulaLR {
    /// A third for 5 epochs.
    public ConstantLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 5);
    }

    /// @throws IllegalArgumentException unless the factor is from 0 to 1
    public ConstantLR(Optimizer optimizer, double factor, int totalIters) {
        super(optimizer, named("factor", checked(factor), "total_iters", (long) totalIters));
    }

    private static double checked(double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException(
                    "Constant multiplicative factor expected to be between 0 and 1.");
        }
        return factor;
    }

    @Override
    protected double next(int group) {
        if (epoch() == 0) {
            return lr(group) * number("factor");
        }
        return epoch() == number("total_iters") ? lr(group) * (1 / number("factor")) : lr(group);
    }

    @Override
    protected double closedForm(int group) {
        return epoch() >= number("total_iters") ? baseLr(group) : baseLr(group) * number("factor");
    }
}
