package jgrad.conformance;

import static jgrad.conformance.Operation.op;

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
                op(
                        "zeros",
                        c ->
                                c.created(
                                        Tensors.zeros(
                                                c.ints("size"), c.dtype(DType.defaultType())))),
                op(
                        "ones",
                        c -> c.created(Tensors.ones(c.ints("size"), c.dtype(DType.defaultType())))),
                op("full", c -> c.created(full(c, c.ints("size"), null))),
                op(
                        "scalar_tensor",
                        c ->
                                c.created(
                                        Tensors.full(
                                                new int[0],
                                                c.real("s"),
                                                c.dtype(DType.defaultType())))),
                op(
                        "zeros_like",
                        c -> c.created(Tensors.zerosLike(c.self(), c.dtype(c.self().dtype())))),
                op(
                        "ones_like",
                        c -> c.created(Tensors.onesLike(c.self(), c.dtype(c.self().dtype())))),
                op(
                        "full_like",
                        c ->
                                c.created(
                                        Tensors.fullLike(
                                                c.self(),
                                                c.real("fill_value"),
                                                c.dtype(c.self().dtype())))),
                op(
                        "new_zeros",
                        c -> c.created(Tensors.zeros(c.ints("size"), c.dtype(c.self().dtype())))),
                op(
                        "new_ones",
                        c -> c.created(Tensors.ones(c.ints("size"), c.dtype(c.self().dtype())))),
                op("new_full", c -> c.created(full(c, c.ints("size"), c.self().dtype()))),
                op(
                        "eye",
                        c ->
                                c.created(
                                        Tensors.eye(
                                                c.integer("n"),
                                                c.integer("m", c.integer("n")),
                                                c.dtype(DType.defaultType())))),
                op("arange", c -> c.created(arange(c))),
                op(
                        "linspace",
                        c ->
                                c.created(
                                        Tensors.linspace(
                                                end(c, "start"),
                                                end(c, "end"),
                                                c.integer("steps"),
                                                c.dtype(DType.defaultType())))));
    }

    /// An end of an interval; a tensor of one element will do.
    private static double end(Call c, String name) {
        if (!c.isTensor(name)) {
            return c.real(name);
        }
        Tensor end = c.tensor(name);
        if (end.dim() != 0) {
            throw new IllegalArgumentException(
                    name + " must be a 0-dimensional tensor, but has shape " + end.shape());
        }
        return end.toDouble();
    }

    private static Tensor full(Call c, int[] size, @Nullable DType absent) {
        Number value = c.number("fill_value");
        DType type = c.dtypeOrNull("dtype");
        if (type == null) {
            type = absent;
        }
        if (type != null) {
            return Tensors.full(size, value.doubleValue(), type);
        }
        if (c.isFlag("fill_value")) {
            return Tensors.full(size, value.doubleValue(), DType.BOOL);
        }
        return value instanceof Long n
                ? Tensors.full(size, (long) n)
                : Tensors.full(size, value.doubleValue());
    }

    private static Tensor arange(Call c) {
        Number start = c.number("start", 0L);
        Number end = c.number("end");
        Number step = c.number("step", 1L);
        DType type = c.dtypeOrNull("dtype");
        if (type != null) {
            return Tensors.arange(start.doubleValue(), end.doubleValue(), step.doubleValue(), type);
        }
        if (start instanceof Long from && end instanceof Long to && step instanceof Long by) {
            return Tensors.arange(from, to, by);
        }
        return Tensors.arange(start.doubleValue(), end.doubleValue(), step.doubleValue());
    }
}
