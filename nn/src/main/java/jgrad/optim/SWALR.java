package jgrad.optim;

import static jgrad.optim.Settings.named;

/// Goes from the rate to a constant one over some epochs, for averaging weights from then on.
///
/// Source: P. Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization",
/// UAI 2018. Torch: `torch.optim.swa_utils.SWALR`.
public final class SWALR extends FormulaLR {
    /// Along a cosine over 10 epochs.
    public SWALR(Optimizer optimizer, double swaLr) {
        this(optimizer, swaLr, 10, false);
    }

    public SWALR(Optimizer optimizer, double swaLr, int annealEpochs, boolean linear) {
        super(
                optimizer,
                named(
                        "anneal_epochs",
                        begun(optimizer, swaLr, annealEpochs),
                        "_anneal_strategy",
                        linear ? "linear" : "cos"));
    }

    private static long begun(Optimizer optimizer, double swaLr, int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException(
                    "anneal_epochs must be equal or greater than 0, got " + epochs);
        }
        optimizer.paramGroups().forEach(group -> group.set("swa_lr", swaLr));
        return epochs;
    }

    @Override
    protected double next(int group) {
        double epochs = number("anneal_epochs");
        double step = steps() - 1;
        step = epochs == 0 ? Math.max(1, step) : step;
        double before = share((step - 1) / Math.max(1, epochs));
        double now = share(step / Math.max(1, epochs));
        double target = group(group).number("swa_lr");
        double first = before == 1 ? target : (lr(group) - before * target) / (1 - before);
        return target * now + first * (1 - now);
    }

    private double share(double t) {
        double within = Math.clamp(t, 0, 1);
        return "linear".equals(get("_anneal_strategy"))
                ? within
                : (1 - Math.cos(Math.PI * within)) / 2;
    }
}
