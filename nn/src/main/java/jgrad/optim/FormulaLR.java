package jgrad.optim;

import jgrad.Warnings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/// A schedule given by a formula: a subclass says what the rate of a group is next.
///
/// Most formulas change the rate of the epoch before, so that several schedulers can act on one
/// optimiser.
public abstract class FormulaLR extends LRScheduler {
    private final Map<String, @Nullable Object> settings;
    private List<Double> baseLrs;
    private List<Double> lastLr = List.of();
    private int epoch = -1;
    private int steps;
    private boolean initial;

    /// Sets the rates of epoch 0.
    ///
    /// @param settings by the names of PyTorch's state dicts; all that the formula needs, since it
    ///   is asked before the constructor of the subclass has ended
    @SuppressWarnings("this-escape") // the formula reads the settings only, which are complete
    protected FormulaLR(Optimizer optimizer, Map<String, @Nullable Object> settings) {
        super(optimizer);
        this.settings = new LinkedHashMap<>(settings);
        for (ParamGroup group : optimizer.paramGroups()) {
            if (!group.has("initial_lr")) {
                group.set("initial_lr", group.lr());
            }
        }
        baseLrs = optimizer.paramGroups().stream().map(g -> g.number("initial_lr")).toList();
        begin();
    }

    /// The rate of a group in this epoch.
    protected abstract double next(int group);

    /// The rate of a group in this epoch, whatever it was before; by default the same as [#next].
    protected double closedForm(int group) {
        return next(group);
    }

    @Override
    public final void step() {
        if (steps == 1 && !optimizer().hasStepped()) {
            Warnings.warn(
                    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch"
                        + " 1.1.0 and later, you should call them in the opposite order:"
                        + " `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this"
                        + " will result in PyTorch skipping the first value of the learning rate"
                        + " schedule. See more details at"
                        + " https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate");
        }
        advance();
    }

    private void advance() {
        steps++;
        epoch++;
        enter();
        update(false);
    }

    /// Goes to a certain epoch, by the closed form of the formula if it has one.
    public void step(int to) {
        steps++;
        jump(to);
    }

    private void jump(int to) {
        epoch = to;
        enter();
        update(true);
    }

    /// For formulas with a position of their own: the epoch has changed.
    void enter() {}

    final void update(boolean closed) {
        List<ParamGroup> groups = optimizer().paramGroups();
        var rates = new ArrayList<Double>();
        for (int i = 0; i < groups.size(); i++) {
            rates.add(closed ? closedForm(i) : next(i));
        }
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).lr(rates.get(i));
        }
        lastLr = List.copyOf(rates);
    }

    @Override
    final void begin() {
        steps = 0;
        initial = true;
        advance();
        initial = false;
    }

    @Override
    final void undo() {
        epoch--;
    }

    @Override
    final void restart() {
        jump(0);
    }

    // What formulas are made of

    /// The number of the epoch, from 0.
    protected final int epoch() {
        return epoch;
    }

    final void epoch(int changed) {
        epoch = changed;
    }

    /// How many steps were made, the one of the constructor included.
    protected final int steps() {
        return steps;
    }

    /// Whether this is the constructor's step.
    protected final boolean isInitial() {
        return initial;
    }

    /// The rate of a group now.
    protected final double lr(int group) {
        return group(group).lr();
    }

    /// The rate that a group started with.
    protected final double baseLr(int group) {
        return baseLrs.get(group);
    }

    final void baseLrs(List<Double> lrs) {
        baseLrs = List.copyOf(lrs);
    }

    protected final ParamGroup group(int group) {
        return optimizer().paramGroups().get(group);
    }

    protected final double number(String name) {
        return ((Number) Objects.requireNonNull(settings.get(name), name)).doubleValue();
    }

    protected final @Nullable Object get(String name) {
        return settings.get(name);
    }

    protected final void set(String name, @Nullable Object value) {
        settings.put(name, value);
    }

    // State

    @Override
    public final List<Double> lastLr() {
        return lastLr;
    }

    @Override
    public final Map<String, @Nullable Object> stateDict() {
        var state = new LinkedHashMap<String, @Nullable Object>();
        settings.forEach((name, value) -> state.put(name, withoutFunctions(value)));
        state.put("base_lrs", baseLrs);
        state.put("last_epoch", (long) epoch);
        state.put("_step_count", (long) steps);
        state.put("_is_initial", false);
        state.put("_get_lr_called_within_step", false);
        state.put("_last_lr", lastLr);
        return state;
    }

    private static @Nullable Object withoutFunctions(@Nullable Object value) {
        return switch (value) {
            case IntToDoubleFunction _ -> null;
            case DoubleUnaryOperator _ -> null;
            case List<?> list -> {
                var items = new ArrayList<@Nullable Object>();
                list.forEach(item -> items.add(withoutFunctions(item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    @Override
    public final void loadStateDict(Map<String, ? extends @Nullable Object> state) {
        baseLrs = numbers(state, "base_lrs");
        lastLr = numbers(state, "_last_lr");
        epoch = integer(state, "last_epoch");
        steps = integer(state, "_step_count");
        state.forEach((name, value) -> {
            Object own = settings.get(name);
            if (settings.containsKey(name) && own == withoutFunctions(own)) {
                settings.put(name, value);
            }
        });
    }

    static List<Double> numbers(Map<String, ? extends @Nullable Object> state, String name) {
        if (!(state.get(name) instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    "not the state of this scheduler: it has no '" + name + "': " + state.keySet());
        }
        return list.stream().map(x -> ((Number) x).doubleValue()).toList();
    }

    static int integer(Map<String, ? extends @Nullable Object> state, String name) {
        if (!(state.get(name) instanceof Number number)) {
            throw new IllegalArgumentException(
                    "not the state of this scheduler: it has no '" + name + "': " + state.keySet());
        }
        return number.intValue();
    }

    /// The function of a group, of those given to [#functions].
    final IntToDoubleFunction function(int group) {
        return (IntToDoubleFunction)
                Objects.requireNonNull(
                        ((List<?>) Objects.requireNonNull(get("lr_lambdas"))).get(group));
    }

    /// One function for each group, from one or as many.
    static List<IntToDoubleFunction> functions(Optimizer optimizer, IntToDoubleFunction... given) {
        int n = optimizer.paramGroups().size();
        if (given.length != 1 && given.length != n) {
            throw new IllegalArgumentException(
                    "Expected " + n + " lr_lambdas, but got " + given.length);
        }
        return given.length == 1 ? java.util.Collections.nCopies(n, given[0]) : List.of(given);
    }

    /// One value for each group, from one or as many.
    static List<Double> perGroup(Optimizer optimizer, String name, double... values) {
        int n = optimizer.paramGroups().size();
        if (values.length != 1 && values.length != n) {
            throw new IllegalArgumentException(
                    name
                            + " must have the same length as optimizer.param_groups. "
                            + name
                            + " has "
                            + values.length
                            + " values, param_groups has "
                            + n
                            + ".");
        }
        var all = new ArrayList<Double>();
        for (int i = 0; i < n; i++) {
            all.add(values[values.length == 1 ? 0 : i]);
        }
        return all;
    }
}
