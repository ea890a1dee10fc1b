package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.functions.Compare;
import jgrad.storage.Raw;

/// The derivative of a product where elements may be zero, so that dividing by them will not do.
final class Products {
    private Products() {}

    static boolean hasNoZero(Tensor t) {
        if (Ops.isLifted(t)) {
            return false; // a batch may hold both kinds
        }
        Tensor zeros = Each.compare(Compare.EQ, t, Each.scalar(0.0, t.dtype()));
        return Raw.bytes(Reduce.any(zeros, null, false))[0] == 0;
    }

    /// For each element the product of all the others along `dim`.
    ///
    /// A balanced tree: halves are multiplied pairwise upwards, then each is given the product of
    /// what lies outside of it downwards. Only products, so it can be differentiated again and
    /// zeros do no harm.
    static Tensor ofOthers(Tensor t, int dim) {
        int n = t.size(dim);
        if (n <= 1) {
            return Tensors.onesLike(t);
        }
        int half = (n + 1) / 2;
        Tensor left = t.narrow(dim, 0, half);
        Tensor right = t.narrow(dim, half, n - half);
        if (half > n - half) { // an odd one out is paired with 1
            int[] shape = Raw.shape(t).clone();
            shape[dim] = 1;
            right = Tensors.cat(java.util.List.of(right, Tensors.ones(shape, t.dtype())), dim);
        }
        Tensor outside = ofOthers(left.mul(right), dim);
        Tensor ofRight = outside.mul(left).narrow(dim, 0, n - half);
        return Tensors.cat(java.util.List.of(outside.mul(right), ofRight), dim);
    }
}
