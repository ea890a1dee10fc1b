package jgrad.conformance;

import static jgrad.conformance.Operation.call;
import static jgrad.conformance.Operation.unary;

import jgrad.Functional;
import jgrad.Tensor;

import java.util.List;
import java.util.Locale;

/// What networks and their losses are made of, and orders along a dimension.
final class NetworkCalls {
    private NetworkCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("erf", Tensor::erf),
                call("nn.functional.gelu", NetworkCalls::gelu),
                call("var", c -> c.self().var(dims(c), correction(c), c.flag(9, "keepdim"))),
                call("std", c -> c.self().std(dims(c), correction(c), c.flag(9, "keepdim"))),
                call("cumsum", NetworkCalls::cumsum),
                call("flip", c -> c.self().flip(c.integers(1, "dims"))),
                call("sort", NetworkCalls::sort),
                call("topk", NetworkCalls::topk),
                call("nn.functional.layer_norm", NetworkCalls::layerNorm),
                call("nn.functional.nll_loss", NetworkCalls::nllLoss),
                call("nn.functional.cross_entropy", NetworkCalls::crossEntropy),
                call("nn.functional.embedding", NetworkCalls::embedding));
    }

    private static Tensor gelu(Call c) {
        return Functional.gelu(c.self(), c.text(1, "approximate"));
    }

    /// The second argument is `unbiased` or `dim`.
    private static int[] dims(Call c) {
        return c.has(1, "dim") && !c.isBoolean(1, "dim") ? c.integers(1, "dim") : new int[0];
    }

    private static double correction(Call c) {
        if (c.isBoolean(1, "unbiased")) {
            return c.flag(1, "unbiased") ? 1 : 0;
        }
        if (c.isBoolean(2, "unbiased")) {
            return c.flag(2, "unbiased") ? 1 : 0;
        }
        return c.real(9, "correction", 1);
    }

    private static Tensor cumsum(Call c) {
        var type = c.dtype(2, "dtype");
        return (type == null ? c.self() : c.self().to(type)).cumsum(c.integer(1, "dim"));
    }

    private static Object sort(Call c) {
        boolean named = c.has(9, "stable");
        int dim = c.integer(named ? 9 : 1, "dim", -1);
        boolean descending = c.flag(named ? 9 : 2, "descending");
        return named
                ? c.self().sort(dim, descending, c.flag(9, "stable"))
                : c.self().sort(dim, descending);
    }

    private static Object topk(Call c) {
        return c.self()
                .topk(
                        c.integer(1, "k"),
                        c.integer(2, "dim", -1),
                        !c.has(3, "largest") || c.flag(3, "largest"));
    }

    private static Tensor layerNorm(Call c) {
        return Functional.layerNorm(
                c.self(),
                c.integers(1, "normalized_shape"),
                c.tensorOrNull(2, "weight"),
                c.tensorOrNull(3, "bias"),
                c.real(4, "eps", 1e-5));
    }

    private static Functional.Reduce reduce(Call c) {
        String name = c.has(9, "reduction") ? c.text(9, "reduction") : "mean";
        return Functional.Reduce.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static long ignored(Call c) {
        return c.integer(9, "ignore_index", -100);
    }

    private static Tensor nllLoss(Call c) {
        return Functional.nllLoss(
                c.self(),
                c.tensor(1, "target"),
                c.tensorOrNull(2, "weight"),
                ignored(c),
                reduce(c));
    }

    private static Tensor crossEntropy(Call c) {
        Tensor target = c.tensor(1, "target");
        if (target.dtype().isFloating()) {
            throw new Inexpressible("targets that are probabilities are not there yet");
        }
        return Functional.crossEntropy(
                c.self(), target, c.tensorOrNull(2, "weight"), ignored(c), reduce(c));
    }

    private static Tensor embedding(Call c) {
        if (c.has(9, "max_norm")) {
            throw new Inexpressible("weights are not renormalized in place");
        }
        return Functional.embedding(
                c.self(),
                c.tensor(1, "weight"),
                c.has(2, "padding_idx") ? c.integer(2, "padding_idx") : null,
                c.flag(5, "scale_grad_by_freq"));
    }
}
