package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.FactorSolving;
import jgrad.ops.Factoring;
import jgrad.ops.MatrixNorms;
import jgrad.ops.Orthogonal;
import jgrad.ops.Solving;
import jgrad.ops.VectorNorms;

import org.jspecify.annotations.Nullable;

/// Functions of matrices that PyTorch has under `torch`; the newer ones are in [Linalg].
public sealed interface MatrixFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The determinant of each matrix. Torch: `torch.det`.
    default Tensor det() {
        return Linalg.det(self());
    }

    /// The logarithm of the determinant, NaN for a negative one. Torch: `torch.logdet`.
    default Tensor logdet() {
        MatrixNorms.requireSquare("logdet", self());
        Linalg.Slogdet of = Linalg.slogdet(self());
        return Tensors.where(of.sign().eq(-1), Double.NaN, of.logabsdet());
    }

    /// Torch: `torch.slogdet`.
    default Linalg.Slogdet slogdet() {
        return Linalg.slogdet(self());
    }

    /// `A^-1`. Torch: `torch.inverse`.
    ///
    /// @throws IllegalArgumentException if a matrix is singular
    default Tensor inverse() {
        return Linalg.inv(self());
    }

    /// The pseudo-inverse; singular values up to `rcond` times the largest count as 0. Torch:
    /// `torch.pinverse`.
    default Tensor pinverse(double rcond) {
        return Linalg.pinv(self(), null, (Double) rcond, false);
    }

    default Tensor pinverse() {
        return pinverse(1e-15);
    }

    /// `I + A + A^2 / 2 + ...` Torch: `torch.matrix_exp`.
    default Tensor matrixExp() {
        return Linalg.matrixExp(self());
    }

    /// `A^n`. Torch: `torch.matrix_power`.
    default Tensor matrixPower(int n) {
        return Linalg.matrixPower(self(), n);
    }

    /// `L` of `A = L L^T`, or `U` of `A = U^T U`. Torch: `torch.cholesky`.
    default Tensor cholesky(boolean upper) {
        return Ops.apply(new Factoring.Cholesky(upper), self());
    }

    /// `(L L^T)^-1` of a factor `L`, or `(U^T U)^-1`. Torch: `torch.cholesky_inverse`.
    default Tensor choleskyInverse(boolean upper) {
        return Ops.apply(new FactorSolving.CholeskyInverse(upper), self());
    }

    /// `X` of `L L^T X = self` for the factor `input2`, or with `U^T U`. Torch:
    /// `torch.cholesky_solve`.
    default Tensor choleskySolve(Tensor input2, boolean upper) {
        return Ops.apply(new FactorSolving.CholeskySolve(upper), self(), input2);
    }

    /// `A = Q R`, with all columns of `Q` unless `some`. Torch: `torch.qr`.
    default Linalg.Qr qr(boolean some) {
        return Linalg.qr(self(), some ? "reduced" : "complete");
    }

    /// `A = U diag(S) V^T`; `vh` of the result is `V`, not transposed. Torch: `torch.svd`.
    default Linalg.Svd svd(boolean some) {
        Linalg.Svd of = Linalg.svd(self(), !some);
        return new Linalg.Svd(of.u(), of.s(), of.vh().mT());
    }

    /// The reflectors of a QR factorization below `R`, and their factors. Has no derivative. Torch:
    /// `torch.geqrf`.
    default Linalg.Reflectors geqrf() {
        Tensor[] out = Ops.apply(Orthogonal.Geqrf.OP, self());
        return new Linalg.Reflectors(out[0], out[1]);
    }

    /// The product of reflectors. Torch: `torch.orgqr`.
    default Tensor orgqr(Tensor tau) {
        return Linalg.householderProduct(self(), tau);
    }

    /// The product of `other` with the square orthogonal matrix of these reflectors, or with its
    /// transpose, from the left or from the right. Torch: `torch.ormqr`.
    default Tensor ormqr(Tensor tau, Tensor other, boolean left, boolean transpose) {
        return Ops.apply(new Orthogonal.Ormqr(left, transpose), self(), tau, other);
    }

    /// `X` of `P L U X = self` for the factors of [Linalg#luFactor]. Torch: `torch.lu_solve`.
    default Tensor luSolve(Tensor luData, Tensor luPivots) {
        return Linalg.luSolve(luData, luPivots, self());
    }

    /// `P`, `L` and `U` out of the factors of [Linalg#luFactor], of which this is the matrix.
    /// Torch: `torch.lu_unpack`.
    default Linalg.Lu luUnpack(Tensor luPivots, boolean unpackData, boolean unpackPivots) {
        Tensor[] out =
                Ops.apply(new Factoring.LuUnpack(unpackData, unpackPivots), self(), luPivots);
        return new Linalg.Lu(out[0], out[1], out[2]);
    }

    /// `X` of `A X = self` for a triangular `A`, and a copy of `A`. Torch:
    /// `torch.triangular_solve`.
    default Linalg.TriangularSolution triangularSolve(
            Tensor a, boolean upper, boolean transpose, boolean unitriangular) {
        Tensor[] out =
                Ops.apply(new Solving.TriangularSolve(upper, transpose, unitriangular), self(), a);
        return new Linalg.TriangularSolution(out[0], out[1]);
    }

    /// The root of the sum of all squares. Torch: `torch.norm(x)`.
    default Tensor norm() {
        return norm(2, null, false);
    }

    /// `(sum |x|^p)^(1/p)` along dimensions, null for all. Torch: `torch.norm`.
    default Tensor norm(double p, int @Nullable [] dims, boolean keepdim) {
        return MatrixNorms.vectorNorm(self(), p, dims, keepdim);
    }

    /// `"fro"`, which is the norm for 2, or `"nuc"`, the sum of the singular values. Torch:
    /// `torch.norm`.
    default Tensor norm(String p, int @Nullable [] dims, boolean keepdim) {
        return p.equals("fro")
                ? norm(2, dims, keepdim)
                : MatrixNorms.matrixNorm(
                        self(), p, dims == null ? new int[] {-2, -1} : dims, keepdim);
    }

    /// The `p`-norm of the difference. Torch: `torch.dist`.
    default Tensor dist(Tensor other, double p) {
        return Ops.apply(new VectorNorms.Dist(p), self(), other);
    }

    /// Slices along `dim`, those whose `p`-norm is above `maxnorm` cut to it. Torch:
    /// `torch.renorm`.
    default Tensor renorm(double p, int dim, double maxnorm) {
        return Ops.apply(new VectorNorms.Renorm(p, dim, maxnorm), self());
    }

    /// As [#renorm], over this tensor.
    default Tensor renorm_(double p, int dim, double maxnorm) {
        return Ops.applyInPlace(new VectorNorms.Renorm(p, dim, maxnorm), self());
    }
}
