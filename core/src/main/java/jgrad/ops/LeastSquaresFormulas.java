package jgrad.ops;

import static jgrad.ops.Formulas.times;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Solves;
import jgrad.kernels.linalg.Solves.Driver;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

/// The forward pass and the derivatives of least squares and of the pseudo-inverse (Golub and
/// Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems whose
/// variables separate).
final class LeastSquaresFormulas {
    private LeastSquaresFormulas() {}

    static Tensor[] run(Tensor a, Tensor b, @Nullable Double rcond, Driver driver) {
        String name = "torch.linalg.lstsq";
        if (a.dim() < 2) {
            throw new IllegalArgumentException(name + ": input must have at least 2 dimensions.");
        }
        if (b.dim() < 1) {
            throw new IllegalArgumentException(name + ": other must have at least 1 dimension.");
        }
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    name
                            + ": Expected input and other to have the same dtype, but got input's"
                            + " dtype "
                            + a.dtype().scalarName()
                            + " and other's dtype "
                            + b.dtype().scalarName());
        }
        LinalgChecks.floating(name, a);
        boolean vector = LinalgChecks.isVector(a, b);
        Tensor right = vector ? Solving.Inside.column(b) : b;
        int m = Raw.shape(a)[a.dim() - 2];
        int n = Raw.shape(a)[a.dim() - 1];
        if (right.dim() < 2 || Raw.shape(right)[right.dim() - 2] != m) {
            throw new IllegalArgumentException(
                    name
                            + (vector
                                    ? ": input.size(-2) should match other.size(-1)"
                                    : ": input.size(-2) should match other.size(-2)"));
        }
        double cutoff = rcond != null ? rcond : epsilon(a.dtype()) * Math.max(m, n);
        Tensor[] out = Solves.leastSquares(a, right, cutoff, driver);
        Tensor residuals =
                m > n && driver != Driver.GELSY && Solves.allAre(out[1], n)
                        ? Solves.squaredResiduals(a, out[0], right)
                        : Solves.nothing(a.dtype());
        Tensor x = vector ? Solving.Inside.withoutColumn(out[0]) : out[0];
        return new Tensor[] {x, residuals, out[1], out[2]};
    }

    /// The distance from 1 to the next number.
    static double epsilon(DType type) {
        return type == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    }

    static @Nullable Tensor grad(int i, @Nullable Tensor gx, @Nullable Tensor gl, Saved s) {
        Tensor a = s.input(0);
        boolean vector = LinalgChecks.isVector(s.shape(0), s.shape(1));
        Tensor b = vector ? s.input(1).unsqueeze(-1) : s.input(1);
        Tensor ofX = null;
        if (gx != null) {
            Tensor g = vector ? gx.unsqueeze(-1) : gx;
            Tensor pinv = pinv(a);
            if (i == 0) {
                ofX = pinvGrad(g.matmul(b.mT()), pinv, a);
            } else {
                Tensor product = pinv.mT().matmul(g);
                ofX = vector ? product.squeeze(-1) : product;
            }
        }
        if (gl == null || gl.numel() == 0) {
            return ofX;
        }
        Tensor x = vector ? s.result(0).unsqueeze(-1) : s.result(0);
        Tensor r = a.matmul(x).sub(b);
        Tensor wide = gl.unsqueeze(-2);
        Tensor ofL;
        if (i == 0) {
            ofL = times(2, wide.mul(r).matmul(x.mT()));
        } else {
            Tensor product = times(-2, wide).mul(r);
            ofL = vector ? product.squeeze(-1) : product;
        }
        return Laws.add(ofX, ofL);
    }

    static @Nullable Tensor[] tangents(@Nullable Tensor[] t, Saved s) {
        Tensor a = s.input(0);
        boolean vector = LinalgChecks.isVector(s.shape(0), s.shape(1));
        Tensor b = vector ? s.input(1).unsqueeze(-1) : s.input(1);
        Tensor x = vector ? s.result(0).unsqueeze(-1) : s.result(0);
        Tensor da = t[0];
        Tensor db = t[1] == null ? null : vector ? t[1].unsqueeze(-1) : t[1];
        Tensor pinv = pinv(a);
        Tensor dx =
                Laws.add(
                        da == null ? null : pinvTangent(a, pinv, da).matmul(b),
                        db == null ? null : pinv.matmul(db));
        Tensor dl = null;
        if (s.result(1).numel() > 0) {
            // at a minimum, X may be taken for constant
            Tensor dr = Solving.Inside.minus(da == null ? null : da.matmul(x), db);
            dl = times(2, a.matmul(x).sub(b).mul(dr).sum(new int[] {-2}, false));
        }
        Tensor solution = dx != null && vector ? dx.squeeze(-1) : dx;
        return new @Nullable Tensor[] {solution, dl, null, null};
    }

    private static Tensor pinv(Tensor a) {
        return Ops.apply(Spectral.LinalgPinv.of(a, null, null, false), a);
    }

    // The shapes decide the order of products: intermediate matrices are of the smaller size.

    static Tensor pinvGrad(Tensor g, Tensor pinv, Tensor a) {
        Tensor pinvT = pinv.mT();
        Tensor gT = g.mT();
        if (a.size(-2) <= a.size(-1)) {
            Tensor k = gT.matmul(pinv);
            Tensor kPinvT = k.matmul(pinvT);
            return pinv.matmul(k)
                    .neg()
                    .mT()
                    .add(kPinvT)
                    .sub(a.matmul(pinv).matmul(kPinvT))
                    .add(pinvT.matmul(pinv).matmul(gT.sub(k.matmul(a))));
        }
        Tensor k = pinv.matmul(gT);
        Tensor pinvTK = pinvT.matmul(k);
        return k.matmul(pinv)
                .neg()
                .mT()
                .add(gT.sub(a.matmul(k)).matmul(pinv).matmul(pinvT))
                .add(pinvTK)
                .sub(pinvTK.matmul(pinv).matmul(a));
    }

    static Tensor pinvTangent(Tensor a, Tensor pinv, Tensor da) {
        Tensor daT = da.mT();
        Tensor pinvT = pinv.mT();
        if (a.size(-2) <= a.size(-1)) {
            Tensor k = pinvT.matmul(daT);
            return pinv.matmul(k.sub(k.mT()).sub(k.matmul(a.matmul(pinv))))
                    .add(daT.sub(pinv.matmul(a.matmul(daT))).matmul(pinvT.matmul(pinv)));
        }
        Tensor k = pinv.matmul(da);
        Tensor kT = k.mT();
        return kT.sub(k)
                .sub(pinv.matmul(a).matmul(kT))
                .matmul(pinv)
                .add(pinv.matmul(pinvT).matmul(daT.sub(daT.matmul(a).matmul(pinv))));
    }
}
