package jgrad.optim;

import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.autograd.Handle;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Changes parameters so that a loss becomes smaller, by the gradients that `backward` left in
/// them.
///
/// A subclass gives its formula in [#update]. Parameters without a gradient are left alone. Not for
/// use by several threads at once.
///
/// Torch: `torch.optim.Optimizer`.
public abstract class Optimizer {
    private final List<ParamGroup> groups = new ArrayList<>();
    private final IdentityHashMap<Tensor, ParamState> states = new IdentityHashMap<>();
    private final List<Consumer<Optimizer>> preHooks = new ArrayList<>();
    private final List<Consumer<Optimizer>> postHooks = new ArrayList<>();
    private boolean stepped;

    /// @throws IllegalArgumentException if there are no parameters, one is there twice, or one was
    ///   computed
    @SuppressWarnings("this-escape") // checks look at groups and states only, which are there
    protected Optimizer(List<Tensor> params, OptimizerSettings<?> settings) {
        add(params, settings);
    }

    /// Adds a group with settings of its own. Subclasses offer it as `addParamGroup` with their
    /// kind of settings.
    protected final void add(List<Tensor> params, OptimizerSettings<?> settings) {
        if (params.isEmpty()) {
            throw new IllegalArgumentException("optimizer got an empty parameter list");
        }
        Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
        groups.forEach(group -> known.addAll(group.params()));
        Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Tensor p : params) {
            if (!p.isLeaf()) {
                throw new IllegalArgumentException(
                        "can't optimize a non-leaf Tensor: "
                                + p.shape()
                                + ", made by "
                                + p.gradFn());
            }
            if (known.contains(p)) {
                throw new IllegalArgumentException(
                        "some parameters appear in more than one parameter group");
            }
            if (!own.add(p)) {
                throw new IllegalArgumentException(
                        "optimizer contains a parameter group with duplicate parameters");
            }
        }
        var group = new ParamGroup(params, settings.values());
        check(group);
        groups.add(group);
    }

    /// What a subclass asks of a group beyond what all do; throws if it does not fit.
    protected void check(ParamGroup group) {}

    // Stepping

    /// One step. Torch: `optimizer.step()`.
    public final void step() {
        step(null);
    }

    /// One step after the closure has computed the loss and its gradients, in a mode that records.
    /// Returns that loss.
    ///
    /// ```java
    /// optimizer.step(() -> {
    ///     optimizer.zeroGrad();
    ///     Tensor loss = f(x);
    ///     loss.backward();
    ///     return loss;
    /// });
    /// ```
    public @Nullable Tensor step(@Nullable Supplier<Tensor> closure) {
        List.copyOf(preHooks).forEach(hook -> hook.accept(this));
        Tensor loss = null;
        if (closure != null) {
            try (var _ = Autograd.enableGrad()) {
                loss = closure.get();
            }
        }
        try (var _ = Autograd.noGrad()) {
            for (ParamGroup group : groups) {
                for (Tensor p : group.params()) {
                    Tensor grad = p.grad();
                    if (grad != null) {
                        update(p, directed(grad, group), state(p), group);
                    }
                }
            }
        }
        stepDone();
        return loss;
    }

    private static Tensor directed(Tensor grad, ParamGroup group) {
        return group.has("maximize") && group.flag("maximize") ? grad.neg() : grad;
    }

    /// Says that a step was made, for schedulers and hooks; for subclasses that step in another
    /// way.
    protected final void stepDone() {
        stepped = true;
        List.copyOf(postHooks).forEach(hook -> hook.accept(this));
    }

    /// The hooks that run before a step, for subclasses that step in another way.
    protected final void stepBegins() {
        List.copyOf(preHooks).forEach(hook -> hook.accept(this));
    }

    final boolean hasStepped() {
        return stepped;
    }

    /// Changes one parameter in place. Nothing is recorded meanwhile.
    ///
    /// Written with in-place operations on tensors. A kernel that reads parameter, gradient and
    /// state once would be called from here.
    ///
    /// @param grad the gradient, negated if the loss is to become larger; not to be changed
    /// @param state what was remembered; empty at first
    /// @param group the settings
    protected abstract void update(Tensor param, Tensor grad, ParamState state, ParamGroup group);

    /// `grad + weightDecay * param`: the gradient of the loss with a penalty on squares.
    protected static Tensor decayed(Tensor grad, Tensor param, ParamGroup group) {
        double decay = group.number("weight_decay");
        return decay == 0 ? grad : grad.add(param, decay);
    }

    /// Clears the gradients of all parameters. Torch: `optimizer.zero_grad()`.
    public final void zeroGrad() {
        zeroGrad(true);
    }

    /// Clears the gradients, or fills them with zeros, so that their memory is used again.
    public final void zeroGrad(boolean setToNone) {
        for (ParamGroup group : groups) {
            for (Tensor p : group.params()) {
                Tensor grad = p.grad();
                if (grad != null) {
                    if (setToNone) {
                        p.setGrad(null);
                    } else {
                        grad.detach().zero_();
                    }
                }
            }
        }
    }

    // What it holds

    /// The groups, in the order in which they were added. Torch: `optimizer.param_groups`.
    public final List<ParamGroup> paramGroups() {
        return Collections.unmodifiableList(groups);
    }

    /// The learning rate of the first group.
    public final double lr() {
        return groups.getFirst().lr();
    }

    /// What is remembered of a parameter.
    protected final ParamState state(Tensor param) {
        return states.computeIfAbsent(param, _ -> new ParamState());
    }

    /// Settings, and what is remembered of parameters by their number, in PyTorch's form: a value
    /// for [jgrad.files.TorchFile]. It shares the memory of the optimiser.
    ///
    /// Torch: `optimizer.state_dict()`.
    public final Map<String, @Nullable Object> stateDict() {
        return OptimizerState.save(groups, states);
    }

    /// Takes over a state of an optimiser of the same kind with as many parameters. Nothing is
    /// changed if it does not fit.
    ///
    /// Torch: `optimizer.load_state_dict(state)`.
    ///
    /// @throws IllegalArgumentException if groups or their sizes differ
    public final void loadStateDict(Map<String, ? extends @Nullable Object> state) {
        OptimizerState.load(state, groups, states);
    }

    /// Runs before each step. Torch: `optimizer.register_step_pre_hook`.
    public final Handle registerStepPreHook(Consumer<Optimizer> hook) {
        preHooks.add(hook);
        return () -> preHooks.remove(hook);
    }

    /// Runs after each step. Torch: `optimizer.register_step_post_hook`.
    public final Handle registerStepPostHook(Consumer<Optimizer> hook) {
        postHooks.add(hook);
        return () -> postHooks.remove(hook);
    }

    /// As PyTorch prints it: groups with their settings in alphabetic order.
    @Override
    public String toString() {
        var text = new StringBuilder(getClass().getSimpleName()).append(" (");
        for (int i = 0; i < groups.size(); i++) {
            text.append("\nParameter Group ").append(i).append('\n');
            new TreeMap<>(groups.get(i).settings())
                    .forEach((name, value) ->
                            text.append("    ")
                                    .append(name)
                                    .append(": ")
                                    .append(python(value))
                                    .append('\n'));
        }
        return text.append(')').toString();
    }

    private static String python(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case List<?> list ->
                    "(" + String.join(", ", list.stream().map(Optimizer::python).toList()) + ")";
            default -> value.toString();
        };
    }
}
