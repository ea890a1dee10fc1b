package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Changes the learning rates of an optimiser, epoch by epoch: call `step` after the optimiser's.
///
/// Names in its state are PyTorch's. Torch: `torch.optim.lr_scheduler.LRScheduler`.
public abstract class LRScheduler {
    private final Optimizer optimizer;

    protected LRScheduler(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    public final Optimizer optimizer() {
        return optimizer;
    }

    /// Goes to the next epoch.
    public abstract void step();

    /// The learning rates that were set last, one a group. Torch: `scheduler.get_last_lr()`.
    public abstract List<Double> lastLr();

    /// Settings and position, in PyTorch's form. Functions are left out.
    ///
    /// Torch: `scheduler.state_dict()`.
    public abstract Map<String, @Nullable Object> stateDict();

    /// Takes over a state of a scheduler of the same kind. The learning rates themselves are the
    /// optimiser's, and in its state.
    public abstract void loadStateDict(Map<String, ? extends @Nullable Object> state);

    /// Epoch 0, once more.
    abstract void begin();

    /// Takes back what `begin` counted.
    abstract void undo();

    /// Goes to epoch 0 in the middle of a run.
    abstract void restart();

    final List<Double> rates() {
        return optimizer.paramGroups().stream().map(ParamGroup::lr).toList();
    }
}
