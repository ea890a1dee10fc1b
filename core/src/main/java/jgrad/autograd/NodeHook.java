package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Runs after a node, in the order of registration.
@FunctionalInterface
public interface NodeHook {
    /// @param gradInputs what the node computed, one per input
    /// @param gradOutputs what it was given
    /// @return replacements for `gradInputs`, as many; or null to leave them
    @Nullable List<@Nullable Tensor> after(Gradients gradInputs, Gradients gradOutputs);
}
