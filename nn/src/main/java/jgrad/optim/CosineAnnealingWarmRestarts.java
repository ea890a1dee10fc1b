package jgrad.optim;

import static jgrad.optim.Settings.named;

/// Half a wave of the cosine from the rate to `etaMin`, then from the start again; each wave is
/// `tMult` times as long as the one before.
///
/// Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts",
/// ICLR 2017. Torch: `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.
public final class CosineAnnealingWarmRestarts extends FormulaLR {
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
        this(optimizer, t0, 1, 0);
    }

    /// @throws IllegalArgumentException if `t0` or `tMult` is below 1
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
        super(
                optimizer,
                named(
                        "T_0",
                        checked(t0, tMult),
                        "T_i",
                        (long) t0,
                        "T_mult",
                        (long) tMult,
                        "eta_min",
                        etaMin,
                        "T_cur",
                        0L));
    }

    private static long checked(int t0, int tMult) {
        if (t0 <= 0) {
            throw new IllegalArgumentException("Expected positive integer T_0, but got " + t0);
        }
        if (tMult < 1) {
            throw new IllegalArgumentException("Expected integer T_mult >= 1, but got " + tMult);
        }
        return t0;
    }

    @Override
    void enter() {
        moveTo(epoch());
    }

    /// Goes to a moment within an epoch: `epoch + batch / batches`.
    ///
    /// @throws IllegalArgumentException if it is negative
    public void step(double moment) {
        if (!(moment >= 0)) {
            throw new IllegalArgumentException("Expected non-negative epoch, but got " + moment);
        }
        epoch((int) Math.floor(moment));
        moveTo(moment);
        update(false);
    }

    private void moveTo(double moment) {
        double first = number("T_0");
        double factor = number("T_mult");
        double length = first;
        double within = moment;
        if (factor == 1) {
            within = moment % first;
        } else {
            while (within >= length) {
                within -= length;
                length *= factor;
            }
        }
        set("T_i", (long) length);
        set("T_cur", within);
    }

    @Override
    protected double next(int group) {
        double min = number("eta_min");
        double wave = 1 + Math.cos(Math.PI * number("T_cur") / number("T_i"));
        return min + (baseLr(group) - min) * wave / 2;
    }
}
