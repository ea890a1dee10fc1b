package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How [Autograd#grad] is run.
///
/// @param gradOutputs where to start, one per output; null stands for one, of a scalar
/// @param retain keep saved tensors for another pass
/// @param create record the pass itself; implies `retain`
/// @param unused give null for an input that the outputs do not depend on
public record GradOptions(
        @Nullable List<@Nullable Tensor> gradOutputs,
        boolean retain,
        boolean create,
        boolean unused) {
    public static final GradOptions DEFAULT = new GradOptions(null, false, false, false);

    public static GradOptions retainGraph() {
        return new GradOptions(null, true, false, false);
    }

    public static GradOptions createGraph() {
        return new GradOptions(null, true, true, false);
    }

    /// These options, giving null for unused inputs.
    public GradOptions allowUnused() {
        return new GradOptions(gradOutputs, retain, create, true);
    }

    /// These options, starting from these gradients.
    public GradOptions from(@Nullable Tensor... gradients) {
        return new GradOptions(java.util.Arrays.asList(gradients), retain, create, unused);
    }
}
