package jgrad.optim;

import static jgrad.optim.Settings.named;

import java.util.function.IntToDoubleFunction;

/// Multiplies the rate by a function of the epoch.
///
/// Torch: `torch.optim.lr_scheduler.MultiplicativeLR`.
public final class MultiplicativeLR extends FormulaLR {
    /// @param factors a function of the epoch, or one for each group
    public MultiplicativeLR(Optimizer optimizer, IntToDoubleFunction... factors) {
        super(optimizer, named("lr_lambdas", FormulaLR.functions(optimizer, factors)));
    }

    @Override
    protected double next(int group) {
        return isInitial() ? lr(group) : lr(group) * function(group).applyAsDouble(epoch());
    }
}
