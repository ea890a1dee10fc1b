package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Schedulers one after the other; each starts from its epoch 0 at its milestone.
///
/// ```java
/// var warmUp = new LinearLR(optimizer, 0.1, 1, 5);
/// var scheduler = new SequentialLR(List.of(warmUp, new CosineAnnealingLR(optimizer, 95)), 5);
/// ```
///
/// Torch: `torch.optim.lr_scheduler.SequentialLR`.
public final class SequentialLR extends LRScheduler {
    private final List<LRScheduler> schedulers;
    private List<Integer> milestones;
    private List<Double> lastLr;
    private int epoch;

    /// @param milestones the epochs at which the second scheduler and those after it begin
    /// @throws IllegalArgumentException if their number is not one less than that of the
    ///   schedulers, or if the schedulers have different optimisers
    public SequentialLR(List<LRScheduler> schedulers, int... milestones) {
        super(ChainedScheduler.common(schedulers));
        if (milestones.length != schedulers.size() - 1) {
            throw new IllegalArgumentException(
                    "Sequential Schedulers expects number of schedulers provided to be one more"
                            + " than the number of milestone points, but got number of schedulers "
                            + schedulers.size()
                            + " and the number of milestones to be equal to "
                            + milestones.length);
        }
        this.schedulers = List.copyOf(schedulers);
        var list = new ArrayList<Integer>();
        for (int m : milestones) {
            list.add(m);
        }
        this.milestones = list;
        // Each scheduler has already set its rates for epoch 0; only the first is to have done so.
        optimizer().paramGroups().forEach(group -> group.lr(group.number("initial_lr")));
        schedulers.forEach(LRScheduler::undo);
        LRScheduler first = schedulers.get(active());
        first.begin();
        lastLr = first.lastLr();
    }

    private int active() {
        int i = 0;
        while (i < milestones.size() && milestones.get(i) <= epoch) {
            i++;
        }
        return i;
    }

    @Override
    public void step() {
        epoch++;
        int i = active();
        LRScheduler scheduler = schedulers.get(i);
        if (i > 0 && milestones.get(i - 1) == epoch) {
            scheduler.restart();
        } else {
            scheduler.step();
        }
        lastLr = scheduler.lastLr();
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
        epoch = 0;
        schedulers.get(active()).restart();
        lastLr = schedulers.get(active()).lastLr();
    }

    @Override
    public List<Double> lastLr() {
        return lastLr;
    }

    @Override
    public Map<String, @Nullable Object> stateDict() {
        var state = new LinkedHashMap<String, @Nullable Object>();
        state.put("_milestones", milestones);
        state.put("last_epoch", (long) epoch);
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
        epoch = FormulaLR.integer(state, "last_epoch");
        milestones =
                FormulaLR.numbers(state, "_milestones").stream().map(Double::intValue).toList();
    }
}
