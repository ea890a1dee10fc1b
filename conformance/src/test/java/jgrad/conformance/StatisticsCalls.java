package jgrad.conformance;

import static jgrad.conformance.Operation.call;
import static jgrad.conformance.Operation.unary;

import jgrad.Functional;
import jgrad.Reduction.ValuesAndIndices;
import jgrad.Tensor;
import jgrad.Tensors;

import java.util.List;

/// Variances, running sums, orders, and layers.
final class StatisticsCalls {
    private StatisticsCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("erf", Tensor::erf),
                call("var", c -> moment(c, Tensor::var)),
                call("std", c -> moment(c, Tensor::std)),
                call("cumsum", StatisticsCalls::cumsum),
                call("flip", c -> c.self().flip(c.integers(1, "dims"))),
                call("sort", StatisticsCalls::sort),
                call("topk", StatisticsCalls::topk),
                call(
                        "nn.functional.gelu",
                        c -> Functional.gelu(c.self(), c.text(1, "approximate"))),
                call("nn.functional.layer_norm", StatisticsCalls::layerNorm),
                call("nn.functional.embedding", StatisticsCalls::embedding),
                call(
                        "nn.functional.linear",
                        c ->
                                Tensors.linear(
                                        c.self(),
                                        c.tensor(1, "weight"),
                                        c.tensorOrNull(2, "bias"))));
    }

    private interface Moment {
        Tensor of(Tensor self, int[] dims, double correction, boolean keepdim);
    }

    private static Tensor moment(Call c, Moment moment) {
        boolean first = c.isFlag(1);
        int[] dims = !first && c.has(1, "dim") ? c.integers(1, "dim") : new int[0];
        boolean unbiased =
                first ? c.flag(1, "unbiased") : !c.has(2, "unbiased") || c.flag(2, "unbiased");
        double correction = c.real(98, "correction", unbiased ? 1 : 0);
        return moment.of(c.self(), dims, correction, c.flag(99, "keepdim"));
    }

    private static Tensor layerNorm(Call c) {
        return Functional.layerNorm(
                c.self(),
                c.integers(1, "normalized_shape"),
                c.tensorOrNull(2, "weight"),
                c.tensorOrNull(3, "bias"),
                c.real(4, "eps", 1e-5));
    }

    private static Tensor embedding(Call c) {
        if (c.has(3, "max_norm")) {
            throw new Inexpressible("max_norm, which writes over the table, comes later");
        }
        Integer padding = c.has(2, "padding_idx") ? c.integer(2, "padding_idx") : null;
        return Functional.embedding(
                c.self(), c.tensor(1, "weight"), padding, c.flag(5, "scale_grad_by_freq"));
    }

    private static Tensor cumsum(Call c) {
        int dim = c.integer(1, "dim");
        return c.dtype(2, "dtype") == null
                ? c.self().cumsum(dim)
                : c.self().to(c.dtype(2, "dtype")).cumsum(dim);
    }

    private static ValuesAndIndices sort(Call c) {
        int dim = c.integer(1, "dim", -1);
        return c.has(3, "stable")
                ? c.self().sort(dim, c.flag(2, "descending"), c.flag(3, "stable"))
                : c.self().sort(dim, c.flag(2, "descending"));
    }

    private static ValuesAndIndices topk(Call c) {
        boolean largest = !c.has(3, "largest") || c.flag(3, "largest");
        return c.self().topk(c.integer(1, "k"), c.integer(2, "dim", -1), largest);
    }
}
