package jgrad.autograd;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Runs before a node, in the order of registration.
@FunctionalInterface
public interface NodePreHook {
    /// @param gradOutputs what the node is about to be given
    /// @return replacements, as many; or null to leave them
    @Nullable List<@Nullable Tensor> before(Gradients gradOutputs);
}
