package jgrad.optim;

import jgrad.files.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Settings of an optimiser: they have a learning rate.
///
/// @param <S> the subclass
public abstract class OptimizerSettings<S extends OptimizerSettings<S>> extends Settings<S> {
    /// @param values by PyTorch's names, in the order of its state dicts
    protected OptimizerSettings(Map<String, @Nullable Object> values) {
        super(values);
    }

    /// The learning rate.
    ///
    /// @throws IllegalArgumentException if it is negative or not a number
    public final S lr(double lr) {
        return atLeastZero("lr", lr, "Invalid learning rate: ");
    }

    /// A copy with the two rates at which running means forget, each in [0, 1).
    protected final S betas(String name, double beta1, double beta2) {
        checkBeta(0, beta1);
        checkBeta(1, beta2);
        return with(name, Tuple.of(beta1, beta2));
    }

    private static void checkBeta(int index, double beta) {
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException(
                    "Invalid beta parameter at index "
                            + index
                            + ": "
                            + beta
                            + ". It must be 0 or more and below 1.");
        }
    }
}
