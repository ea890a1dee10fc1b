package jgrad.conformance;

import static jgrad.conformance.Operation.binary;
import static jgrad.conformance.Operation.call;
import static jgrad.conformance.Operation.unary;

import jgrad.DType;
import jgrad.Tensor;

import java.util.List;

/// Sums, extremes, softmaxes and products of matrices.
final class ReductionCalls {
    private ReductionCalls() {}

    static List<Operation> all() {
        return List.of(
                call("sum", ReductionCalls::sum),
                call("mean", ReductionCalls::mean),
                call("prod", ReductionCalls::prod),
                call("prod_zeros", ReductionCalls::prod),
                unary("max__reduction_no_dim", Tensor::max),
                unary("min__reduction_no_dim", Tensor::min),
                call(
                        "max__reduction_with_dim",
                        c -> c.self().max(c.integer(1, "dim"), c.flag(2, "keepdim"))),
                call(
                        "min__reduction_with_dim",
                        c -> c.self().min(c.integer(1, "dim"), c.flag(2, "keepdim"))),
                call(
                        "max_ties",
                        c -> c.has(1, "dim") ? c.self().max(c.integer(1, "dim")) : c.self().max()),
                call("softmax", c -> c.self().softmax(c.integer(1, "dim"))),
                call("softmax_extreme", c -> c.self().softmax(c.integer(1, "dim"))),
                call(
                        "softmax__with_dtype",
                        c -> c.self().softmax(c.integer(1, "dim"), c.dtype(2, "dtype"))),
                call("log_softmax", c -> c.self().logSoftmax(c.integer(1, "dim"))),
                call(
                        "log_softmax__dtype",
                        c -> c.self().logSoftmax(c.integer(1, "dim"), c.dtype(2, "dtype"))),
                call(
                        "logsumexp",
                        c -> c.self().logsumexp(c.integers(1, "dim"), c.flag(2, "keepdim"))),
                call("logsumexp_extreme", c -> c.self().logsumexp(c.integers(1, "dim"), false)),
                call("mm", binary(Tensor::mm)),
                call("mv", binary(Tensor::mv)),
                call("dot", binary(Tensor::dot)),
                call("bmm", binary(Tensor::bmm)),
                call("matmul", binary(Tensor::matmul)),
                call("matmul_same_tensor", binary(Tensor::matmul)),
                call("__rmatmul__", binary((a, b) -> b.matmul(a))),
                call(
                        "baddbmm",
                        c ->
                                c.self()
                                        .baddbmm(
                                                c.tensor(1, "batch1"),
                                                c.tensor(2, "batch2"),
                                                c.real(3, "beta", 1),
                                                c.real(4, "alpha", 1)),
                        c ->
                                c.self()
                                        .baddbmm_(
                                                c.tensor(1, "batch1"),
                                                c.tensor(2, "batch2"),
                                                c.real(3, "beta", 1),
                                                c.real(4, "alpha", 1))),
                call(
                        "addmm",
                        c ->
                                c.self()
                                        .addmm(
                                                c.tensor(1, "mat1"),
                                                c.tensor(2, "mat2"),
                                                c.real(3, "beta", 1),
                                                c.real(4, "alpha", 1)),
                        c ->
                                c.self()
                                        .addmm_(
                                                c.tensor(1, "mat1"),
                                                c.tensor(2, "mat2"),
                                                c.real(3, "beta", 1),
                                                c.real(4, "alpha", 1))));
    }

    private static Tensor sum(Call c) {
        return c.has(1, "dim")
                ? c.self().sum(c.integers(1, "dim"), c.flag(2, "keepdim"))
                : c.self().sum();
    }

    private static Tensor mean(Call c) {
        DType type = c.dtype(3, "dtype");
        if (!c.has(1, "dim")) {
            return type == null ? c.self().mean() : c.self().mean(type);
        }
        int[] dims = c.integers(1, "dim");
        return type == null
                ? c.self().mean(dims, c.flag(2, "keepdim"))
                : c.self().mean(dims, c.flag(2, "keepdim"), type);
    }

    private static Tensor prod(Call c) {
        DType type = c.dtype(3, "dtype");
        if (!c.has(1, "dim")) {
            return type == null ? c.self().prod() : c.self().prod(type);
        }
        int dim = c.integer(1, "dim");
        return type == null
                ? c.self().prod(dim, c.flag(2, "keepdim"))
                : c.self().prod(dim, c.flag(2, "keepdim"), type);
    }
}
