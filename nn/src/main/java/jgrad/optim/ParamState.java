package jgrad.optim;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What an optimiser remembers of one parameter, by PyTorch's names.
public final class ParamState {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /// The number of this step, counted from 1.
    ///
    /// PyTorch keeps it in a float32 tensor, and so does the state dict.
    public double nextStep() {
        return scalar("step", 0).add_(1.0).toDouble();
    }

    /// A tensor, made at the first call.
    public Tensor tensor(String name, Supplier<Tensor> first) {
        Object value = values.get(name);
        if (value == null) {
            value = first.get();
            values.put(name, value);
        }
        return (Tensor) value;
    }

    /// A running mean of the parameter's shape, which starts from zeros.
    public Tensor zerosLike(String name, Tensor param) {
        return tensor(name, () -> Tensors.zerosLike(param));
    }

    /// A number, kept as PyTorch does in a float32 tensor.
    public Tensor scalar(String name, double first) {
        return tensor(name, () -> Tensors.full(new int[0], first, DType.FLOAT32));
    }

    public boolean has(String name) {
        return values.get(name) != null;
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    public void put(String name, @Nullable Object value) {
        values.put(name, value);
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    long count(String name) {
        return values.get(name) instanceof Number n ? n.longValue() : 0;
    }

    Tensor required(String name) {
        return (Tensor) Objects.requireNonNull(values.get(name), name);
    }
}
