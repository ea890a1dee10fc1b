package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;

/// The gradients that a node or [Autograd#grad] gives, in order; null where there is none. Prints
/// as Python's tuple.
public final class Gradients extends AbstractList<@Nullable Tensor> {
    private final @Nullable Tensor[] values;

    public Gradients(@Nullable Tensor... values) {
        this.values = values.clone();
    }

    @Override
    public @Nullable Tensor get(int i) {
        return values[i];
    }

    @Override
    public int size() {
        return values.length;
    }

    /// The only gradient.
    ///
    /// @throws IllegalStateException if there are more, or none
    public @Nullable Tensor single() {
        if (values.length != 1) {
            throw new IllegalStateException(
                    "single() asked of " + values.length + " gradients; use get(i)");
        }
        return values[0];
    }

    @Override
    public String toString() {
        var text = new StringBuilder("(");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(values[i] == null ? "None" : values[i]);
        }
        return text.append(values.length == 1 ? ",)" : ")").toString();
    }
}
