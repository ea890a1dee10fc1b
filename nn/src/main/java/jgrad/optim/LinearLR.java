package jgrad.optim;

import static jgrad.optim.Settings.named;

/// The rate times a factor that goes from one value to another over `totalIters` epochs.
///
/// Torch: `torch.optim.lr_scheduler.LinearLR`.
public final class LinearLR extends FormulaLR {
    /// From a third to 1 over 5 epochs.
    public LinearLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 1, 5);
    }

    /// @throws IllegalArgumentException if a factor is not between 0 and 1, or the first one is 0
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
        super(
                optimizer,
                named(
                        "start_factor",
                        checked(startFactor, endFactor),
                        "end_factor",
                        endFactor,
                        "total_iters",
                        (long) totalIters));
    }

    private static double checked(double start, double end) {
        if (!(start > 0 && start <= 1)) {
            throw new IllegalArgumentException(
                    "Starting multiplicative factor expected to be greater than 0 and less or equal"
                            + " to 1.");
        }
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException(
                    "Ending multiplicative factor expected to be between 0 and 1.");
        }
        return start;
    }

    @Override
    protected double next(int group) {
        double start = number("start_factor");
        double change = number("end_factor") - start;
        double n = number("total_iters");
        if (epoch() == 0) {
            return lr(group) * start;
        }
        if (isInitial() || epoch() > n) {
            return lr(group);
        }
        return lr(group) * (1 + change / (n * start + (epoch() - 1) * change));
    }

    @Override
    protected double closedForm(int group) {
        double start = number("start_factor");
        double n = number("total_iters");
        return baseLr(group) * (start + (number("end_factor") - start) * Math.min(n, epoch()) / n);
    }
}
