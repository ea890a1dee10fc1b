package jgrad.conformance;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

/// How to make a recorded call with jgrad.
///
/// @param name the name of the recording
/// @param body gives a tensor, a list of them, or what such an operation returns
/// @param inPlace the variant that writes over its first argument; null if jgrad has none
record Operation(String name, Body body, @Nullable Body inPlace) {
    interface Body {
        Object on(Call call);
    }

    static Operation call(String name, Body call) {
        return new Operation(name, call, null);
    }

    static Operation call(String name, Body call, Body inPlace) {
        return new Operation(name, call, inPlace);
    }

    interface Unary {
        Tensor of(Tensor self);
    }

    static Operation unary(String name, Unary f) {
        return call(name, c -> f.of(c.self()));
    }

    static Operation unary(String name, Unary f, Unary inPlace) {
        return call(name, c -> f.of(c.self()), c -> inPlace.of(c.self()));
    }

    interface WithTensor {
        Tensor of(Tensor self, Tensor other);
    }

    interface WithReal {
        Tensor of(Tensor self, double other);
    }

    interface WithInteger {
        Tensor of(Tensor self, long other);
    }

    /// The three overloads of an arithmetic method as one call.
    static Body binary(WithTensor tensors, WithReal reals, WithInteger integers) {
        return c -> {
            Tensor self = c.self();
            if (c.isTensor(1, "other")) {
                return tensors.of(self, c.tensor(1, "other"));
            }
            Number other = c.number(1, "other");
            return other instanceof Long n
                    ? integers.of(self, n)
                    : reals.of(self, other.doubleValue());
        };
    }

    static Body binary(WithTensor tensors) {
        return c -> tensors.of(c.self(), c.tensor(1, "other"));
    }
}
