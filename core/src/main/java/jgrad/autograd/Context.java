package jgrad.autograd;

import jgrad.Tensor;
import jgrad.engine.FunctionNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a [FunctionN]'s forward pass leaves for its backward pass. It is the node of the graph
/// itself.
///
/// Torch: `ctx`.
public sealed interface Context permits FunctionNode {
    /// Saves tensors: inputs, outputs, or others; null keeps a place. To be called once, in
    /// `forward`.
    ///
    /// They are given up after the backward pass, and checked for having been written to since.
    ///
    /// @throws IllegalStateException if called a second time
    void saveForBackward(@Nullable Tensor... tensors);

    /// The saved tensors, in order.
    ///
    /// @throws IllegalStateException if they were given up, or written to
    List<@Nullable Tensor> savedTensors();

    /// One of the saved tensors.
    Tensor saved(int i);

    /// Whether the gradient of this input is wanted.
    boolean needsInputGrad(int input);

    /// The number of tensor inputs.
    int inputCount();

    /// Says that `forward` wrote over these inputs. They must be among the outputs.
    void markDirty(Tensor... inputs);

    /// Says that these outputs carry no gradient.
    void markNonDifferentiable(Tensor... outputs);

    /// Whether gradients of outputs that nobody used arrive in `backward` as zeros, which is the
    /// default, or as null.
    void setMaterializeGrads(boolean materialize);

    /// Keeps anything else for the backward pass.
    void put(String key, @Nullable Object value);

    /// What [#put] kept; null if nothing.
    @Nullable Object get(String key);
}
