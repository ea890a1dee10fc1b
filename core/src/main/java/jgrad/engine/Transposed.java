package jgrad.engine;

import jgrad.Tensor;
import jgrad.autograd.FunctionN;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// The forward-mode rule of a user's operation that only gave `backward`.
///
/// `backward` is linear in the incoming gradient `u`: it computes `J^T u`. The derivative of `sum(t
/// * J^T u)` with respect to `u` is `J t`, so differentiating once more gives the tangents.
final class Transposed {
    private Transposed() {}

    static @Nullable Tensor[] jvp(
            FunctionN function, Functions.Applied below, @Nullable Tensor[] tangents) {
        if (function.onceDifferentiable()) {
            throw new IllegalStateException(
                    function.name()
                            + " has no jvp, and its backward may be differentiated only once, so"
                            + " forward mode cannot be derived from it; override jvp."
                            + Place.suffix());
        }
        Tensor[] outputs = below.outputs();
        @Nullable Tensor[] incoming = new @Nullable Tensor[outputs.length];
        var asked = new ArrayList<Tensor>();
        var products = new ArrayList<Tensor>();
        var weights = new ArrayList<@Nullable Tensor>();
        var level = new GradLevel("jvp");
        try (level) {
            for (int k = 0; k < outputs.length; k++) {
                if (below.isDifferentiable(k)) {
                    Tensor u =
                            level.variable(
                                    Constants.zeros(
                                            outputs[k].layout().shape(), outputs[k].dtype()));
                    incoming[k] = u;
                    asked.add(u);
                }
            }
            @Nullable Tensor[] grads;
            try (var _ = jgrad.autograd.Autograd.enableGrad()) {
                grads = function.backwardAll(below.node(), incoming);
            }
            for (int i = 0; i < tangents.length; i++) {
                Tensor grad = i < grads.length ? grads[i] : null;
                if (grad != null && tangents[i] != null) {
                    products.add(Fitting.sumTo(grad, tangents[i].layout().shape()));
                    weights.add(tangents[i]);
                }
            }
        }
        @Nullable Tensor[] found = level.gradients(products, asked, weights, false);
        @Nullable Tensor[] results = new @Nullable Tensor[outputs.length];
        for (int k = 0, next = 0; k < results.length; k++) {
            if (incoming[k] != null) {
                results[k] = found[next++];
            }
        }
        return results;
    }
}
