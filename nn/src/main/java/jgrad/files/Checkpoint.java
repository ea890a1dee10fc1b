package jgrad.files;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that a training run needs to go on, in one file that `torch.load` reads: an immutable value.
///
/// ```java
/// Checkpoint.EMPTY
///         .with("model", model.stateDict())
///         .with("optimizer", optimizer.stateDict())
///         .with("scheduler", scheduler.stateDict())
///         .with("rng", Generator.global().getState())
///         .with("epoch", epoch)
///         .save(path);
///
/// var c = Checkpoint.load(path);
/// model.loadStateDict(c.tensors("model"));
/// optimizer.loadStateDict(c.state("optimizer"));
/// scheduler.loadStateDict(c.state("scheduler"));
/// Generator.global().setState(c.tensor("rng"));
/// ```
///
/// A run that is stopped and goes on from there computes the same bits as one that is not, if all
/// that changes is in it: the generator that the data are shuffled by too, if it is not the global
/// one. Saving replaces the file once the new one is whole: a process killed at any moment leaves a
/// checkpoint to go on from.
public final class Checkpoint {
    public static final Checkpoint EMPTY = new Checkpoint(Map.of());

    private final Map<String, @Nullable Object> parts;

    private Checkpoint(Map<String, ? extends @Nullable Object> parts) {
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// This checkpoint with one part more, of the kinds that [TorchFile] knows.
    public Checkpoint with(String name, @Nullable Object part) {
        var more = new LinkedHashMap<>(parts);
        more.put(name, part);
        return new Checkpoint(more);
    }

    /// Writes the file. The tensors are those of now: later steps do not change it.
    public void save(Path path) throws IOException {
        TorchFile.save(parts, path);
    }

    /// @throws FileFormatException if the file is damaged or holds something else
    public static Checkpoint load(Path path) throws IOException {
        if (!(TorchFile.load(path) instanceof Map<?, ?> map)) {
            throw new FileFormatException(path + ": holds no checkpoint, which is a dict of parts");
        }
        var parts = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, part) -> parts.put(String.valueOf(name), part));
        return new Checkpoint(parts);
    }

    public boolean has(String name) {
        return parts.containsKey(name);
    }

    /// A part as it is.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public @Nullable Object get(String name) {
        if (!parts.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the checkpoint has no '" + name + "', only " + parts.keySet());
        }
        return parts.get(name);
    }

    /// A part that holds tensors by name: the state of a module.
    public Map<String, Tensor> tensors(String name) {
        var tensors = new LinkedHashMap<String, Tensor>();
        state(name)
                .forEach((key, value) -> {
                    if (!(value instanceof Tensor tensor)) {
                        throw new IllegalArgumentException(
                                "'" + key + "' in '" + name + "' of the checkpoint is no tensor");
                    }
                    tensors.put(key, tensor);
                });
        return tensors;
    }

    /// A part that holds values by name: the state of an optimiser or a scheduler.
    public Map<String, @Nullable Object> state(String name) {
        if (!(get(name) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("'" + name + "' of the checkpoint is no dict");
        }
        var state = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> state.put(String.valueOf(key), value));
        return state;
    }

    /// A part that is a tensor: the state of a generator.
    public Tensor tensor(String name) {
        if (!(get(name) instanceof Tensor tensor)) {
            throw new IllegalArgumentException("'" + name + "' of the checkpoint is no tensor");
        }
        return tensor;
    }

    /// A part that is a number: the epoch.
    public double number(String name) {
        if (!(get(name) instanceof Number number)) {
            throw new IllegalArgumentException("'" + name + "' of the checkpoint is no number");
        }
        return number.doubleValue();
    }
}
