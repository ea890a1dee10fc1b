package jgrad.conformance;

import static jgrad.conformance.Operation.call;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Tensors made of nothing but numbers.
final class CreationCalls {
    private CreationCalls() {}

    static List<Operation> all() {
        return List.of(
                call(
                        "zeros",
                        c -> Tensors.zeros(c.integers(0, "size"), type(c, DType.defaultType()))),
                call(
                        "ones",
                        c -> Tensors.ones(c.integers(0, "size"), type(c, DType.defaultType()))),
                call("zeros_like", c -> Tensors.zerosLike(c.self(), type(c, c.self().dtype()))),
                call("ones_like", c -> Tensors.onesLike(c.self(), type(c, c.self().dtype()))),
                call(
                        "full_like",
                        c ->
                                Tensors.fullLike(
                                        c.self(),
                                        c.number(1, "fill_value").doubleValue(),
                                        type(c, c.self().dtype()))),
                call(
                        "new_zeros",
                        c -> Tensors.zeros(c.integers(1, "size"), type(c, c.self().dtype()))),
                call(
                        "new_ones",
                        c -> Tensors.ones(c.integers(1, "size"), type(c, c.self().dtype()))),
                call(
                        "new_full",
                        c ->
                                Tensors.full(
                                        c.integers(1, "size"),
                                        c.number(2, "fill_value").doubleValue(),
                                        type(c, c.self().dtype()))),
                call(
                        "eye",
                        c ->
                                Tensors.eye(
                                        c.integer(0, "n"),
                                        c.integer(1, "m", c.integer(0, "n")),
                                        type(c, DType.defaultType()))),
                call("arange", CreationCalls::arange),
                call(
                        "linspace",
                        c ->
                                Tensors.linspace(
                                        c.real(0, "start", 0),
                                        c.real(1, "end", 0),
                                        c.integer(2, "steps"),
                                        type(c, DType.defaultType()))));
    }

    private static DType type(Call c, DType absent) {
        DType type = c.dtype(99, "dtype");
        return type == null ? absent : type;
    }

    private static Tensor arange(Call c) {
        boolean both = c.has(1, "end");
        Number start = both ? c.number(0, "start") : 0L;
        Number end = both ? c.number(1, "end") : c.number(0, "end");
        Number step = c.has(2, "step") ? c.number(2, "step") : 1L;
        @Nullable DType type = c.dtype(99, "dtype");
        if (type != null) {
            return Tensors.arange(start.doubleValue(), end.doubleValue(), step.doubleValue(), type);
        }
        if (start instanceof Long from && end instanceof Long to && step instanceof Long by) {
            return Tensors.arange(from, to, by);
        }
        return Tensors.arange(start.doubleValue(), end.doubleValue(), step.doubleValue());
    }
}
