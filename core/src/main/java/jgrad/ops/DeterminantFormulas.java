package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Derivatives of determinants: `d det = det tr(A^-1 dA)`, and where `A` is singular the adjugate
/// takes the place of `det A^-1`.
final class DeterminantFormulas {
    private DeterminantFormulas() {}

    /// `tr(A^-1 dA)`
    static Tensor trace(Tensor a, Tensor da) {
        return Solving.solve(a, da, true).diagonal(0, -2, -1).sum(new int[] {-1}, false);
    }

    private static Tensor diagonal(Tensor g, int n) {
        int[] wide = Arrays.copyOf(Raw.shape(g), g.dim() + 1);
        wide[g.dim()] = n;
        return g.unsqueeze(-1).expand(wide).diagEmbed().mT();
    }

    static Tensor logGrad(Tensor g, Tensor a) {
        return Solving.solve(a.mT(), diagonal(g, a.size(-1)), true);
    }

    static @Nullable Tensor grad(Tensor g, Tensor det, Tensor a) {
        if (a.numel() == 0) {
            return null;
        }
        int n = a.size(-1);
        if (n == 1) {
            return g.unsqueeze(-1).unsqueeze(-1).expand(Raw.shape(a));
        }
        double nothing = 100 * LeastSquaresFormulas.epsilon(a.dtype());
        Tensor all = Ops.elements(det).detach().abs().lt(nothing);
        int count = (int) Math.round(all.sum().toDouble());
        if (count == 0) {
            return Solving.solve(a.mT(), diagonal(g.mul(det), n), true);
        }
        if (count == all.numel() || Ops.isLifted(a) || Ops.isLifted(g)) {
            return bySingularValues(g, a); // which of a batch are singular cannot be asked here
        }
        Tensor singular = all;
        Tensor regular = singular.logicalNot();
        Tensor some = g.mul(det).get(regular);
        Tensor solved = Solving.solve(a.get(regular).mT(), diagonal(some, n), true);
        Tensor others = bySingularValues(g.get(singular), a.get(singular));
        return Tensors.zerosLike(a)
                .indexPut(List.of(regular), solved, false)
                .indexPut(List.of(singular), others, false);
    }

    /// `det(U) det(V) U diag(product of the other s) V^T`, which holds for any matrix.
    private static Tensor bySingularValues(Tensor g, Tensor a) {
        Tensor[] svd = Ops.apply(new Spectral.LinalgSvd(false, true), a);
        Tensor sign =
                Ops.apply(Spectral.LinalgDet.OP, svd[0])
                        .mul(Ops.apply(Spectral.LinalgDet.OP, svd[2]));
        // a constant where the matrix is not singular, and of no use where it is
        Tensor alpha = sign.detach().mul(g).unsqueeze(-1);
        Tensor others = alpha.mul(Products.ofOthers(svd[1], svd[1].dim() - 1));
        return svd[0].mul(others.unsqueeze(-2)).matmul(svd[2]);
    }

    /// The sum of the products of the tangent with the gradient of 1.
    static Tensor tangent(Tensor t, Tensor det, Tensor a) {
        Tensor adjugate = grad(Tensors.onesLike(det), det, a);
        return adjugate == null
                ? Tensors.zerosLike(det)
                : adjugate.mul(t).sum(new int[] {-2, -1}, false);
    }
}
