package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Axes;
import jgrad.ops.Dims;
import jgrad.ops.Regions;
import jgrad.ops.Shapes;
import jgrad.ops.Splits;
import jgrad.ops.Strides;
import jgrad.ops.Views;
import jgrad.storage.Raw;

import java.util.List;

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
        return Ops.view(new Axes.Squeeze(null), self());
    }

    /// Without one dimension, if it has size 1. Torch: `torch.squeeze(self, dim)`.
    default Tensor squeeze(int dim) {
        return Ops.view(new Axes.Squeeze(dim), self());
    }

    /// With a new dimension of size 1. Torch: `torch.unsqueeze`.
    default Tensor unsqueeze(int dim) {
        return Ops.view(new Axes.Unsqueeze(dim), self());
    }

    /// Two dimensions exchanged. Torch: `torch.transpose`.
    default Tensor transpose(int dim0, int dim1) {
        return Ops.view(new Axes.Transpose(dim0, dim1), self());
    }

    /// The transpose of a matrix. Torch: `torch.t`.
    default Tensor t() {
        return Ops.view(Axes.T.OP, self());
    }

    /// All dimensions in reverse order. Torch: `tensor.T`.
    default Tensor T() {
        return permute(
                java.util.stream.IntStream.iterate(self().dim() - 1, d -> d >= 0, d -> d - 1)
                        .toArray());
    }

    /// The last two dimensions exchanged; a 0-d tensor itself. Torch: `tensor.mT`.
    ///
    /// @throws IllegalArgumentException for a 1-d tensor
    default Tensor mT() {
        int rank = self().dim();
        if (rank == 1) {
            throw new IllegalArgumentException(
                    "tensor.mT is only supported on matrices or batches of matrices. Got 1-D"
                            + " tensor.");
        }
        return rank == 0 ? self() : transpose(-2, -1);
    }

    /// The dimensions in another order. Torch: `torch.permute`.
    default Tensor permute(int... dims) {
        return Ops.view(new Axes.Permute(dims.clone()), self());
    }

    /// One index of a dimension, which disappears. Torch: `torch.select`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such index
    default Tensor select(int dim, int index) {
        return Ops.view(new Regions.Select(dim, index), self());
    }

    /// `length` indices of a dimension, from `start`. Torch: `torch.narrow`.
    default Tensor narrow(int dim, int start, int length) {
        return Shapes.narrow(self(), dim, start, length);
    }

    /// Every `step`th index of a dimension from `start` to before `end`, which are cut to its size.
    /// Torch: `x[start:end:step]`.
    default Tensor slice(int dim, int start, int end, int step) {
        return Ops.view(new Regions.Slice(Dims.wrap(dim, self().dim()), start, end, step), self());
    }

    default Tensor slice(int dim, int start, int end) {
        return slice(dim, start, end, 1);
    }

    /// Views of windows of `size` indices of a dimension, `step` apart; the windows are a new last
    /// dimension. Torch: `tensor.unfold`.
    default Tensor unfold(int dim, int size, int step) {
        return Ops.view(new Regions.Unfold(dim, size, step), self());
    }

    /// Views of every index of a dimension, which disappears. Torch: `torch.unbind`.
    default List<Tensor> unbind(int dim) {
        return List.of(Ops.apply(new Splits.Unbind(dim), self()));
    }

    /// Views of `size` indices of a dimension each, the last one with what is left. Torch:
    /// `torch.split`.
    default List<Tensor> split(int size, int dim) {
        return List.of(Ops.apply(new Splits.Split(size, dim), self()));
    }

    /// Views of parts of the given sizes along a dimension. Torch: `torch.split(self, sizes, dim)`.
    ///
    /// @throws IllegalArgumentException if the sizes do not add up to that of the dimension
    default List<Tensor> split(int[] sizes, int dim) {
        return List.of(Ops.apply(new Splits.SplitWithSizes(sizes.clone(), dim), self()));
    }

    /// At most `chunks` views of equal size along a dimension, but for the last. Torch:
    /// `torch.chunk`.
    default List<Tensor> chunk(int chunks, int dim) {
        return List.of(Splits.chunk(self(), chunks, dim));
    }

    /// Any sizes and strides over the storage. Torch: `torch.as_strided`.
    default Tensor asStrided(int[] shape, int[] strides, int offset) {
        return Ops.view(new Strides.AsStrided(shape.clone(), strides.clone(), offset), self());
    }
}
