package jgrad;

import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.ops.Indexing;
import jgrad.ops.Subscripts;

/// Reading and writing at places named by integers, ranges, integer tensors and masks.
public sealed interface IndexingOps permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// Indices of type int32 serve as well as those of int64.
    private static Tensor positions(Tensor index) {
        return index.dtype() == DType.INT32 ? index.to(DType.INT64) : index;
    }

    /// `self[i, j, ...]`, a view: one integer per leading dimension.
    ///
    /// @throws IndexOutOfBoundsException if an index is out of range, or there are more than
    ///   dimensions
    default Tensor at(int... indices) {
        return Subscripts.at(self(), indices);
    }

    /// `self[a, b, ...]` in full: [At] values made by its static methods. Integer tensors and masks
    /// give a copy, the others a view.
    ///
    /// Torch: `tensor[...]`.
    default Tensor get(At... subscripts) {
        return Subscripts.get(self(), subscripts);
    }

    /// The elements that an integer tensor names along the first dimension, or where a mask is
    /// true.
    ///
    /// Torch: `tensor[index]`.
    default Tensor get(Tensor index) {
        return Subscripts.get(self(), At.at(index));
    }

    /// `self[i] = value`, recorded; `value` broadcasts. Returns this tensor.
    default Tensor set(Tensor value, At... subscripts) {
        return Subscripts.set(self(), value, subscripts);
    }

    default Tensor set(double value, At... subscripts) {
        return Subscripts.set(self(), Constants.number(value, self().dtype()), subscripts);
    }

    /// `out[i][j] = self[index[i][j]][j]` for dimension 0, and likewise for others. Torch:
    /// `torch.gather`.
    default Tensor gather(int dim, Tensor index) {
        return Ops.apply(new Indexing.Gather(dim), self(), positions(index));
    }

    /// `out[index[i][j]][j] = src[i][j]` for dimension 0, and likewise for others. Torch:
    /// `torch.scatter`.
    default Tensor scatter(int dim, Tensor index, Tensor src) {
        return Ops.apply(new Indexing.Scatter(dim, false), self(), src, positions(index));
    }

    /// As [#scatter], with one number for all places.
    default Tensor scatter(int dim, Tensor index, double value) {
        return Ops.apply(new Indexing.ScatterNumber(dim, value), self(), positions(index));
    }

    default Tensor scatter(int dim, Tensor index, long value) {
        return Ops.apply(new Indexing.ScatterNumber(dim, value), self(), positions(index));
    }

    /// As [#scatter], over this tensor.
    default Tensor scatter_(int dim, Tensor index, Tensor src) {
        return Ops.applyInPlace(new Indexing.Scatter(dim, false), self(), src, positions(index));
    }

    default Tensor scatter_(int dim, Tensor index, double value) {
        return Ops.applyInPlace(new Indexing.ScatterNumber(dim, value), self(), positions(index));
    }

    default Tensor scatter_(int dim, Tensor index, long value) {
        return Ops.applyInPlace(new Indexing.ScatterNumber(dim, value), self(), positions(index));
    }

    /// As [#scatter], adding. Torch: `torch.scatter_add`.
    default Tensor scatterAdd(int dim, Tensor index, Tensor src) {
        return Ops.apply(new Indexing.Scatter(dim, true), self(), src, positions(index));
    }

    /// As [#scatterAdd], over this tensor.
    default Tensor scatterAdd_(int dim, Tensor index, Tensor src) {
        return Ops.applyInPlace(new Indexing.Scatter(dim, true), self(), src, positions(index));
    }

    /// The slices along `dim` that a 1-d `index` names. Torch: `torch.index_select`.
    default Tensor indexSelect(int dim, Tensor index) {
        return Ops.apply(new Indexing.IndexSelect(dim), self(), index);
    }

    /// With `source` added at the slices that `index` names. Torch: `torch.index_add`.
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return indexAdd(dim, index, source, 1);
    }

    /// With `alpha * source` added at the slices that `index` names.
    default Tensor indexAdd(int dim, Tensor index, Tensor source, double alpha) {
        return Ops.apply(new Indexing.IndexAdd(dim, alpha), self(), source, index);
    }

    /// As [#indexAdd], over this tensor.
    default Tensor indexAdd_(int dim, Tensor index, Tensor source, double alpha) {
        return Ops.applyInPlace(new Indexing.IndexAdd(dim, alpha), self(), source, index);
    }

    /// With `values` written, or added, at the places that the indices name; null indexes a whole
    /// dimension.
    ///
    /// Torch: `torch.index_put`.
    default Tensor indexPut(
            java.util.List<@org.jspecify.annotations.Nullable Tensor> indices,
            Tensor values,
            boolean accumulate) {
        return Subscripts.indexPut(self(), indices, values, accumulate, false);
    }

    /// As [#indexPut], over this tensor.
    default Tensor indexPut_(
            java.util.List<@org.jspecify.annotations.Nullable Tensor> indices,
            Tensor values,
            boolean accumulate) {
        return Subscripts.indexPut(self(), indices, values, accumulate, true);
    }
}
