package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How a backward pass is run, by [Autograd#backward] and [Autograd#grad] alike.
///
/// A value that never changes: each method gives the same options with one more set. [Autograd] has
/// every method as a function to begin with, for `import static`:
///
/// ```java
/// loss.backward(retainGraph());
/// Tensor slope = grad(y, x, createGraph().allowUnused());
/// ```
///
/// @param retainsGraph saved tensors are kept for another pass
/// @param createsGraph the pass itself is recorded
/// @param allowsUnused `grad` gives null for an input that the outputs do not depend on
/// @param materializesGrads `grad` gives zeros for such an input
/// @param gradOutputs where `grad` starts, one per output; null stands for one, of a scalar
/// @param inputs `backward` accumulates in these tensors only; null for all leaves
public record GradOptions(
        boolean retainsGraph,
        boolean createsGraph,
        boolean allowsUnused,
        boolean materializesGrads,
        @Nullable List<@Nullable Tensor> gradOutputs,
        @Nullable List<Tensor> inputs) {
    public static final GradOptions DEFAULT =
            new GradOptions(false, false, false, false, null, null);

    public GradOptions {
        gradOutputs =
                gradOutputs == null
                        ? null
                        : Collections.unmodifiableList(
                                new ArrayList<@Nullable Tensor>(gradOutputs));
        inputs = inputs == null ? null : List.copyOf(inputs);
    }

    /// Keeps saved tensors for another pass. Torch: `retain_graph=True`.
    public GradOptions retainGraph() {
        return new GradOptions(
                true, createsGraph, allowsUnused, materializesGrads, gradOutputs, inputs);
    }

    /// Records the pass itself, so that the gradients can be differentiated; keeps saved tensors
    /// too. Torch: `create_graph=True`.
    public GradOptions createGraph() {
        return new GradOptions(true, true, allowsUnused, materializesGrads, gradOutputs, inputs);
    }

    /// Gives null for an input that the outputs do not depend on, instead of refusing. Only for
    /// `grad`. Torch: `allow_unused=True`.
    public GradOptions allowUnused() {
        return new GradOptions(
                retainsGraph, createsGraph, true, materializesGrads, gradOutputs, inputs);
    }

    /// Gives zeros for an input that the outputs do not depend on, instead of refusing. Only for
    /// `grad`. Torch: `materialize_grads=True`.
    public GradOptions materializeGrads() {
        return new GradOptions(retainsGraph, createsGraph, true, true, gradOutputs, inputs);
    }

    /// Starts from these gradients, one per output; null stands for one, of a scalar. Only for
    /// `grad`; `backward` takes them as an argument. Torch: `grad_outputs=`.
    public GradOptions gradOutputs(@Nullable Tensor... gradients) {
        return new GradOptions(
                retainsGraph,
                createsGraph,
                allowsUnused,
                materializesGrads,
                java.util.Arrays.asList(gradients),
                inputs);
    }

    /// Accumulates in these tensors only. Only for `backward`; `grad` takes them as an argument.
    /// Torch: `inputs=`.
    public GradOptions inputs(Tensor... tensors) {
        return new GradOptions(
                retainsGraph,
                createsGraph,
                allowsUnused,
                materializesGrads,
                gradOutputs,
                List.of(tensors));
    }

    void checkForGrad() {
        if (inputs != null) {
            throw new IllegalArgumentException(
                    "grad: the options hold inputs, which grad takes as an argument: grad(output,"
                            + " inputs, options)");
        }
    }
}
