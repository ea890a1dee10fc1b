package jgrad.conformance;

import static jgrad.conformance.Operation.op;
import static jgrad.conformance.Operation.unary;

import jgrad.Functional;
import jgrad.Tensor;
import jgrad.Tensors;

import java.util.List;
import java.util.Locale;

/// What networks and their losses are made of.
final class NetworkCalls {
    private NetworkCalls() {}

    static List<Operation> all() {
        return List.of(
                unary("nn.functional.relu", Tensor::relu, Tensor::relu_),
                op(
                        "nn.functional.hardtanh",
                        c -> c.self().hardtanh(c.real("min_val", -1), c.real("max_val", 1))),
                op(
                        "nn.functional.gelu",
                        c -> Functional.gelu(c.self(), c.text("approximate", "none"))),
                op(
                        "nn.functional.linear",
                        c -> Tensors.linear(c.self(), c.tensor("weight"), c.tensorOrNull("bias"))),
                op(
                        "nn.functional.layer_norm",
                        c ->
                                Functional.layerNorm(
                                        c.self(),
                                        c.ints("normalized_shape"),
                                        c.tensorOrNull("weight"),
                                        c.tensorOrNull("bias"),
                                        c.real("eps", 1e-5))),
                op(
                        "nn.functional.nll_loss",
                        c ->
                                Functional.nllLoss(
                                        c.self(),
                                        c.tensor("target"),
                                        c.tensorOrNull("weight"),
                                        c.integer("ignore_index", -100),
                                        reduction(c))),
                op("nn.functional.cross_entropy", NetworkCalls::crossEntropy),
                op("nn.functional.embedding", NetworkCalls::embedding));
    }

    /// `reduction`, or the two flags that it replaced.
    static Functional.Reduce reduction(Call c) {
        if (c.has("size_average") || c.has("reduce")) {
            return !c.flag("reduce", true)
                    ? Functional.Reduce.NONE
                    : c.flag("size_average", true) ? Functional.Reduce.MEAN : Functional.Reduce.SUM;
        }
        String name = c.text("reduction", "mean");
        try {
            return Functional.Reduce.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Inexpressible("a reduction is a constant of an enum in Java");
        }
    }

    private static Tensor crossEntropy(Call c) {
        Tensor target = c.tensor("target");
        if (target.dtype().isFloating()) {
            throw new NotYet("targets that are probabilities");
        }
        if (c.real("label_smoothing", 0) != 0) {
            throw new NotYet("label_smoothing");
        }
        return Functional.crossEntropy(
                c.self(),
                target,
                c.tensorOrNull("weight"),
                c.integer("ignore_index", -100),
                reduction(c));
    }

    private static Tensor embedding(Call c) {
        if (c.has("max_norm")) {
            throw new NotYet("max_norm");
        }
        return Functional.embedding(
                c.self(),
                c.tensor("weight"),
                c.integerOrNull("padding_idx"),
                c.flag("scale_grad_by_freq", false));
    }
}
