package jgrad;

import jgrad.Reduction.ValuesAndIndices;
import jgrad.engine.Ops;
import jgrad.ops.OrderStatistics;
import jgrad.ops.Reductions;
import jgrad.ops.Slices;

/// Elements by their rank, sums that leave NaN out, running extremes, and slices written along a
/// dimension.
public sealed interface Statistics permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private static ValuesAndIndices pair(Tensor[] found) {
        return new ValuesAndIndices(found[0], found[1]);
    }

    /// The index of the largest element of the whole tensor in row-major order, the first of
    /// several; an int64 scalar. Torch: `torch.argmax`.
    default Tensor argmax() {
        return Ops.apply(new OrderStatistics.ArgExtreme(true, null, false), self());
    }

    /// The same along a dimension. Torch: `torch.argmax(self, dim, keepdim)`.
    default Tensor argmax(int dim, boolean keepdim) {
        return Ops.apply(new OrderStatistics.ArgExtreme(true, dim, keepdim), self());
    }

    default Tensor argmax(int dim) {
        return argmax(dim, false);
    }

    /// The index of the smallest element, as [#argmax()]. Torch: `torch.argmin`.
    default Tensor argmin() {
        return Ops.apply(new OrderStatistics.ArgExtreme(false, null, false), self());
    }

    default Tensor argmin(int dim, boolean keepdim) {
        return Ops.apply(new OrderStatistics.ArgExtreme(false, dim, keepdim), self());
    }

    default Tensor argmin(int dim) {
        return argmin(dim, false);
    }

    /// The sum of the elements that are not NaN. Torch: `torch.nansum`.
    default Tensor nansum() {
        return Ops.apply(new Reductions.Nansum(null, false, null), self());
    }

    /// The same along dimensions. Torch: `torch.nansum(self, dim, keepdim)`.
    default Tensor nansum(int[] dims, boolean keepdim) {
        return Ops.apply(new Reductions.Nansum(dims.clone(), keepdim, null), self());
    }

    /// The mean of the elements that are not NaN. Torch: `torch.nanmean`.
    default Tensor nanmean() {
        return nansum().div(self().eq(self()).sum());
    }

    /// The same along dimensions. Torch: `torch.nanmean(self, dim, keepdim)`.
    default Tensor nanmean(int[] dims, boolean keepdim) {
        return nansum(dims, keepdim).div(self().eq(self()).sum(dims, keepdim));
    }

    /// The lower median of all elements; NaN if one is among them. Torch: `torch.median`.
    default Tensor median() {
        return Ops.apply(new OrderStatistics.MedianAll(false), self());
    }

    /// The lower median along a dimension, and where it was. Torch: `torch.median(self, dim)`.
    default ValuesAndIndices median(int dim, boolean keepdim) {
        return pair(Ops.apply(new OrderStatistics.Median(dim, keepdim, false), self()));
    }

    /// The lower median of the elements that are not NaN. Torch: `torch.nanmedian`.
    default Tensor nanmedian() {
        return Ops.apply(new OrderStatistics.MedianAll(true), self());
    }

    default ValuesAndIndices nanmedian(int dim, boolean keepdim) {
        return pair(Ops.apply(new OrderStatistics.Median(dim, keepdim, true), self()));
    }

    /// The `k`th smallest element along a dimension, counted from 1, and where it was. Torch:
    /// `torch.kthvalue`.
    ///
    /// @throws IllegalArgumentException if there is no `k`th
    default ValuesAndIndices kthvalue(int k, int dim, boolean keepdim) {
        return pair(Ops.apply(new OrderStatistics.Kthvalue(k, dim, keepdim), self()));
    }

    default ValuesAndIndices kthvalue(int k) {
        return kthvalue(k, -1, false);
    }

    /// The most frequent element along a dimension, the smallest of several, and where it last was.
    /// Torch: `torch.mode`.
    default ValuesAndIndices mode(int dim, boolean keepdim) {
        return pair(Ops.apply(new OrderStatistics.Mode(dim, keepdim), self()));
    }

    default ValuesAndIndices mode() {
        return mode(-1, false);
    }

    /// The largest of the elements up to each, and where it was. Torch: `torch.cummax`.
    default ValuesAndIndices cummax(int dim) {
        return pair(Ops.apply(new OrderStatistics.Cumextreme(true, dim), self()));
    }

    /// The smallest of the elements up to each, and where it was. Torch: `torch.cummin`.
    default ValuesAndIndices cummin(int dim) {
        return pair(Ops.apply(new OrderStatistics.Cumextreme(false, dim), self()));
    }

    /// The elements moved on by `shifts` along `dims`, those at the end to the beginning. Torch:
    /// `torch.roll`.
    default Tensor roll(int[] shifts, int[] dims) {
        return Ops.apply(new Slices.Roll(shifts.clone(), dims.clone()), self());
    }

    default Tensor roll(int shift, int dim) {
        return roll(new int[] {shift}, new int[] {dim});
    }

    /// As one line, and shaped again. Torch: `torch.roll(self, shifts)`.
    default Tensor roll(int shift) {
        return self().reshape(-1).roll(shift, 0).reshape(self().shape().sizes());
    }

    /// `value` at the slices along `dim` that the 1-d `index` names. Torch: `torch.index_fill`.
    default Tensor indexFill(int dim, Tensor index, double value) {
        return Ops.apply(new Slices.IndexFill(dim, value), self(), index);
    }

    default Tensor indexFill(int dim, Tensor index, long value) {
        return Ops.apply(new Slices.IndexFill(dim, value), self(), index);
    }

    /// `source` at the slices along `dim` that the 1-d `index` names. Torch: `torch.index_copy`.
    default Tensor indexCopy(int dim, Tensor index, Tensor source) {
        return Ops.apply(new Slices.IndexCopy(dim), self(), source, index);
    }
}
