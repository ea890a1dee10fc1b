package jgrad.nn;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A function with parameters, and with other modules inside.
///
/// A network extends [Module1], [Module2] or [Module3], by the number of tensors that go in, and
/// implements `forward`. It registers what it holds as it makes it, so that each name is written
/// once:
///
/// ```java
/// final class Net extends Module1 {
///     private final Linear hidden = add("hidden", new Linear(784, 128));
///     private final Linear out = add("out", new Linear(128, 10));
///
///     @Override
///     public Tensor forward(Tensor x) {
///         return out.call(relu(hidden.call(x)));
///     }
/// }
/// ```
///
/// A module that takes or gives something else extends this class, and has methods of its own.
/// Torch: `torch.nn.Module`; called `NnModule`, since `java.lang.Module` is imported into every
/// program.
public abstract class NnModule {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Map<String, NnModule> children = new LinkedHashMap<>();
    private boolean training = true;

    private record Buffer(Tensor tensor, boolean persistent) {}

    // Registering

    /// Registers a child and returns it.
    ///
    /// @throws IllegalArgumentException if the name is empty, holds a dot, or is taken
    protected final <M extends NnModule> M add(String name, M child) {
        checkName("module", name);
        children.put(name, child);
        return child;
    }

    /// Registers a tensor that is to be learned and returns it: a leaf that requires gradients.
    ///
    /// @throws IllegalArgumentException if the name is taken, or the tensor was computed
    protected final Tensor parameter(String name, Tensor tensor) {
        checkName("parameter", name);
        if (!tensor.isLeaf()) {
            throw new IllegalArgumentException(
                    "cannot assign a computed tensor as parameter '"
                            + name
                            + "': model parameters must be created explicitly, so detach() it"
                            + " first");
        }
        Tensor parameter = tensor.asParameter();
        parameters.put(name, parameter);
        return parameter;
    }

    /// Registers a tensor that is part of the state but not learned, and returns it.
    protected final Tensor buffer(String name, Tensor tensor) {
        return buffer(name, tensor, true);
    }

    /// As [#buffer(String, Tensor)]; one that is not `persistent` stays out of [#stateDict()].
    protected final Tensor buffer(String name, Tensor tensor, boolean persistent) {
        checkName("buffer", name);
        buffers.put(name, new Buffer(tensor, persistent));
        return tensor;
    }

    private void checkName(String kind, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(kind + " name can't be empty string \"\"");
        }
        if (name.contains(".")) {
            throw new IllegalArgumentException(kind + " name can't contain \".\", got: " + name);
        }
        if (parameters.containsKey(name)
                || buffers.containsKey(name)
                || children.containsKey(name)) {
            throw new IllegalArgumentException("attribute '" + name + "' already exists");
        }
    }

    // What it holds

    /// The direct children by name.
    public final Map<String, NnModule> namedChildren() {
        return Collections.unmodifiableMap(children);
    }

    public final List<NnModule> children() {
        return List.copyOf(children.values());
    }

    /// This module and all inside it, each once, by dotted name; its own is empty.
    public final Map<String, NnModule> namedModules() {
        var all = new LinkedHashMap<String, NnModule>();
        Set<NnModule> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(
                "",
                (prefix, module) -> {
                    if (seen.add(module)) {
                        all.put(prefix, module);
                    }
                });
        return all;
    }

    public final List<NnModule> modules() {
        return List.copyOf(namedModules().values());
    }

    private void walk(String prefix, BiConsumer<String, NnModule> visitor) {
        visitor.accept(prefix, this);
        children.forEach((name, child) ->
                child.walk(prefix.isEmpty() ? name : prefix + "." + name, visitor));
    }

    /// The parameters of this module and all inside it, each once, by dotted name.
    public final Map<String, Tensor> namedParameters() {
        return collect((module, put) -> module.parameters.forEach(put));
    }

    public final List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /// The buffers of this module and all inside it, each once, by dotted name.
    public final Map<String, Tensor> namedBuffers() {
        return collect(
                (module, put) -> module.buffers.forEach((name, b) -> put.accept(name, b.tensor)));
    }

    public final List<Tensor> buffers() {
        return List.copyOf(namedBuffers().values());
    }

    private Map<String, Tensor> collect(BiConsumer<NnModule, BiConsumer<String, Tensor>> tensors) {
        var all = new LinkedHashMap<String, Tensor>();
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        namedModules()
                .forEach((prefix, module) ->
                        tensors.accept(
                                module,
                                (name, tensor) -> {
                                    if (seen.add(tensor)) {
                                        all.put(
                                                prefix.isEmpty() ? name : prefix + "." + name,
                                                tensor);
                                    }
                                }));
        return all;
    }

    /// Calls `action` with every module inside, then with this one. Returns this module.
    public final NnModule apply(Consumer<NnModule> action) {
        children.values().forEach(child -> child.apply(action));
        action.accept(this);
        return this;
    }

    // Modes and gradients

    /// Whether the module is being trained, which some modules behave differently in.
    public final boolean isTraining() {
        return training;
    }

    public final NnModule train() {
        return train(true);
    }

    /// Sets the mode here and inside. Returns this module.
    public final NnModule train(boolean mode) {
        return apply(module -> module.training = mode);
    }

    /// Leaves training mode. Returns this module.
    public final NnModule eval() {
        return train(false);
    }

    /// Asks for gradients of all parameters, or no longer. Returns this module.
    public final NnModule requiresGrad_(boolean requires) {
        parameters().forEach(p -> p.requiresGrad_(requires));
        return this;
    }

    /// Clears the gradients of all parameters.
    public final void zeroGrad() {
        parameters().forEach(p -> p.setGrad(null));
    }

    // State

    /// Parameters and persistent buffers by dotted name, detached; they share the module's
    /// elements.
    ///
    /// Torch: `module.state_dict()`.
    public final Map<String, Tensor> stateDict() {
        var state = new LinkedHashMap<String, Tensor>();
        walk(
                "",
                (prefix, module) -> {
                    String dot = prefix.isEmpty() ? "" : prefix + ".";
                    module.parameters.forEach((name, p) -> state.put(dot + name, p.detach()));
                    module.buffers.forEach((name, b) -> {
                        if (b.persistent) {
                            state.put(dot + name, b.tensor.detach());
                        }
                    });
                });
        return state;
    }

    /// Copies a state into this module's parameters and buffers. Nothing is changed if anything
    /// does not fit.
    ///
    /// Torch: `module.load_state_dict(state)`.
    ///
    /// @throws IllegalArgumentException with all that is missing, unexpected, or of another shape
    public final LoadResult loadStateDict(Map<String, Tensor> state) {
        return loadStateDict(state, true);
    }

    /// As [#loadStateDict(Map)]; unless `strict`, missing and unexpected names are only reported.
    public final LoadResult loadStateDict(Map<String, Tensor> state, boolean strict) {
        Map<String, Tensor> own = stateDict();
        var missing = new ArrayList<>(own.keySet());
        missing.removeAll(state.keySet());
        var unexpected = new ArrayList<>(new LinkedHashSet<>(state.keySet()));
        unexpected.removeAll(own.keySet());
        var result = new LoadResult(missing, unexpected);
        String errors = result.errors(strict, own, state);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "Error(s) in loading state_dict for " + name() + ":" + errors);
        }
        try (var _ = Autograd.noGrad()) {
            own.forEach((name, tensor) -> {
                Tensor from = state.get(name);
                if (from != null) {
                    tensor.copy_(from);
                }
            });
        }
        return result;
    }

    /// What a state lacked, and had too much. Prints as in PyTorch.
    public record LoadResult(List<String> missingKeys, List<String> unexpectedKeys) {
        String errors(boolean strict, Map<String, Tensor> own, Map<String, Tensor> state) {
            var text = new StringBuilder();
            if (strict && !missingKeys.isEmpty()) {
                text.append("\n\tMissing key(s) in state_dict: ")
                        .append(quoted(missingKeys))
                        .append(". ");
            }
            if (strict && !unexpectedKeys.isEmpty()) {
                text.append("\n\tUnexpected key(s) in state_dict: ")
                        .append(quoted(unexpectedKeys))
                        .append(". ");
            }
            own.forEach((name, tensor) -> {
                Tensor from = state.get(name);
                if (from != null && !from.shape().equals(tensor.shape())) {
                    text.append("\n\tsize mismatch for ")
                            .append(name)
                            .append(": copying a param with shape ")
                            .append(from.shape())
                            .append(" from checkpoint, the shape in current model is ")
                            .append(tensor.shape())
                            .append('.');
                }
            });
            return text.toString();
        }

        private static String quoted(List<String> names) {
            return "\"" + String.join("\", \"", names) + "\"";
        }

        @Override
        public String toString() {
            return missingKeys.isEmpty() && unexpectedKeys.isEmpty()
                    ? "<All keys matched successfully>"
                    : "_IncompatibleKeys(missing_keys="
                            + python(missingKeys)
                            + ", unexpected_keys="
                            + python(unexpectedKeys)
                            + ")";
        }

        private static String python(List<String> names) {
            return names.isEmpty() ? "[]" : "['" + String.join("', '", names) + "']";
        }
    }

    // Printing

    /// What stands between the brackets when this module is printed; empty by default.
    protected String extraRepr() {
        return "";
    }

    private String name() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "Module" : name;
    }

    /// As PyTorch prints it: children indented, one a line.
    @Override
    public String toString() {
        String extra = extraRepr();
        if (children.isEmpty()) {
            return name() + "(" + extra + ")";
        }
        var text = new StringBuilder(name()).append("(\n");
        if (!extra.isEmpty()) {
            text.append("  ").append(extra).append('\n');
        }
        children.forEach((name, child) ->
                text.append("  (")
                        .append(name)
                        .append("): ")
                        .append(child.toString().replace("\n", "\n  "))
                        .append('\n'));
        return text.append(')').toString();
    }
}
