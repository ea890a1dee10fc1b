package jgrad.conformance;

import static jgrad.conformance.Operation.both;
import static jgrad.conformance.Operation.op;

import jgrad.DType;
import jgrad.Reduction.ValuesAndIndices;
import jgrad.Tensor;

import java.util.List;

/// Sums, extremes, softmaxes, moments, running sums and orders.
final class ReductionCalls {
    private ReductionCalls() {}

    static List<Operation> all() {
        return List.of(
                op("sum", ReductionCalls::sum),
                op("mean", ReductionCalls::mean),
                op("prod", ReductionCalls::prod),
                op("max", ReductionCalls::max),
                op("min", ReductionCalls::min),
                op("softmax", c -> cast(c).softmax(c.integer("dim"))),
                op("log_softmax", c -> cast(c).logSoftmax(c.integer("dim"))),
                op("logsumexp", c -> c.self().logsumexp(c.ints("dim"), c.flag("keepdim", false))),
                op(
                        "var",
                        c ->
                                c.self()
                                        .var(
                                                c.intsOrNone("dim"),
                                                correction(c),
                                                c.flag("keepdim", false))),
                op(
                        "std",
                        c ->
                                c.self()
                                        .std(
                                                c.intsOrNone("dim"),
                                                correction(c),
                                                c.flag("keepdim", false))),
                op("cumsum", c -> cast(c).cumsum(c.integer("dim"))),
                op("sort", ReductionCalls::sort),
                op(
                        "topk",
                        c ->
                                both(
                                        c.self()
                                                .topk(
                                                        c.integer("k"),
                                                        c.integer("dim", -1),
                                                        c.flag("largest", true)))));
    }

    /// The argument in the type that the result is asked in.
    private static Tensor cast(Call c) {
        DType type = c.dtypeOrNull("dtype");
        return type == null ? c.self() : c.self().to(type);
    }

    private static Tensor sum(Call c) {
        DType type = c.dtypeOrNull("dtype");
        boolean keepdim = c.flag("keepdim", false);
        if (!c.gives("dim")) {
            return type == null ? c.self().sum() : c.self().sum(type);
        }
        int[] dims = c.intsOrNone("dim");
        return type == null ? c.self().sum(dims, keepdim) : c.self().sum(dims, keepdim, type);
    }

    private static Tensor mean(Call c) {
        DType type = c.dtypeOrNull("dtype");
        boolean keepdim = c.flag("keepdim", false);
        if (!c.gives("dim")) {
            return type == null ? c.self().mean() : c.self().mean(type);
        }
        int[] dims = c.intsOrNone("dim");
        return type == null ? c.self().mean(dims, keepdim) : c.self().mean(dims, keepdim, type);
    }

    private static Tensor prod(Call c) {
        DType type = c.dtypeOrNull("dtype");
        boolean keepdim = c.flag("keepdim", false);
        if (!c.has("dim")) {
            return type == null ? c.self().prod() : c.self().prod(type);
        }
        int dim = c.integer("dim");
        return type == null ? c.self().prod(dim, keepdim) : c.self().prod(dim, keepdim, type);
    }

    private static Object max(Call c) {
        if (c.isTensor("other")) {
            return c.self().maximum(c.tensor("other"));
        }
        return c.has("dim")
                ? both(c.self().max(c.integer("dim"), c.flag("keepdim", false)))
                : c.self().max();
    }

    private static Object min(Call c) {
        if (c.isTensor("other")) {
            return c.self().minimum(c.tensor("other"));
        }
        return c.has("dim")
                ? both(c.self().min(c.integer("dim"), c.flag("keepdim", false)))
                : c.self().min();
    }

    private static double correction(Call c) {
        return c.real("correction", c.flag("unbiased", true) ? 1 : 0);
    }

    private static List<Tensor> sort(Call c) {
        int dim = c.integer("dim", -1);
        boolean descending = c.flag("descending", false);
        ValuesAndIndices sorted =
                c.has("stable")
                        ? c.self().sort(dim, descending, c.flag("stable", false))
                        : c.self().sort(dim, descending);
        return both(sorted);
    }
}
