package jgrad.ops;

import static jgrad.ops.Formulas.times;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Derivatives of eigenvectors, singular vectors and the exponential.
///
/// Note [Gaps]: a vector turns towards another by the change of the matrix between the two, divided
/// by the gap between their values. Where values are equal the vectors are not unique, and their
/// derivative is infinite or NaN, as in PyTorch; that of the values alone needs no gaps.
final class SpectralFormulas {
    private SpectralFormulas() {}

    /// `E_ij = x_j - x_i`, with ones on the diagonal to divide by.
    private static Tensor gaps(Tensor x) {
        Tensor e = x.unsqueeze(-2).sub(x.unsqueeze(-1));
        return e.add(Tensors.eye(x.size(-1), x.size(-1), x.dtype()));
    }

    private static Tensor withoutDiagonal(Tensor x) {
        return x.sub(x.diagonal(0, -2, -1).diagEmbed());
    }

    private static Tensor skew(Tensor x) {
        return x.sub(x.mT());
    }

    /// `gA = V (diag(gL) + skew(V^T gV) / 2E) V^T`
    static @Nullable Tensor eighGrad(@Nullable Tensor gl, @Nullable Tensor gv, Tensor l, Tensor v) {
        if (gv == null) {
            return gl == null ? null : v.mul(gl.unsqueeze(-2)).matmul(v.mT());
        }
        Tensor inner = times(0.5, skew(v.mT().matmul(gv))).div(gaps(l));
        Tensor both = gl == null ? inner : inner.add(gl.diagEmbed());
        return v.matmul(both.matmul(v.mT()));
    }

    /// `dP = V^T dA V`, `dL` its diagonal, `dV = V (dP / E)` without the diagonal.
    static @Nullable Tensor[] eighTangents(Tensor da, Tensor l, Tensor v) {
        Tensor dp = v.mT().matmul(da).matmul(v);
        Tensor turn = withoutDiagonal(dp).div(gaps(l));
        return new Tensor[] {dp.diagonal(0, -2, -1), v.matmul(turn)};
    }

    /// With `E_ij = s_j^2 - s_i^2`: `gA = U ((skew(U^T gU) / E) S + S (skew(V^T gV) / E) +
    /// diag(gS)) V^T`, and what of `gU` or `gV` lies outside of the thin basis.
    static @Nullable Tensor svdGrad(
            @Nullable Tensor gu,
            @Nullable Tensor gs,
            @Nullable Tensor gvh,
            Tensor u,
            Tensor s,
            Tensor vh) {
        if (gu == null && gs == null && gvh == null) {
            return null;
        }
        int m = u.size(-2);
        int n = vh.size(-1);
        if (gu == null && gvh == null) {
            Tensor only = requireNonNull(gs);
            return m >= n
                    ? u.matmul(only.unsqueeze(-1).mul(vh))
                    : u.mul(only.unsqueeze(-2)).matmul(vh);
        }
        Tensor e = gaps(s.mul(s));
        Tensor ofU = gu == null ? null : skew(u.mT().matmul(gu)).div(e).mul(s.unsqueeze(-2));
        Tensor ofV = gvh == null ? null : s.unsqueeze(-1).mul(skew(vh.matmul(gvh.mT())).div(e));
        Tensor inner =
                requireNonNull(Laws.add(Laws.add(ofU, ofV), gs == null ? null : gs.diagEmbed()));
        if (m > n && gu != null) {
            Tensor scaled = gu.div(s.unsqueeze(-2));
            Tensor ga = u.matmul(inner).add(scaled).sub(u.matmul(u.mT().matmul(scaled)));
            return ga.matmul(vh);
        }
        if (m < n && gvh != null) {
            Tensor scaled = gvh.div(s.unsqueeze(-1));
            Tensor ga = inner.matmul(vh).add(scaled).sub(scaled.matmul(vh.mT()).matmul(vh));
            return u.matmul(ga);
        }
        return m >= n ? u.matmul(inner.matmul(vh)) : u.matmul(inner).matmul(vh);
    }

    static @Nullable Tensor[] svdTangents(
            Tensor da, Tensor fullU, Tensor s, Tensor fullVh, boolean full) {
        int k = s.size(-1);
        int m = da.size(-2);
        int n = da.size(-1);
        Tensor u = full ? fullU.narrow(-1, 0, k) : fullU;
        Tensor vh = full ? fullVh.narrow(-2, 0, k) : fullVh;
        Tensor v = vh.mT();
        Tensor dp = u.mT().matmul(da).matmul(v);
        Tensor off = withoutDiagonal(dp);
        Tensor e = gaps(s.mul(s));
        Tensor right = off.mul(s.unsqueeze(-2));
        Tensor left = s.unsqueeze(-1).mul(off);
        Tensor du = u.matmul(right.add(right.mT()).div(e));
        Tensor dvh = left.add(left.mT()).div(e).mT().matmul(vh);
        if (m > k) {
            Tensor scaled = da.matmul(v).div(s.unsqueeze(-2));
            du = du.add(scaled.sub(u.matmul(u.mT().matmul(scaled))));
            if (full) { // the rest of the basis turns the opposite way
                Tensor rest = fullU.narrow(-1, k, m - k);
                Tensor turn = rest.mT().matmul(scaled);
                du = Tensors.cat(List.of(du, u.matmul(turn.mT()).neg()), -1);
            }
        }
        if (n > k) {
            Tensor scaled = u.mT().matmul(da).div(s.unsqueeze(-1));
            dvh = dvh.add(scaled.sub(scaled.matmul(v).matmul(vh)));
            if (full) {
                Tensor rest = fullVh.narrow(-2, k, n - k);
                Tensor turn = scaled.matmul(rest.mT());
                dvh = Tensors.cat(List.of(dvh, turn.mT().matmul(vh).neg()), -2);
            }
        }
        return new Tensor[] {du, dp.diagonal(0, -2, -1), dvh};
    }

    /// The change of `exp(A)` for a change of `A`: the corner of the exponential of `[A dA; 0 A]`
    /// (Mathias, A chain rule for matrix functions and applications). The gradient is the same for
    /// `A^T`.
    static Tensor exponentialChange(Tensor a, Tensor da) {
        int n = a.size(-1);
        Tensor top = Tensors.cat(List.of(a, da), -1);
        Tensor bottom = Tensors.cat(List.of(Tensors.zerosLike(a), a), -1);
        Tensor both = Tensors.cat(List.of(top, bottom), -2);
        return Ops.apply(Spectral.LinalgMatrixExp.OP, both).narrow(-2, 0, n).narrow(-1, n, n);
    }
}
