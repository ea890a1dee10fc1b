package jgrad.conformance;

import static jgrad.conformance.Operation.op;

import jgrad.At;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reading and writing at places.
final class IndexingCalls {
    private IndexingCalls() {}

    static List<Operation> all() {
        return List.of(
                op("__getitem__", c -> c.self().get(c.subscripts())),
                op("setitem", IndexingCalls::setItem).of("input", "index", "value"),
                op("index_put", IndexingCalls::indexPut, IndexingCalls::indexPut_),
                op("index_put_", c -> indexPut_(c.on(c.self().clone())))
                        .of("input", "indices", "values", "accumulate"),
                op("index_select", c -> c.self().indexSelect(c.integer("dim"), c.tensor("index"))),
                op("gather", c -> c.self().gather(c.integer("dim"), c.tensor("index"))),
                op("scatter", IndexingCalls::scatter, IndexingCalls::scatter_),
                op("scatter_", c -> scatter_(c.on(c.self().clone())))
                        .of("input", "dim", "index", "src"),
                op(
                        "scatter_add",
                        c ->
                                c.self()
                                        .scatterAdd(
                                                c.integer("dim"),
                                                c.tensor("index"),
                                                c.tensor("src")),
                        c ->
                                c.self()
                                        .scatterAdd_(
                                                c.integer("dim"),
                                                c.tensor("index"),
                                                c.tensor("src"))),
                op(
                        "index_add",
                        c ->
                                c.self()
                                        .indexAdd(
                                                c.integer("dim"),
                                                c.tensor("index"),
                                                c.tensor("source"),
                                                c.real("alpha", 1)),
                        IndexingCalls::indexAdd_),
                op("index_add_", c -> indexAdd_(c.on(c.self().clone())))
                        .of("input", "dim", "index", "source"));
    }

    private static Tensor setItem(Call c) {
        At[] at = c.subscripts();
        Tensor copy = c.self().clone();
        return c.isTensor("value")
                ? copy.set(c.tensor("value"), at)
                : copy.set(c.real("value"), at);
    }

    private static Tensor indexPut(Call c) {
        return c.self().indexPut(indices(c), c.tensor("values"), c.flag("accumulate", false));
    }

    private static Tensor indexPut_(Call c) {
        return c.self().indexPut_(indices(c), c.tensor("values"), c.flag("accumulate", false));
    }

    private static List<@Nullable Tensor> indices(Call c) {
        return c.tensorsOrNulls("indices");
    }

    private static Tensor indexAdd_(Call c) {
        return c.self()
                .indexAdd_(
                        c.integer("dim"),
                        c.tensor("index"),
                        c.tensor("source"),
                        c.real("alpha", 1));
    }

    private static Tensor scatter(Call c) {
        refuseReduce(c);
        int dim = c.integer("dim");
        return c.isTensor("src")
                ? c.self().scatter(dim, c.tensor("index"), c.tensor("src"))
                : c.self().scatter(dim, c.tensor("index"), c.real("value|src"));
    }

    private static Tensor scatter_(Call c) {
        refuseReduce(c);
        int dim = c.integer("dim");
        return c.isTensor("src")
                ? c.self().scatter_(dim, c.tensor("index"), c.tensor("src"))
                : c.self().scatter_(dim, c.tensor("index"), c.real("value|src"));
    }

    private static void refuseReduce(Call c) {
        if (c.has("reduce")) {
            throw new NotYet("scatter with reduce");
        }
    }
}
