package jgrad.conformance;

import static jgrad.conformance.Operation.binary;
import static jgrad.conformance.Operation.op;
import static jgrad.conformance.Operation.unary;

import jgrad.DType;
import jgrad.Tensor;

import java.util.List;

/// Other shapes of the same elements, copies and conversions.
final class MovementCalls {
    private MovementCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("t", Tensor::t),
                unary("T", Tensor::T),
                unary("mT", Tensor::mT),
                op("transpose", c -> c.self().transpose(c.integer("dim0"), c.integer("dim1"))),
                op("swapaxes", c -> c.self().transpose(c.integer("axis0"), c.integer("axis1"))),
                op("permute", c -> c.self().permute(c.ints("dims"))),
                op("view", c -> c.self().view(c.ints("size"))),
                binary("view_as", (x, other) -> x.view(other.shape().sizes())),
                op("reshape", c -> c.self().reshape(c.ints("shape"))),
                binary("reshape_as", (x, other) -> x.reshape(other.shape().sizes())),
                op("expand", c -> c.self().expand(c.ints("size"))),
                op("broadcast_to", c -> c.self().expand(c.ints("size"))),
                binary("expand_as", Tensor::expandAs),
                op(
                        "squeeze",
                        c ->
                                c.has("dim")
                                        ? c.self().squeeze(c.integer("dim"))
                                        : c.self().squeeze()),
                op("unsqueeze", c -> c.self().unsqueeze(c.integer("dim"))),
                op(
                        "flatten",
                        c -> c.self().flatten(c.integer("start_dim", 0), c.integer("end_dim", -1))),
                op("select", c -> c.self().select(c.integer("dim"), c.integer("index"))),
                op(
                        "narrow",
                        c ->
                                c.self()
                                        .narrow(
                                                c.integer("dim"),
                                                c.integer("start"),
                                                c.integer("length"))),
                op("ops.aten.slice", MovementCalls::slice),
                op(
                        "as_strided",
                        c ->
                                c.self()
                                        .asStrided(
                                                c.ints("size"),
                                                c.ints("stride"),
                                                c.integer(
                                                        "storage_offset",
                                                        c.self().storageOffset()))),
                op(
                        "unfold",
                        c ->
                                c.self()
                                        .unfold(
                                                c.integer("dimension"),
                                                c.integer("size"),
                                                c.integer("step"))),
                op("unbind", c -> c.self().unbind(c.integer("dim", 0))),
                op("flip", c -> c.self().flip(c.ints("dims"))),
                unary("clone", Tensor::clone),
                unary("contiguous", Tensor::contiguous),
                op("copy_", c -> c.self().clone().copy_(c.tensor("src"))).of("input", "src"),
                op("fill", MovementCalls::fill, MovementCalls::fill_),
                unary("zero_", x -> x.clone().zero_(), Tensor::zero_),
                op("double", c -> to(c, DType.FLOAT64)),
                op("float", c -> to(c, DType.FLOAT32)),
                op("half", c -> to(c, DType.FLOAT16)),
                op("bfloat16", c -> to(c, DType.BFLOAT16)),
                op("long", c -> to(c, DType.INT64)),
                op("int", c -> to(c, DType.INT32)),
                op("short", c -> to(c, DType.INT16)),
                op("char", c -> to(c, DType.INT8)),
                op("byte", c -> to(c, DType.UINT8)),
                op("bool", c -> to(c, DType.BOOL)),
                op(
                        "to",
                        c ->
                                to(
                                        c,
                                        c.isTensor("other")
                                                ? c.tensor("other").dtype()
                                                : c.dtype(c.self().dtype()))));
    }

    private static Tensor to(Call c, DType type) {
        if (c.has("memory_format") && !c.option("memory_format", "preserve_format")) {
            throw new NotYet("memory formats");
        }
        return c.self().to(type, c.flag("copy", false));
    }

    private static Tensor slice(Call c) {
        return c.self()
                .slice(
                        c.integer("dim", 0),
                        c.integer("start", 0),
                        c.integer("end", Integer.MAX_VALUE),
                        c.integer("step", 1));
    }

    private static Tensor fill(Call c) {
        return Operation.number("value", (_, _) -> noTensor(), Tensor::fill, Tensor::fill).on(c);
    }

    private static Tensor fill_(Call c) {
        return Operation.number("value", (_, _) -> noTensor(), Tensor::fill_, Tensor::fill_).on(c);
    }

    private static Tensor noTensor() {
        throw new NotYet("fill with a tensor");
    }
}
