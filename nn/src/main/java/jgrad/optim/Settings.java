package jgrad.optim;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings of an optimiser or scheduler: an immutable value whose methods give changed copies.
///
/// ```java
/// var options = Adam.Options.DEFAULT.lr(3e-4).betas(0.9, 0.95);
/// ```
///
/// Kept by the names that PyTorch's state dicts have for them, since that is where they go.
///
/// @param <S> the subclass
public abstract class Settings<S extends Settings<S>> {
    private final Map<String, @Nullable Object> values;

    /// @param values by PyTorch's names, in the order of its state dicts
    protected Settings(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The same kind of settings with these values.
    protected abstract S of(Map<String, @Nullable Object> values);

    /// By PyTorch's names.
    final Map<String, @Nullable Object> values() {
        return values;
    }

    final @Nullable Object get(String name) {
        return values.get(name);
    }

    final double number(String name) {
        return ((Number) java.util.Objects.requireNonNull(values.get(name), name)).doubleValue();
    }

    final boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /// One number or several.
    final double[] numbers(String name) {
        return ((double[]) java.util.Objects.requireNonNull(values.get(name), name)).clone();
    }

    /// A copy with one value changed.
    protected final S with(String name, @Nullable Object value) {
        var changed = new LinkedHashMap<String, @Nullable Object>(values);
        changed.put(name, value);
        return of(changed);
    }

    /// A copy with a number changed, which must not be negative.
    protected final S atLeastZero(String name, double value, String message) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(message + value + ". It must be 0 or more.");
        }
        return with(name, value);
    }

    /// Values by name in the order given: `named("lr", 1e-3, "eps", 1e-8)`.
    protected static Map<String, @Nullable Object> named(@Nullable Object... namesAndValues) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(
                    (String) java.util.Objects.requireNonNull(namesAndValues[i]),
                    namesAndValues[i + 1]);
        }
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
