package jgrad.conformance;

import jgrad.Reduction.ValuesAndIndices;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How to make a recorded call with jgrad: one line per operation, in the family files.
///
/// @param name PyTorch's function as the recordings call it, without `torch.` or `Tensor.`
/// @param argumentNames of a call that is a small expression, and so has no signature
/// @param body gives a tensor, a list of them, or a Java value
/// @param inPlace the variant that writes over its first argument; null if jgrad has none
record Operation(String name, List<String> argumentNames, Body body, @Nullable Body inPlace) {
    interface Body {
        @Nullable Object on(Call call);
    }

    /// A body that gives one tensor.
    interface TensorBody extends Body {
        @Override
        Tensor on(Call call);
    }

    static Operation op(String name, Body body) {
        return new Operation(name, List.of(), body, null);
    }

    static Operation op(String name, Body body, Body inPlace) {
        return new Operation(name, List.of(), body, inPlace);
    }

    /// Names the positional arguments of an expression.
    Operation of(String... names) {
        return new Operation(name, List.of(names), body, inPlace);
    }

    interface Unary {
        Tensor of(Tensor self);
    }

    static Operation unary(String name, Unary f) {
        return op(name, c -> f.of(c.self()));
    }

    static Operation unary(String name, Unary f, Unary inPlace) {
        return op(name, c -> f.of(c.self()), c -> inPlace.of(c.self()));
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

    /// The three overloads of an arithmetic method as one call, by the name of the second argument.
    static TensorBody number(
            String other, WithTensor tensors, WithReal reals, WithInteger integers) {
        return c -> {
            Tensor self = c.self();
            if (c.isTensor(other)) {
                return tensors.of(self, c.tensor(other));
            }
            return c.number(other) instanceof Long n
                    ? integers.of(self, n)
                    : reals.of(self, c.real(other));
        };
    }

    static TensorBody number(WithTensor tensors, WithReal reals, WithInteger integers) {
        return number("other", tensors, reals, integers);
    }

    static Operation binary(String name, WithTensor tensors) {
        return binary(name, "other", tensors);
    }

    static Operation binary(String name, String other, WithTensor tensors) {
        return op(name, c -> tensors.of(c.self(), c.tensor(other)));
    }

    static Operation binary(String name, WithTensor tensors, WithTensor inPlace) {
        return op(
                name,
                c -> tensors.of(c.self(), c.tensor("other")),
                c -> inPlace.of(c.self(), c.tensor("other")));
    }

    /// The pair as a list.
    static List<Tensor> both(ValuesAndIndices pair) {
        return List.of(pair.values(), pair.indices());
    }
}
