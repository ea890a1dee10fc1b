package jgrad.ops;

import static jgrad.ops.Samples.any;
import static jgrad.ops.Samples.positive;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.kernels.linalg.Factorizations;
import jgrad.kernels.linalg.Solves.Driver;

import java.util.ArrayList;
import java.util.List;

/// Samples of linear algebra: matrices that are far from singular, with values far apart.
final class LinalgSamples {
    private LinalgSamples() {}

    static List<Sample> all() {
        var all = new ArrayList<Sample>();
        all.addAll(parts());
        all.addAll(products());
        all.addAll(norms());
        all.addAll(systems());
        all.addAll(factors());
        all.addAll(spectra());
        return all;
    }

    private static List<Sample> parts() {
        Tensor a = any(3, 4);
        int[] shape = {3, 4};
        return List.of(
                Sample.of(new Diagonals.Tril(1), a),
                Sample.of(new Diagonals.Triu(-1), any(2, 4, 3)),
                Sample.of(new Diagonals.Diagonal(1, 0, -1), any(3, 2, 4)),
                Sample.of(new Diagonals.DiagonalCopy(-1, 0, 1), a),
                Sample.of(new Diagonals.DiagonalBackward(shape, 1, 1, 0), any(2)),
                Sample.of(new Diagonals.DiagEmbed(-1, 0, 2), any(2, 3)),
                Sample.of(new Diagonals.DiagonalScatter(1, 0, 1), a, any(3)),
                Sample.of(Diagonals.Trace.OP, a),
                Sample.of(Diagonals.BlockDiag.OP, any(2, 3), any(2), any()));
    }

    private static List<Sample> products() {
        Tensor x = any(3);
        return List.of(
                Sample.of(VectorProducts.Vdot.OP, any(4), any(4)),
                Sample.of(new VectorProducts.LinalgCross(1), any(2, 3), any(1, 3)),
                Sample.of(new VectorProducts.Addmv(0.5, -1.5), x, any(3, 4), any(4)),
                Sample.of(new VectorProducts.Addmv(0.5, -1.5), any(), any(3, 4), any(4)),
                Sample.of(new VectorProducts.Addr(0.5, -1.5), any(4), x, any(4)),
                Sample.of(new VectorProducts.Addbmm(0.5, -1.5), any(2), any(2, 3, 4), any(2, 4, 2)),
                Sample.of(new Scans.Cumprod(1), any(3, 4)),
                Sample.of(new Scans.Cumprod(0), withZero()));
    }

    private static Tensor withZero() {
        return Tensors.fromArray(new double[] {1.5, -0.5, 0, 2, -1, 0.7}, 3, 2);
    }

    private static List<Sample> norms() {
        Tensor cube = any(2, 3, 4);
        int[] ends = {0, -1};
        return List.of(
                Sample.of(new VectorNorms.LinalgVectorNorm(2, null, false), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(3, ends, false), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(1.5, ends, true), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(0.5, new int[] {1}, false), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(-1, new int[] {1}, false), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(1, null, true), cube),
                Sample.of(new VectorNorms.LinalgVectorNorm(0, ends, false), cube),
                Sample.of(
                        new VectorNorms.LinalgVectorNorm(Double.POSITIVE_INFINITY, ends, false),
                        cube),
                Sample.of(
                        new VectorNorms.LinalgVectorNorm(Double.NEGATIVE_INFINITY, ends, true),
                        cube),
                Sample.of(new VectorNorms.Dist(2), any(3, 4), any(4)),
                Sample.of(new VectorNorms.Dist(3), any(3, 4), any(3, 4)),
                Sample.of(new VectorNorms.Renorm(2, 1, 1.5), cube),
                Sample.of(new VectorNorms.Renorm(3, 0, 1e3), cube),
                Sample.of(new VectorNorms.Cdist(2), any(3, 2), any(4, 2)),
                Sample.of(new VectorNorms.Cdist(1), any(2, 3, 2), any(4, 2)),
                Sample.of(new VectorNorms.Cdist(3), any(3, 2), any(4, 2)),
                Sample.of(new VectorNorms.Cdist(Double.POSITIVE_INFINITY), any(3, 2), any(4, 2)),
                Sample.of(VectorNorms.EuclideanDist.OP, any(3, 2), any(4, 2)));
    }

    private static List<Sample> systems() {
        Tensor a = regular(3);
        Tensor b = any(3, 2);
        Tensor[] lu = Factorizations.lu(a);
        var all = new ArrayList<Sample>();
        all.add(Sample.of(new Solving.LinalgSolveEx(true, true), a, b));
        all.add(Sample.of(new Solving.LinalgSolveEx(false, true), a, any(2, 3)));
        all.add(Sample.of(new Solving.LinalgSolveEx(true, false), batch(3), any(3)));
        all.add(Sample.of(new Solving.LinalgInvEx(true), batch(3)));
        for (int kind = 0; kind < 8; kind++) {
            boolean upper = (kind & 1) != 0;
            boolean left = (kind & 2) != 0;
            boolean unit = (kind & 4) != 0;
            Tensor right = left ? b : any(2, 3);
            all.add(Sample.of(new Solving.LinalgSolveTriangular(upper, left, unit), a, right));
            all.add(Sample.of(new Solving.TriangularSolve(upper, left, unit), b, a));
            if (!unit) {
                all.add(
                        Sample.of(
                                new FactorSolving.LinalgLuSolve(left, upper), lu[0], right, lu[1]));
            }
        }
        for (boolean upper : new boolean[] {true, false}) {
            var triangle = upper ? Projected.Kind.UPPER : Projected.Kind.LOWER;
            Op solve = new FactorSolving.CholeskySolve(upper);
            all.add(Sample.of(new Projected(solve, 1, triangle), b, a));
            Op inverse = new FactorSolving.CholeskyInverse(upper);
            all.add(Sample.of(new Projected(inverse, 0, triangle), batch(3)));
        }
        Tensor[] ldl = Factorizations.ldl(a);
        all.add(Sample.of(FactorSolving.LinalgLdlSolve.OP, ldl[0], b, ldl[1]));
        all.add(Sample.of(new FactorSolving.LinalgLstsq(null, Driver.GELS), any(4, 3), any(4, 2)));
        all.add(Sample.of(new FactorSolving.LinalgLstsq(null, Driver.GELSD), any(4, 3), any(4)));
        all.add(Sample.of(new FactorSolving.LinalgLstsq(null, Driver.GELSY), any(2, 3), any(2, 2)));
        return all;
    }

    private static List<Sample> factors() {
        var all = new ArrayList<Sample>();
        for (int[] shape : new int[][] {{3, 3}, {4, 3}, {3, 4}, {2, 3, 3}}) {
            Tensor a = regular(shape);
            all.add(Sample.of(new Factoring.LinalgLuFactorEx(true), a));
            all.add(Sample.of(Factoring.LinalgLu.OP, a));
            Tensor[] lu = Factorizations.lu(a);
            all.add(Sample.of(new Factoring.LuUnpack(true, true), lu[0], lu[1]));
            all.add(Sample.of(new Orthogonal.LinalgQr(Orthogonal.Mode.REDUCED), a));
        }
        for (boolean upper : new boolean[] {true, false}) {
            Op ex = new Factoring.LinalgCholeskyEx(upper, true);
            Op older = new Factoring.Cholesky(upper);
            all.add(Sample.of(new Projected(ex, 0, Projected.Kind.SYMMETRIC), batch(3)));
            all.add(Sample.of(new Projected(older, 0, Projected.Kind.SYMMETRIC), regular(3)));
        }
        all.add(Sample.of(new Factoring.LinalgLdlFactorEx(true), regular(3)));
        Tensor[] raw = Factorizations.geqrf(any(4, 3));
        all.add(Sample.of(Orthogonal.LinalgHouseholderProduct.OP, raw[0], raw[1]));
        Tensor[] fewer = {raw[0], raw[1].narrow(-1, 0, 2).clone()};
        all.add(Sample.of(Orthogonal.LinalgHouseholderProduct.OP, fewer));
        for (boolean left : new boolean[] {true, false}) {
            for (boolean transpose : new boolean[] {true, false}) {
                Tensor other = left ? any(4, 2) : any(2, 4);
                all.add(Sample.of(new Orthogonal.Ormqr(left, transpose), raw[0], raw[1], other));
            }
        }
        return all;
    }

    private static List<Sample> spectra() {
        Tensor a = regular(3);
        Op eigh = new Spectral.LinalgEigh(false, true);
        return List.of(
                Sample.of(new Projected(eigh, 0, Projected.Kind.SYMMETRIC), batch(3)),
                Sample.of(new Spectral.LinalgSvd(false, true), any(4, 3)),
                Sample.of(new Spectral.LinalgSvd(false, true), any(3, 4)),
                Sample.of(new Spectral.LinalgSvd(true, true), batch(3)),
                Sample.of(Spectral.LinalgDet.OP, batch(3)),
                Sample.of(Spectral.LinalgSlogdet.OP, batch(3)),
                Sample.of(Spectral.LinalgMatrixExp.OP, batch(3)),
                Sample.of(Spectral.LinalgPinv.of(any(4, 3), null, null, false), any(4, 3)),
                Sample.of(Spectral.LinalgPinv.of(any(3, 4), null, null, false), any(3, 4)),
                Sample.of(Spectral.LinalgPinv.of(a, null, null, false), a));
    }

    /// More on the diagonal than beside it, and not the same everywhere.
    private static Tensor regular(int... shape) {
        int[] full = shape.length == 1 ? new int[] {shape[0], shape[0]} : shape;
        int m = full[full.length - 2];
        int n = full[full.length - 1];
        Tensor diagonal = Tensors.eye(m, n, DType.FLOAT64).mul(positive(m, 1).add(2));
        return any(full).mul(0.5).add(diagonal);
    }

    private static Tensor batch(int n) {
        return regular(2, n, n);
    }
}
