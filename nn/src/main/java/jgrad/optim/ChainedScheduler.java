package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Several schedulers that act on one optimiser at the same time.
///
/// Torch: `torch.optim.lr_scheduler.ChainedScheduler`.
public final class ChainedScheduler extends LRScheduler {
    private final List<LRScheduler> schedulers;
    private List<Double> lastLr;

    /// @throws IllegalArgumentException if there is none, or if they have different optimisers
    public ChainedScheduler(LRScheduler... schedulers) {
        super(common(List.of(schedulers)));
        this.schedulers = List.of(schedulers);
        lastLr = rates();
    }

    static Optimizer common(List<LRScheduler> schedulers) {
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException(
                    "expects at least one scheduler, but got no scheduler.");
        }
        Optimizer optimizer = schedulers.getFirst().optimizer();
        for (int i = 1; i < schedulers.size(); i++) {
            if (schedulers.get(i).optimizer() != optimizer) {
                throw new IllegalArgumentException(
                        "expects all schedulers to belong to the same optimizer, but got scheduler "
                                + schedulers.get(i).getClass().getSimpleName()
                                + " at index "
                                + i
                                + " with another one");
            }
        }
        return optimizer;
    }

    @Override
    public void step() {
        schedulers.forEach(LRScheduler::step);
        lastLr = rates();
    }

    @Override
    void begin() {
        step();
    }

    @Override
    void undo() {
        schedulers.forEach(LRScheduler::undo);
    }

    @Override
    void restart() {
        schedulers.forEach(LRScheduler::restart);
        lastLr = rates();
    }

    @Override
    public List<Double> lastLr() {
        return lastLr;
    }

    @Override
    public Map<String, @Nullable Object> stateDict() {
        var state = new LinkedHashMap<String, @Nullable Object>();
        state.put("_last_lr", lastLr);
        state.put("_schedulers", schedulers.stream().map(LRScheduler::stateDict).toList());
        return state;
    }

    @Override
    public void loadStateDict(Map<String, ? extends @Nullable Object> state) {
        if (!(state.get("_schedulers") instanceof List<?> saved)
                || saved.size() != schedulers.size()) {
            throw new IllegalArgumentException(
                    "the state is not one of " + schedulers.size() + " schedulers");
        }
        for (int i = 0; i < saved.size(); i++) {
            var own = new LinkedHashMap<String, @Nullable Object>();
            ((Map<?, ?>) Objects.requireNonNull(saved.get(i)))
                    .forEach((name, value) -> own.put(String.valueOf(name), value));
            schedulers.get(i).loadStateDict(own);
        }
        lastLr = FormulaLR.numbers(state, "_last_lr");
    }
}
