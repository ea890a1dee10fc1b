package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Extremes;
import jgrad.ops.Moments;
import jgrad.ops.Reductions;
import jgrad.ops.Softmaxes;

/// Operations that make many elements one, or that look at all elements along a dimension. A
/// dimension may count from the end; a reduced one disappears, or stays with size 1 if `keepdim`.
public sealed interface Reduction permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// Values along a dimension, and where they were.
    ///
    /// Torch: the named tuple of `torch.max(self, dim)`.
    record ValuesAndIndices(Tensor values, Tensor indices) {
        @Override
        public String toString() {
            return "(values=" + values + ",\nindices=" + indices + ")";
        }
    }

    /// The sum of all elements; of integers and booleans an int64. Torch: `torch.sum`.
    default Tensor sum() {
        return Ops.apply(Reductions.Sum.ALL, self());
    }

    default Tensor sum(int dim) {
        return sum(dim, false);
    }

    default Tensor sum(int dim, boolean keepdim) {
        return Ops.apply(new Reductions.Sum(new int[] {dim}, keepdim, null), self());
    }

    /// The sum along several dimensions; no dimensions means all. Torch: `torch.sum(self, dim,
    /// keepdim)`.
    default Tensor sum(int[] dims, boolean keepdim) {
        return Ops.apply(new Reductions.Sum(dims.clone(), keepdim, null), self());
    }

    /// The sum of all elements after a conversion to `type`. Torch: `torch.sum(self, dtype=type)`.
    default Tensor sum(DType type) {
        return Ops.apply(new Reductions.Sum(null, false, type), self());
    }

    default Tensor sum(int[] dims, boolean keepdim, DType type) {
        return Ops.apply(new Reductions.Sum(dims.clone(), keepdim, type), self());
    }

    /// The mean of all elements.
    ///
    /// Torch: `torch.mean`.
    ///
    /// @throws IllegalArgumentException for integers, whose mean is none
    default Tensor mean() {
        return Ops.apply(Reductions.Mean.ALL, self());
    }

    default Tensor mean(int dim) {
        return mean(dim, false);
    }

    default Tensor mean(int dim, boolean keepdim) {
        return Ops.apply(new Reductions.Mean(new int[] {dim}, keepdim, null), self());
    }

    /// The mean along several dimensions; no dimensions means all. Torch: `torch.mean(self, dim,
    /// keepdim)`.
    default Tensor mean(int[] dims, boolean keepdim) {
        return Ops.apply(new Reductions.Mean(dims.clone(), keepdim, null), self());
    }

    /// The mean of all elements after a conversion to `type`. Torch: `torch.mean(self,
    /// dtype=type)`.
    ///
    /// @throws IllegalArgumentException if `type` is not floating
    default Tensor mean(DType type) {
        return Ops.apply(new Reductions.Mean(null, false, type), self());
    }

    default Tensor mean(int[] dims, boolean keepdim, DType type) {
        return Ops.apply(new Reductions.Mean(dims.clone(), keepdim, type), self());
    }

    /// The product of all elements. Torch: `torch.prod`.
    default Tensor prod() {
        return Ops.apply(Reductions.Prod.ALL, self());
    }

    default Tensor prod(int dim) {
        return prod(dim, false);
    }

    default Tensor prod(int dim, boolean keepdim) {
        return Ops.apply(new Reductions.Prod(new int[] {dim}, keepdim, null), self());
    }

    /// The product of all elements after a conversion to `type`. Torch: `torch.prod(self,
    /// dtype=type)`.
    default Tensor prod(DType type) {
        return Ops.apply(new Reductions.Prod(null, false, type), self());
    }

    default Tensor prod(int dim, boolean keepdim, DType type) {
        return Ops.apply(new Reductions.Prod(new int[] {dim}, keepdim, type), self());
    }

    /// The largest element; where several are, they share the gradient. Torch: `torch.max`.
    default Tensor max() {
        return Ops.apply(Extremes.ExtremumAll.MAX, self());
    }

    /// The smallest element; where several are, they share the gradient. Torch: `torch.min`.
    default Tensor min() {
        return Ops.apply(Extremes.ExtremumAll.MIN, self());
    }

    /// The largest elements along a dimension, and their indices. Torch: `torch.max(self, dim)`.
    default ValuesAndIndices max(int dim) {
        return max(dim, false);
    }

    default ValuesAndIndices max(int dim, boolean keepdim) {
        Tensor[] found = Ops.apply(new Extremes.Extremum(true, dim, keepdim), self());
        return new ValuesAndIndices(found[0], found[1]);
    }

    /// The smallest elements along a dimension, and their indices. Torch: `torch.min(self, dim)`.
    default ValuesAndIndices min(int dim) {
        return min(dim, false);
    }

    default ValuesAndIndices min(int dim, boolean keepdim) {
        Tensor[] found = Ops.apply(new Extremes.Extremum(false, dim, keepdim), self());
        return new ValuesAndIndices(found[0], found[1]);
    }

    /// `e^x / sum(e^x)` along a dimension, for any size of `x` without overflow. Torch:
    /// `torch.softmax`.
    default Tensor softmax(int dim) {
        return Ops.apply(new Softmaxes.Softmax(dim), self());
    }

    /// As [#softmax(int)], after a conversion to `type`.
    default Tensor softmax(int dim, DType type) {
        return self().to(type).softmax(dim);
    }

    /// `log(sum(e^x))` along dimensions, for any size of `x` without overflow. Torch:
    /// `torch.logsumexp`.
    default Tensor logsumexp(int[] dims, boolean keepdim) {
        return Ops.apply(new Softmaxes.Logsumexp(dims.clone(), keepdim), self());
    }

    /// `x - log(sum(e^x))` along a dimension. Torch: `torch.log_softmax`.
    default Tensor logSoftmax(int dim) {
        return Ops.apply(new Softmaxes.LogSoftmax(dim), self());
    }

    /// As [#logSoftmax(int)], after a conversion to `type`.
    default Tensor logSoftmax(int dim, DType type) {
        return self().to(type).logSoftmax(dim);
    }

    /// The variance of all elements, divided by `n - 1`. Torch: `torch.var`.
    default Tensor var() {
        return var(new int[0], 1, false);
    }

    default Tensor var(int dim) {
        return var(new int[] {dim}, 1, false);
    }

    /// The variance along dimensions (none: all), divided by `n - correction`. Torch: `torch.var`.
    default Tensor var(int[] dims, double correction, boolean keepdim) {
        return Ops.apply(new Moments.Var(dims.clone(), correction, keepdim), self());
    }

    /// The standard deviation of all elements. Torch: `torch.std`.
    default Tensor std() {
        return std(new int[0], 1, false);
    }

    default Tensor std(int dim) {
        return std(new int[] {dim}, 1, false);
    }

    /// The root of [#var(int[], double, boolean)]. Torch: `torch.std`.
    default Tensor std(int[] dims, double correction, boolean keepdim) {
        return Ops.apply(new Moments.Std(dims.clone(), correction, keepdim), self());
    }
}
