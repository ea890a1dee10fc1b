package jgrad.conformance;

import static jgrad.conformance.Operation.call;
import static jgrad.conformance.Operation.unary;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.storage.Raw;

import java.util.List;

/// Views, joins and conversions.
final class MovementCalls {
    private MovementCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("t", Tensor::t),
                unary("T", Tensor::T),
                unary("mT", Tensor::mT),
                call(
                        "transpose",
                        c -> c.self().transpose(c.integer(1, "dim0"), c.integer(2, "dim1"))),
                call(
                        "swapaxes",
                        c -> c.self().transpose(c.integer(1, "axis0"), c.integer(2, "axis1"))),
                call("permute", c -> c.self().permute(c.integers(1, "dims"))),
                call("view", c -> c.self().view(c.integers(1, "size"))),
                call("view_as", c -> c.self().view(Raw.shape(c.tensor(1, "other")))),
                call("reshape", c -> c.self().reshape(c.integers(1, "shape"))),
                call("reshape_as", c -> c.self().reshape(Raw.shape(c.tensor(1, "other")))),
                call("expand", c -> c.self().expand(c.integers(1, "size"))),
                call("broadcast_to", c -> c.self().expand(c.integers(1, "size"))),
                call("expand_as", c -> c.self().expandAs(c.tensor(1, "other"))),
                call(
                        "squeeze",
                        c ->
                                c.has(1, "dim")
                                        ? c.self().squeeze(c.integer(1, "dim"))
                                        : c.self().squeeze()),
                call("unsqueeze", c -> c.self().unsqueeze(c.integer(1, "dim"))),
                call(
                        "flatten",
                        c ->
                                c.self()
                                        .flatten(
                                                c.integer(1, "start_dim", 0),
                                                c.integer(2, "end_dim", -1))),
                call("select", c -> c.self().select(c.integer(1, "dim"), c.integer(2, "index"))),
                call("narrow", MovementCalls::narrow),
                call("slice", MovementCalls::slice),
                call(
                        "as_strided",
                        c ->
                                c.self()
                                        .asStrided(
                                                c.integers(1, "size"),
                                                c.integers(2, "stride"),
                                                c.integer(3, "storage_offset", 0))),
                call(
                        "unfold",
                        c ->
                                c.self()
                                        .unfold(
                                                c.integer(1, "dimension"),
                                                c.integer(2, "size"),
                                                c.integer(3, "step"))),
                call("unbind", c -> c.self().unbind(c.integer(1, "dim", 0))),
                call(
                        "split",
                        c -> c.self().split(c.integer(1, "split_size"), c.integer(2, "dim", 0))),
                call(
                        "split__list_args",
                        c -> c.self().split(c.integers(1, "split_size"), c.integer(2, "dim", 0))),
                call(
                        "split_with_sizes",
                        c -> c.self().split(c.integers(1, "split_sizes"), c.integer(2, "dim", 0))),
                call("chunk", c -> c.self().chunk(c.integer(1, "chunks"), c.integer(2, "dim", 0))),
                call("cat", c -> Tensors.cat(c.tensorList(0, "tensors"), c.integer(1, "dim", 0))),
                call(
                        "stack",
                        c -> Tensors.stack(c.tensorList(0, "tensors"), c.integer(1, "dim", 0))),
                unary("clone", Tensor::clone),
                unary("contiguous", Tensor::contiguous),
                call("copy_", c -> c.self().clone().copy_(c.tensor(1, "src"))),
                call("fill", MovementCalls::fill, MovementCalls::fill_),
                unary("zero_", t -> t.clone().zero_(), Tensor::zero_),
                call("double", c -> to(c, DType.FLOAT64)),
                call("float", c -> to(c, DType.FLOAT32)),
                call("long", c -> to(c, DType.INT64)),
                call("int", c -> to(c, DType.INT32)),
                call("bool", c -> to(c, DType.BOOL)));
    }

    private static Tensor to(Call c, DType type) {
        if (c.hasOption("memory_format", "channels_last")) {
            throw new Inexpressible("memory formats come later");
        }
        return c.self().to(type);
    }

    private static Tensor narrow(Call c) {
        int start =
                c.isTensor(2, "start")
                        ? (int) c.tensor(2, "start").toLong()
                        : c.integer(2, "start");
        return c.self().narrow(c.integer(1, "dim"), start, c.integer(3, "length"));
    }

    private static Tensor slice(Call c) {
        return c.self()
                .slice(
                        c.integer(1, "dim", 0),
                        c.integer(2, "start", 0),
                        c.integer(3, "end", Integer.MAX_VALUE),
                        c.integer(4, "step", 1));
    }

    private static Tensor fill(Call c) {
        return c.number(1, "value") instanceof Long n
                ? c.self().fill(n)
                : c.self().fill(c.number(1, "value").doubleValue());
    }

    private static Tensor fill_(Call c) {
        return c.number(1, "value") instanceof Long n
                ? c.self().fill_(n)
                : c.self().fill_(c.number(1, "value").doubleValue());
    }
}
