package jgrad.autograd;

import jgrad.Tensor;

/// What happens to tensors while they wait for the backward pass: packed when saved, unpacked at
/// each reading.
///
/// Scopes nest as a stack: the outer pair packs what the inner one made only if that is a tensor.
///
/// Torch: `torch.autograd.graph.saved_tensors_hooks`.
public interface SavedTensorHooks {
    /// @return anything from which [#unpack] can make the tensor again, not null
    Object pack(Tensor tensor);

    /// @return a tensor of the same content
    Tensor unpack(Object packed);
}
