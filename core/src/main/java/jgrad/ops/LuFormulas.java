package jgrad.ops;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Derivatives of the LU factorization.
///
/// From `P^T dA = dL U + L dU`, `L^-1 P^T dA U^-1 = L^-1 dL + dU U^-1`, whose first term is
/// strictly lower and second upper triangular: the two are told apart by `tril` and `triu`. A
/// matrix that is not square has a square part and a rest; `L` is `m x k`, `U` is `k x n`.
final class LuFormulas {
    private LuFormulas() {}

    static Tensor[] unpack(Tensor lu, Tensor pivots) {
        return Ops.apply(new Factoring.LuUnpack(true, true), lu, pivots);
    }

    private static Tensor left(Tensor lower, Tensor b) {
        return Solving.triangular(lower, b, false, true, true);
    }

    private static Tensor leftTransposed(Tensor lower, Tensor b) {
        return Solving.triangular(lower.mT(), b, true, true, true);
    }

    private static Tensor rightTransposed(Tensor upper, Tensor b) {
        return Solving.triangular(upper.mT(), b, false, false, false);
    }

    private static @Nullable Tensor minus(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null && b == null ? null : Solving.Inside.minus(a, b);
    }

    /// The gradient of `A` for gradients of `L` and `U`, of which at most one is null.
    static Tensor grad(@Nullable Tensor gl, @Nullable Tensor gu, Tensor p, Tensor l, Tensor u) {
        int m = l.size(-2);
        int n = u.size(-1);
        int k = Math.min(m, n);
        if (m == n) {
            Tensor lower = gl == null ? null : l.mT().matmul(gl).tril(-1);
            Tensor upper = gu == null ? null : gu.matmul(u.mT()).triu(0);
            Tensor inner = requireNonNull(Laws.add(lower, upper));
            return p.matmul(leftTransposed(l, rightTransposed(u, inner)));
        }
        if (m < n) {
            Tensor lower = gl == null ? null : l.mT().matmul(gl);
            Tensor upper = gu == null ? null : gu.triu(0).matmul(u.mT());
            Tensor inner = requireNonNull(minus(lower, upper));
            Tensor ga = rightTransposed(u.narrow(-1, 0, k), inner.tril(-1));
            if (gu != null) {
                Tensor square = ga.add(gu.narrow(-1, 0, k).triu(0));
                ga = Tensors.cat(List.of(square, gu.narrow(-1, k, n - k)), -1);
            }
            ga = leftTransposed(l, ga);
            if (gu == null) {
                Tensor rest = Tensors.zerosLike(u.narrow(-1, k, n - k));
                ga = Tensors.cat(List.of(ga, rest), -1);
            }
            return p.matmul(ga);
        }
        Tensor upper = gu == null ? null : gu.matmul(u.mT());
        Tensor lower = gl == null ? null : l.mT().matmul(gl.tril(-1));
        Tensor inner = requireNonNull(minus(upper, lower));
        Tensor ga = leftTransposed(l.narrow(-2, 0, k), inner.triu(0));
        if (gl != null) {
            Tensor square = ga.add(gl.narrow(-2, 0, k).tril(-1));
            ga = Tensors.cat(List.of(square, gl.narrow(-2, k, m - k)), -2);
        }
        ga = rightTransposed(u, ga);
        if (gl == null) {
            Tensor rest = Tensors.zerosLike(l.narrow(-2, k, m - k));
            ga = Tensors.cat(List.of(ga, rest), -2);
        }
        return p.matmul(ga);
    }

    /// The tangents of `L` and `U`.
    static Tensor[] tangents(Tensor da, Tensor p, Tensor l, Tensor u) {
        int m = da.size(-2);
        int n = da.size(-1);
        int k = Math.min(m, n);
        Tensor pda = p.mT().matmul(da);
        Tensor l1 = l.narrow(-2, 0, k);
        Tensor u1 = u.narrow(-1, 0, k);
        Tensor square = pda.narrow(-2, 0, k).narrow(-1, 0, k);
        Tensor dk = Solving.triangular(u1, left(l1, square), true, false, false);
        Tensor dl = l1.matmul(dk.tril(-1));
        Tensor du = dk.triu(0).matmul(u1);
        if (m < n) {
            Tensor rest =
                    left(l1, pda.narrow(-1, k, n - k))
                            .sub(dk.tril(-1).matmul(u.narrow(-1, k, n - k)));
            du = Tensors.cat(List.of(du, rest), -1);
        } else if (m > n) {
            Tensor rest =
                    Solving.triangular(u1, pda.narrow(-2, k, m - k), true, false, false)
                            .sub(l.narrow(-2, k, m - k).matmul(dk.triu(0)));
            dl = Tensors.cat(List.of(dl, rest), -2);
        }
        return new Tensor[] {dl, du};
    }

    /// `dL + dU` in one matrix.
    static Tensor together(Tensor dl, Tensor du) {
        int m = dl.size(-2);
        int n = du.size(-1);
        if (m == n) {
            return dl.add(du);
        }
        int k = Math.min(m, n);
        Tensor square = dl.narrow(-2, 0, k).add(du.narrow(-1, 0, k));
        return m > n
                ? Tensors.cat(List.of(square, dl.narrow(-2, k, m - k)), -2)
                : Tensors.cat(List.of(square, du.narrow(-1, k, n - k)), -1);
    }

    /// The gradient of the factors in one matrix, for `X` solved with them: `L` and `U` by the same
    /// rules as above, since `dX = -U^-1 (dU + L^-1 dL U) X` for `A X = B`.
    static Tensor solveGrad(
            Tensor g, Tensor lu, Tensor pivots, Tensor x, boolean left, boolean adjoint) {
        Tensor[] plu = unpack(lu, pivots);
        Tensor l = plu[1];
        Tensor u = plu[2];
        if (left != adjoint) {
            Tensor product = (left ? g : g.mT()).neg().matmul(left ? x.mT() : x);
            Tensor gr = Solving.triangular(u.mT(), product, false, true, false);
            Tensor gl = leftTransposed(l, gr.matmul(u.mT())).tril(-1);
            return gl.add(gr.triu(0));
        }
        Tensor p = plu[0];
        Tensor gr = p.mT().neg().matmul(left ? x : x.mT()).matmul(left ? g.mT() : g).matmul(p);
        gr = Solving.triangular(l.mT(), gr, true, false, true);
        Tensor gu = rightTransposed(u, l.mT().matmul(gr)).triu(0);
        return gr.tril(-1).add(gu);
    }

    /// The tangent of `X` for one of the factors.
    static Tensor solveTangent(
            Tensor dlu, Tensor lu, Tensor pivots, Tensor x, boolean left, boolean adjoint) {
        if (left != adjoint) {
            Tensor r = left(lu, dlu.tril(-1));
            Tensor u = lu.triu(0);
            Tensor inner = dlu.triu(0).add(r.matmul(u));
            Tensor full = Solving.triangular(u, inner, true, true, false).neg();
            return left ? full.matmul(x) : x.matmul(full.mT());
        }
        Tensor[] plu = unpack(lu, pivots);
        Tensor p = plu[0];
        Tensor l = plu[1];
        Tensor v = left ? x.mT() : x;
        Tensor scaled = Solving.triangular(plu[2], l.matmul(dlu.triu(0)), true, false, false);
        Tensor r = v.neg().matmul(p).matmul(scaled.add(dlu.tril(-1)));
        Tensor full = Solving.triangular(l, r, false, false, true).matmul(p.mT());
        return left ? full.mT() : full;
    }

    /// The gradient of the matrix that holds `L` and `U`.
    static @Nullable Tensor unpackGrad(@Nullable Tensor gl, @Nullable Tensor gu, int m, int n) {
        int k = Math.min(m, n);
        if (gl == null && gu == null) {
            return null;
        }
        if (gl != null && gu != null) {
            if (m == n) {
                return gl.tril(-1).add(gu.triu(0));
            }
            Tensor lower = m == k ? gl.tril(-1) : gl.narrow(-2, 0, k).tril(-1);
            Tensor upper = n == k ? gu.triu(0) : gu.narrow(-1, 0, k).triu(0);
            Tensor rest = m > n ? gl.narrow(-2, k, m - k) : gu.narrow(-1, k, n - k);
            return Tensors.cat(List.of(lower.add(upper), rest), m > n ? -2 : -1);
        }
        if (gl != null) {
            Tensor lower = gl.tril(-1);
            return m >= n ? lower : Tensors.cat(List.of(lower, zeros(gl, -1, n - m)), -1);
        }
        Tensor upper = requireNonNull(gu).triu(0);
        return n >= m ? upper : Tensors.cat(List.of(upper, zeros(gu, -2, m - n)), -2);
    }

    private static Tensor zeros(Tensor like, int dim, int size) {
        int[] shape = Raw.shape(like).clone();
        shape[shape.length + dim] = size;
        return Constants.zeros(shape, like.dtype());
    }
}
