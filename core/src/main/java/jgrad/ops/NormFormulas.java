package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

/// Derivatives of norms: `d|x|_p = sum sgn(x) |x|^(p-1) dx / |x|_p^(p-1)`, 0 where the norm is not
/// differentiable because it is 0.
final class NormFormulas {
    private NormFormulas() {}

    /// The gradient of `self`, where `g` and `norm` broadcast over it; null for none.
    static @Nullable Tensor grad(
            Tensor g, Tensor self, double p, Tensor norm, int @Nullable [] dims) {
        if (p == 0) {
            return null;
        }
        if (p == 1) {
            return self.sgn().mul(g);
        }
        if (p == 2) {
            return g.mul(self.div(norm).maskedFill(norm.eq(0), 0));
        }
        if (Double.isInfinite(p)) { // shared evenly among the elements that are largest
            Tensor size = self.abs();
            Tensor mask = size.eq(norm).logicalOr(size.ne(size));
            Tensor count = mask.sum(Reducing.of(dims, self.dim()), true);
            return self.sgn().mul(g.div(count).mul(mask));
        }
        if (p < 1) {
            Tensor scaled = self.sgn().mul(self.abs().pow(p - 1).maskedFill(self.eq(0), 0));
            return scaled.mul(g).mul(norm.pow(1 - p));
        }
        Tensor scaled =
                p < 2 ? self.sgn().mul(self.abs().pow(p - 1)) : self.mul(self.abs().pow(p - 2));
        return scaled.mul(g.div(norm.pow(p - 1)).maskedFill(norm.eq(0), 0));
    }

    /// The derivative of the norm of `difference` by each element; `cdist` has conventions of its
    /// own where it is not unique.
    static Tensor distanceSlope(Tensor difference, double p, Tensor norm) {
        if (p == 0) {
            return Tensors.zerosLike(difference);
        }
        if (p == 1) {
            return difference.sgn();
        }
        if (p == 2) {
            return difference.div(norm).maskedFill(norm.eq(0), 0);
        }
        if (Double.isInfinite(p)) {
            return difference.sgn().mul(difference.abs().eq(norm));
        }
        Tensor power = difference.abs().pow(p - 1).mul(difference.sgn());
        Tensor none = p < 1 ? difference.eq(0).logicalOr(norm.eq(0)) : norm.eq(0);
        return power.div(norm.pow(p - 1)).maskedFill(none, 0);
    }
}
