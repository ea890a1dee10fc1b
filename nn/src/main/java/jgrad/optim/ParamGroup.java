package jgrad.optim;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parameters that an optimiser treats alike, and the settings it does so with. Schedulers change
/// them between steps.
///
/// Torch: an entry of `optimizer.param_groups`.
public final class ParamGroup {
    private final List<Tensor> params;
    private final Map<String, @Nullable Object> settings;

    ParamGroup(List<Tensor> params, Map<String, @Nullable Object> settings) {
        this.params = List.copyOf(params);
        this.settings = new LinkedHashMap<>(settings);
    }

    public List<Tensor> params() {
        return params;
    }

    /// The learning rate.
    public double lr() {
        return number("lr");
    }

    /// Changes the learning rate.
    public void lr(double lr) {
        set("lr", lr);
    }

    /// The settings by PyTorch's names.
    public Map<String, @Nullable Object> settings() {
        return Collections.unmodifiableMap(settings);
    }

    public boolean has(String name) {
        return settings.containsKey(name);
    }

    public @Nullable Object get(String name) {
        if (!settings.containsKey(name)) {
            throw new IllegalArgumentException(
                    "this parameter group has no '" + name + "', only " + settings.keySet());
        }
        return settings.get(name);
    }

    /// Changes a setting, or adds one: schedulers keep their own here, as in PyTorch.
    public void set(String name, @Nullable Object value) {
        settings.put(name, value);
    }

    /// A setting that is a number.
    public double number(String name) {
        if (get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'" + name + "' is no number: " + get(name));
    }

    /// A setting that is true or false.
    public boolean flag(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    /// One of the numbers of a setting that has several, such as `betas`.
    public double number(String name, int index) {
        if (get(name) instanceof List<?> list && list.get(index) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'" + name + "' has no number " + index);
    }

    void load(Map<String, @Nullable Object> saved) {
        settings.putAll(saved);
    }
}
