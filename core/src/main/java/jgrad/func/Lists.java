package jgrad.func;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.DualLevel;
import jgrad.engine.GradLevel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The transforms in their general form, over lists of tensors.
final class Lists {
    private Lists() {}

    /// Outputs, and the way back from their gradients to those of the inputs.
    record Pulled(List<Tensor> outputs, FnN pullback) {}

    static Pulled vjp(String name, FnN f, List<Tensor> inputs, boolean reusable) {
        var level = new GradLevel(name);
        var variables = new ArrayList<Tensor>();
        List<Tensor> inside;
        try (level;
                var _ = Autograd.enableGrad()) {
            for (Tensor input : inputs) {
                if (!input.dtype().isFloating()) {
                    throw new IllegalArgumentException(
                            name
                                    + ": only Tensors of floating point dtype can require"
                                    + " gradients, but input "
                                    + variables.size()
                                    + " is "
                                    + input.dtype());
                }
                variables.add(level.variable(input));
            }
            inside = List.copyOf(f.apply(List.copyOf(variables)));
        }
        var outputs = new ArrayList<Tensor>();
        for (Tensor t : inside) {
            outputs.add(level.result(t));
        }
        return new Pulled(
                outputs,
                cotangents -> {
                    check(name, cotangents, outputs);
                    @Nullable Tensor[] grads =
                            level.gradients(inside, variables, asNullable(cotangents), reusable);
                    var all = new ArrayList<Tensor>();
                    for (int i = 0; i < grads.length; i++) {
                        Tensor grad = grads[i];
                        all.add(grad == null ? zeros(inputs.get(i)) : grad);
                    }
                    return all;
                });
    }

    private static void check(String name, List<Tensor> cotangents, List<Tensor> outputs) {
        if (cotangents.size() != outputs.size()) {
            throw new IllegalArgumentException(
                    name
                            + ": expected "
                            + outputs.size()
                            + " cotangents, one per output, but got "
                            + cotangents.size());
        }
    }

    private static List<@Nullable Tensor> asNullable(List<Tensor> tensors) {
        return new ArrayList<@Nullable Tensor>(tensors);
    }

    static Tensor zeros(Tensor like) {
        return Tensors.zeros(like.shape().sizes(), like.dtype());
    }

    /// Outputs and tangents.
    record Pushed(List<Tensor> outputs, List<Tensor> tangents) {}

    static Pushed jvp(FnN f, List<Tensor> inputs, List<Tensor> tangents) {
        checkTangents(inputs, tangents);
        var level = new DualLevel(false);
        List<Tensor> inside;
        try (level) {
            var duals = new ArrayList<Tensor>();
            for (int i = 0; i < inputs.size(); i++) {
                duals.add(level.dual(inputs.get(i), tangents.get(i)));
            }
            inside = List.copyOf(f.apply(duals));
            var outputs = new ArrayList<Tensor>();
            var derivatives = new ArrayList<Tensor>();
            for (Tensor t : inside) {
                Tensor output = level.primal(t);
                Tensor tangent = level.tangent(t);
                outputs.add(output);
                derivatives.add(tangent == null ? zeros(output) : tangent);
            }
            return new Pushed(outputs, derivatives);
        }
    }

    private static void checkTangents(List<Tensor> inputs, List<Tensor> tangents) {
        if (inputs.size() != tangents.size()) {
            throw new IllegalArgumentException(
                    "jvp: Expected primals and tangents to have the same structure, but got "
                            + inputs.size()
                            + " primals and "
                            + tangents.size()
                            + " tangents");
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!inputs.get(i).shape().equals(tangents.get(i).shape())
                    || inputs.get(i).dtype() != tangents.get(i).dtype()) {
                throw new IllegalArgumentException(
                        "jvp: tangent "
                                + i
                                + " is "
                                + tangents.get(i).shape()
                                + " of "
                                + tangents.get(i).dtype()
                                + ", but primal "
                                + i
                                + " is "
                                + inputs.get(i).shape()
                                + " of "
                                + inputs.get(i).dtype()
                                + "; they must agree.");
            }
        }
    }
}
