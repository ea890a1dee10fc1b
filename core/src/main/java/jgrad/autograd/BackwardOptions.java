package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a backward pass is run.
///
/// @param retain keep saved tensors for another pass
/// @param create record the pass itself, so that the gradients can be differentiated; implies
///   `retain`
/// @param inputs accumulate in these tensors only; null for all leaves
public record BackwardOptions(boolean retain, boolean create, @Nullable List<Tensor> inputs) {
    public static final BackwardOptions DEFAULT = new BackwardOptions(false, false, null);

    /// Keeps saved tensors for another pass.
    public static BackwardOptions retainGraph() {
        return new BackwardOptions(true, false, null);
    }

    /// Records the pass itself.
    public static BackwardOptions createGraph() {
        return new BackwardOptions(true, true, null);
    }

    /// Accumulates in these tensors only.
    public static BackwardOptions inputs(Tensor... inputs) {
        return new BackwardOptions(false, false, List.of(inputs));
    }

    /// These options, for these tensors only.
    public BackwardOptions only(Tensor... tensors) {
        return new BackwardOptions(retain, create, List.of(tensors));
    }
}
