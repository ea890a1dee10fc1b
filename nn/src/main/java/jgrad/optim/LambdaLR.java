package jgrad.optim;

import static jgrad.optim.Settings.named;

import java.util.function.IntToDoubleFunction;

/// The first rate times a function of the epoch.
///
/// Torch: `torch.optim.lr_scheduler.LambdaLR`.
public final class LambdaLR extends FormulaLR {
    /// @param factors a function of the epoch, or one for each group
    public LambdaLR(Optimizer optimizer, IntToDoubleFunction... factors) {
        super(optimizer, named("lr_lambdas", FormulaLR.functions(optimizer, factors)));
    }

    @Override
    protected double next(int group) {
        return baseLr(group) * function(group).applyAsDouble(epoch());
    }
}
