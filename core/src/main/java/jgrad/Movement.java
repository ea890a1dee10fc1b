package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Dims;
import jgrad.ops.Shapes;
import jgrad.ops.Views;
import jgrad.storage.Raw;

/// Operations that move no element, or all of them unchanged. Most give views: tensors that share
/// this one's elements.
public sealed interface Movement permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The same elements in another shape; one size may be -1.
    ///
    /// Torch: `tensor.view`.
    ///
    /// @throws IllegalArgumentException if the number of elements differs, or the layout does not
    ///   allow a view
    default Tensor view(int... shape) {
        return Ops.view(new Views.View(Shapes.inferred(shape, self().numel())), self());
    }

    /// As [#view], copying if it must. Torch: `torch.reshape`.
    default Tensor reshape(int... shape) {
        return Shapes.reshape(self(), shape);
    }

    /// The dimensions `start` to `end` as one. Torch: `torch.flatten`.
    default Tensor flatten(int start, int end) {
        return Shapes.flatten(self(), start, end);
    }

    /// All dimensions as one. Torch: `torch.flatten`.
    default Tensor flatten() {
        return flatten(0, -1);
    }

    /// Repeats dimensions of size 1, and adds leading ones, without copying; -1 keeps a size.
    /// Torch: `tensor.expand`.
    default Tensor expand(int... shape) {
        return Ops.view(new Views.Expand(shape.clone()), self());
    }

    default Tensor expandAs(Tensor other) {
        return expand(Raw.shape(other));
    }

    /// Without the dimensions of size 1. Torch: `torch.squeeze`.
    default Tensor squeeze() {
        return Ops.view(new Views.Squeeze(null), self());
    }

    /// Without one dimension, if it has size 1. Torch: `torch.squeeze(self, dim)`.
    default Tensor squeeze(int dim) {
        return Ops.view(new Views.Squeeze(dim), self());
    }

    /// With a new dimension of size 1. Torch: `torch.unsqueeze`.
    default Tensor unsqueeze(int dim) {
        return Ops.view(new Views.Unsqueeze(dim), self());
    }

    /// Two dimensions exchanged. Torch: `torch.transpose`.
    default Tensor transpose(int dim0, int dim1) {
        return Ops.view(new Views.Transpose(dim0, dim1), self());
    }

    /// The transpose of a matrix. Torch: `torch.t`.
    default Tensor t() {
        return Ops.view(Views.T.OP, self());
    }

    /// The dimensions in another order. Torch: `torch.permute`.
    default Tensor permute(int... dims) {
        return Ops.view(new Views.Permute(dims.clone()), self());
    }

    /// One index of a dimension, which disappears. Torch: `torch.select`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such index
    default Tensor select(int dim, int index) {
        return Ops.view(new Views.Select(dim, index), self());
    }

    /// `length` indices of a dimension, from `start`. Torch: `torch.narrow`.
    default Tensor narrow(int dim, int start, int length) {
        return Shapes.narrow(self(), dim, start, length);
    }

    /// Every `step`th index of a dimension from `start` to before `end`, which are cut to its size.
    /// Torch: `x[start:end:step]`.
    default Tensor slice(int dim, int start, int end, int step) {
        return Ops.view(new Views.Slice(Dims.wrap(dim, self().dim()), start, end, step), self());
    }

    default Tensor slice(int dim, int start, int end) {
        return slice(dim, start, end, 1);
    }

    /// Any sizes and strides over the storage. Torch: `torch.as_strided`.
    default Tensor asStrided(int[] shape, int[] strides, int offset) {
        return Ops.view(new Views.AsStrided(shape.clone(), strides.clone(), offset), self());
    }
}
