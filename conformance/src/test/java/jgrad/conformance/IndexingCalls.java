package jgrad.conformance;

import static jgrad.conformance.Operation.call;

import jgrad.At;
import jgrad.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Reading and writing at places.
final class IndexingCalls {
    private IndexingCalls() {}

    static List<Operation> all() {
        return List.of(
                call("__getitem__", c -> c.self().get(c.subscripts(1))),
                call("setitem", IndexingCalls::setItem),
                call(
                        "index_put",
                        c ->
                                c.self()
                                        .indexPut(
                                                indices(c),
                                                c.tensor(2, "values"),
                                                c.flag(3, "accumulate")),
                        c ->
                                c.self()
                                        .indexPut_(
                                                indices(c),
                                                c.tensor(2, "values"),
                                                c.flag(3, "accumulate"))),
                call(
                        "index_select",
                        c -> c.self().indexSelect(c.integer(1, "dim"), c.tensor(2, "index"))),
                call("gather", c -> c.self().gather(c.integer(1, "dim"), c.tensor(2, "index"))),
                call("scatter", IndexingCalls::scatter, IndexingCalls::scatter_),
                call(
                        "scatter_add",
                        c ->
                                c.self()
                                        .scatterAdd(
                                                c.integer(1, "dim"),
                                                c.tensor(2, "index"),
                                                c.tensor(3, "src")),
                        c ->
                                c.self()
                                        .scatterAdd_(
                                                c.integer(1, "dim"),
                                                c.tensor(2, "index"),
                                                c.tensor(3, "src"))),
                call(
                        "index_add",
                        c ->
                                c.self()
                                        .indexAdd(
                                                c.integer(1, "dim"),
                                                c.tensor(2, "index"),
                                                c.tensor(3, "source"),
                                                c.real(4, "alpha", 1)),
                        c ->
                                c.self()
                                        .indexAdd_(
                                                c.integer(1, "dim"),
                                                c.tensor(2, "index"),
                                                c.tensor(3, "source"),
                                                c.real(4, "alpha", 1))));
    }

    private static Tensor setItem(Call c) {
        At[] at = c.subscripts(1);
        Tensor copy = c.self().clone();
        return c.isTensor(2, "value")
                ? copy.set(c.tensor(2, "value"), at)
                : copy.set(c.number(2, "value").doubleValue(), at);
    }

    private static List<Tensor> indices(Call c) {
        return new ArrayList<>(c.tensorList(1, "indices"));
    }

    private static Tensor scatter(Call c) {
        refuseReduce(c);
        return c.isTensor(3, "src")
                ? c.self().scatter(c.integer(1, "dim"), c.tensor(2, "index"), c.tensor(3, "src"))
                : c.self()
                        .scatter(
                                c.integer(1, "dim"),
                                c.tensor(2, "index"),
                                c.number(3, "value").doubleValue());
    }

    private static Tensor scatter_(Call c) {
        refuseReduce(c);
        return c.isTensor(3, "src")
                ? c.self().scatter_(c.integer(1, "dim"), c.tensor(2, "index"), c.tensor(3, "src"))
                : c.self()
                        .scatter_(
                                c.integer(1, "dim"),
                                c.tensor(2, "index"),
                                c.number(3, "value").doubleValue());
    }

    private static void refuseReduce(Call c) {
        if (c.has(4, "reduce")) {
            throw new Inexpressible(
                    "scatter with reduce= comes later (deprecated in favour of scatter_reduce)");
        }
    }
}
