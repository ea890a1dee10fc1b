package jgrad.optim;

import static jgrad.optim.Settings.named;

/// Half a wave of the cosine from the rate to `etaMin` over `tMax` epochs, and back.
///
/// Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts",
/// ICLR 2017, without the restarts. Torch: `torch.optim.lr_scheduler.CosineAnnealingLR`.
public final class CosineAnnealingLR extends FormulaLR {
    public CosineAnnealingLR(Optimizer optimizer, int tMax) {
        this(optimizer, tMax, 0);
    }

    public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin) {
        super(optimizer, named("T_max", (long) tMax, "eta_min", etaMin));
    }

    @Override
    protected double next(int group) {
        double n = number("T_max");
        double min = number("eta_min");
        if (isInitial()) {
            return lr(group);
        }
        if (steps() == 1 && epoch() > 0) {
            return closedForm(group);
        }
        if (Math.floorMod(epoch() - 1 - (long) n, 2 * (long) n) == 0) {
            return lr(group) + (baseLr(group) - min) * (1 - Math.cos(Math.PI / n)) / 2;
        }
        double now = 1 + Math.cos(Math.PI * epoch() / n);
        double before = 1 + Math.cos(Math.PI * (epoch() - 1) / n);
        return now / before * (lr(group) - min) + min;
    }

    @Override
    protected double closedForm(int group) {
        double min = number("eta_min");
        double wave = 1 + Math.cos(Math.PI * epoch() / number("T_max"));
        return min + (baseLr(group) - min) * wave / 2;
    }
}
