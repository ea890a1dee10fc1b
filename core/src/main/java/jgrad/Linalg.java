package jgrad;

import jgrad.engine.Ops;
import jgrad.kernels.linalg.Solves.Driver;
import jgrad.ops.Diagonals;
import jgrad.ops.FactorSolving;
import jgrad.ops.Factoring;
import jgrad.ops.MatrixNorms;
import jgrad.ops.MatrixProducts;
import jgrad.ops.Orthogonal;
import jgrad.ops.Solving;
import jgrad.ops.Spectral;
import jgrad.ops.VectorProducts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// Linear algebra of matrices in the last two dimensions of tensors; the dimensions before are a
/// batch. Float32 and float64; every function with a derivative has all of them, and forward mode.
///
/// All factorizations compute in float64 and round once. Symmetric matrices are read in one
/// triangle only, and their gradients are symmetric. Complex results (`eig` of a general matrix)
/// are out of scope.
///
/// Torch: `torch.linalg`. What PyTorch has besides under `torch` (`torch.lu`, `torch.trace`, ...)
/// are methods of [Tensor].
///
/// ```java
/// Tensor a = randn(4, 3, 3);
/// Linalg.Svd svd = Linalg.svd(a);
/// Tensor x = Linalg.solve(a, randn(4, 3, 2));
/// ```
public final class Linalg {
    private Linalg() {}

    // Results with names

    /// `A = Q R`. Torch: what `torch.linalg.qr` returns.
    public record Qr(Tensor q, Tensor r) {}

    /// `A = U diag(S) Vh`. Torch: what `torch.linalg.svd` returns.
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /// `A = V diag(L) V^T`. Torch: what `torch.linalg.eigh` returns.
    public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

    /// `A = P L U`. Torch: what `torch.linalg.lu` returns.
    public record Lu(Tensor p, Tensor l, Tensor u) {}

    /// `L` and `U` in one matrix, and int32 pivots that count from 1. Torch: what
    /// `torch.linalg.lu_factor` returns.
    public record LuFactors(Tensor lu, Tensor pivots) {}

    /// [LuFactors] and the place of the first zero on the diagonal of `U`, int32.
    public record LuFactorsEx(Tensor lu, Tensor pivots, Tensor info) {}

    /// The factors of a symmetric matrix with LAPACK's pivots. Torch: what
    /// `torch.linalg.ldl_factor` returns.
    public record LdlFactors(Tensor ld, Tensor pivots) {}

    /// [LdlFactors] and the place of the first zero on the diagonal of `D`, int32.
    public record LdlFactorsEx(Tensor ld, Tensor pivots, Tensor info) {}

    /// A result and int32 codes, 0 where all went well. Torch: what functions in `_ex` return.
    public record Checked(Tensor result, Tensor info) {}

    /// The sign of a determinant and the logarithm of its magnitude. Torch: what
    /// `torch.linalg.slogdet` returns.
    public record Slogdet(Tensor sign, Tensor logabsdet) {}

    /// Torch: what `torch.linalg.lstsq` returns. What a driver does not find is a tensor of no
    /// elements.
    public record Lstsq(Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) {}

    /// Reflectors and their factors. Torch: what `torch.geqrf` returns.
    public record Reflectors(Tensor a, Tensor tau) {}

    /// Torch: what `torch.triangular_solve` returns.
    public record TriangularSolution(Tensor solution, Tensor clonedCoefficient) {}

    // Factorizations

    /// `A = Q R` with `min(m, n)` orthonormal columns. Torch: `torch.linalg.qr(A)`.
    public static Qr qr(Tensor a) {
        return qr(a, "reduced");
    }

    /// The same by `mode`: `reduced`, `complete` (all `m` columns) or `r` (no `Q`). Signs are
    /// LAPACK's: the diagonal of `R` may be negative.
    ///
    /// Derivatives need the first min(m, n) columns to be independent. Torch: `torch.linalg.qr`.
    public static Qr qr(Tensor a, String mode) {
        Orthogonal.Mode by =
                switch (mode) {
                    case "reduced" -> Orthogonal.Mode.REDUCED;
                    case "complete" -> Orthogonal.Mode.COMPLETE;
                    case "r" -> Orthogonal.Mode.R;
                    default ->
                            throw new IllegalArgumentException(
                                    "qr received unrecognized mode '"
                                            + mode
                                            + "' but expected one of 'reduced' (default), 'r', or"
                                            + " 'complete'");
                };
        Tensor[] out = Ops.apply(new Orthogonal.LinalgQr(by), a);
        return new Qr(out[0], out[1]);
    }

    /// `A = P L U` with a permutation, ones on `L`'s diagonal. Torch: `torch.linalg.lu`.
    public static Lu lu(Tensor a) {
        Tensor[] out = Ops.apply(Factoring.LinalgLu.OP, a);
        return new Lu(out[0], out[1], out[2]);
    }

    /// The factors of [#lu(Tensor)] in one matrix, for [#luSolve].
    ///
    /// Torch: `torch.linalg.lu_factor`.
    ///
    /// @throws IllegalArgumentException if there is a zero on the diagonal of `U`
    public static LuFactors luFactor(Tensor a) {
        Tensor[] out = Ops.apply(new Factoring.LinalgLuFactorEx(true), a);
        return new LuFactors(out[0], out[1]);
    }

    /// As [#luFactor], with codes instead of an exception. Torch: `torch.linalg.lu_factor_ex`.
    public static LuFactorsEx luFactorEx(Tensor a) {
        Tensor[] out = Ops.apply(new Factoring.LinalgLuFactorEx(false), a);
        return new LuFactorsEx(out[0], out[1], out[2]);
    }

    /// `L` of `A = L L^T` for a symmetric positive definite `A`. Torch: `torch.linalg.cholesky`.
    ///
    /// @throws IllegalArgumentException if `A` is not positive definite
    public static Tensor cholesky(Tensor a) {
        return cholesky(a, false);
    }

    /// The same, or with `upper` the `U` of `A = U^T U`. Torch: `torch.linalg.cholesky`.
    public static Tensor cholesky(Tensor a, boolean upper) {
        return Ops.apply(new Factoring.LinalgCholeskyEx(upper, true), a)[0];
    }

    /// As [#cholesky(Tensor, boolean)], with codes: the order of the first minor that is not
    /// positive definite. Torch: `torch.linalg.cholesky_ex`.
    public static Checked choleskyEx(Tensor a, boolean upper) {
        Tensor[] out = Ops.apply(new Factoring.LinalgCholeskyEx(upper, false), a);
        return new Checked(out[0], out[1]);
    }

    /// `A = L D L^T` of a symmetric matrix. Has no derivative. Torch: `torch.linalg.ldl_factor`.
    public static LdlFactors ldlFactor(Tensor a) {
        Tensor[] out = Ops.apply(new Factoring.LinalgLdlFactorEx(true), a);
        return new LdlFactors(out[0], out[1]);
    }

    /// As [#ldlFactor], with codes. Torch: `torch.linalg.ldl_factor_ex`.
    public static LdlFactorsEx ldlFactorEx(Tensor a) {
        Tensor[] out = Ops.apply(new Factoring.LinalgLdlFactorEx(false), a);
        return new LdlFactorsEx(out[0], out[1], out[2]);
    }

    /// Eigenvalues in rising order and orthonormal eigenvectors of a symmetric matrix, read in its
    /// lower triangle. Torch: `torch.linalg.eigh`.
    public static Eigh eigh(Tensor a) {
        return eigh(a, "L");
    }

    /// The same, read in the upper triangle for `"U"`.
    ///
    /// Eigenvectors are unique up to their signs where eigenvalues differ; their derivative is
    /// infinite or NaN where they do not. Torch: `torch.linalg.eigh`.
    public static Eigh eigh(Tensor a, String uplo) {
        Tensor[] out = Ops.apply(new Spectral.LinalgEigh(isUpper(uplo), true), a);
        return new Eigh(out[0], out[1]);
    }

    /// The eigenvalues alone, whose derivative always exists. Torch: `torch.linalg.eigvalsh`.
    public static Tensor eigvalsh(Tensor a) {
        return eigvalsh(a, "L");
    }

    /// The same, read in the upper triangle for `"U"`. Torch: `torch.linalg.eigvalsh`.
    public static Tensor eigvalsh(Tensor a, String uplo) {
        return MatrixNorms.eigenvalues(a, isUpper(uplo));
    }

    private static boolean isUpper(String uplo) {
        return switch (uplo.toUpperCase(Locale.ROOT)) {
            case "L" -> false;
            case "U" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "Expected UPLO argument to be 'L' or 'U', but got " + uplo);
        };
    }

    /// `A = U diag(S) Vh` with orthogonal `U` and `Vh`, singular values in falling order. Torch:
    /// `torch.linalg.svd(A)`.
    public static Svd svd(Tensor a) {
        return svd(a, true);
    }

    /// The same; without `fullMatrices` only the `min(m, n)` columns and rows that count. Small
    /// singular values are right in all digits that the matrix determines.
    ///
    /// Singular vectors are unique up to a sign where singular values differ; their derivative is
    /// infinite or NaN where they do not, and they may be used in a loss only so that the sign does
    /// not matter. Torch: `torch.linalg.svd`.
    ///
    /// @throws IllegalArgumentException if there is an infinity or NaN
    public static Svd svd(Tensor a, boolean fullMatrices) {
        Tensor[] out = Ops.apply(new Spectral.LinalgSvd(fullMatrices, true), a);
        return new Svd(out[0], out[1], out[2]);
    }

    /// The singular values alone, whose derivative always exists. Torch: `torch.linalg.svdvals`.
    public static Tensor svdvals(Tensor a) {
        return MatrixNorms.singularValues(a);
    }

    /// The first columns of a product of reflectors as `geqrf` makes them. Torch:
    /// `torch.linalg.householder_product`.
    public static Tensor householderProduct(Tensor a, Tensor tau) {
        return Ops.apply(Orthogonal.LinalgHouseholderProduct.OP, a, tau);
    }

    // Systems and inverses

    /// `X` of `A X = B`; `B` may be a vector, or a batch of vectors. Torch: `torch.linalg.solve`.
    ///
    /// @throws IllegalArgumentException if `A` is singular
    public static Tensor solve(Tensor a, Tensor b) {
        return solve(a, b, true);
    }

    /// The same, or `X` of `X A = B`. Torch: `torch.linalg.solve`.
    public static Tensor solve(Tensor a, Tensor b, boolean left) {
        return Ops.apply(new Solving.LinalgSolveEx(left, true), a, b)[0];
    }

    /// As [#solve(Tensor, Tensor, boolean)], with codes. Torch: `torch.linalg.solve_ex`.
    public static Checked solveEx(Tensor a, Tensor b, boolean left) {
        Tensor[] out = Ops.apply(new Solving.LinalgSolveEx(left, false), a, b);
        return new Checked(out[0], out[1]);
    }

    /// `X` of `A X = B` for a triangular `A`. Torch: `torch.linalg.solve_triangular`.
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
        return solveTriangular(a, b, upper, true, false);
    }

    /// The same, or `X` of `X A = B`; with `unitriangular` the diagonal counts as ones. Torch:
    /// `torch.linalg.solve_triangular`.
    public static Tensor solveTriangular(
            Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
        return Ops.apply(new Solving.LinalgSolveTriangular(upper, left, unitriangular), a, b);
    }

    /// `X` of `A X = B` for the factors that [#luFactor] returns. Torch: `torch.linalg.lu_solve`.
    public static Tensor luSolve(Tensor lu, Tensor pivots, Tensor b) {
        return luSolve(lu, pivots, b, true, false);
    }

    /// The same, with the transpose of `A` if `adjoint`, or `X` of `X A = B`. Torch:
    /// `torch.linalg.lu_solve`.
    public static Tensor luSolve(
            Tensor lu, Tensor pivots, Tensor b, boolean left, boolean adjoint) {
        return Ops.apply(new FactorSolving.LinalgLuSolve(left, adjoint), lu, b, pivots);
    }

    /// `X` of `A X = B` for the factors that [#ldlFactor] returns. Torch: `torch.linalg.ldl_solve`.
    public static Tensor ldlSolve(Tensor ld, Tensor pivots, Tensor b) {
        return Ops.apply(FactorSolving.LinalgLdlSolve.OP, ld, b, pivots);
    }

    /// The `X` that minimizes `|A X - B|`. Torch: `torch.linalg.lstsq(A, B)`.
    public static Lstsq lstsq(Tensor a, Tensor b) {
        return lstsq(a, b, null, "gelsy");
    }

    /// The same by one of LAPACK's drivers: `gels` (full rank), `gelsy` (QR with pivoting), `gelsd`
    /// and `gelss` (singular values). What is below `rcond` times the largest counts as 0.
    ///
    /// Residuals are the squares of what is left, if `A` has full rank and more rows than columns.
    /// Torch: `torch.linalg.lstsq`.
    public static Lstsq lstsq(Tensor a, Tensor b, @Nullable Double rcond, @Nullable String driver) {
        Driver by =
                switch (driver == null ? "gelsy" : driver) {
                    case "gels" -> Driver.GELS;
                    case "gelsy" -> Driver.GELSY;
                    case "gelsd" -> Driver.GELSD;
                    case "gelss" -> Driver.GELSS;
                    default ->
                            throw new IllegalArgumentException(
                                    "torch.linalg.lstsq: parameter `driver` should be one of (gels,"
                                            + " gelsy, gelsd, gelss)");
                };
        Tensor[] out = Ops.apply(new FactorSolving.LinalgLstsq(rcond, by), a, b);
        return new Lstsq(out[0], out[1], out[2], out[3]);
    }

    /// `A^-1`. Torch: `torch.linalg.inv`.
    ///
    /// @throws IllegalArgumentException if `A` is singular
    public static Tensor inv(Tensor a) {
        return MatrixProducts.inverse(a);
    }

    /// As [#inv], with codes. Torch: `torch.linalg.inv_ex`.
    public static Checked invEx(Tensor a) {
        Tensor[] out = Ops.apply(new Solving.LinalgInvEx(false), a);
        return new Checked(out[0], out[1]);
    }

    /// The pseudo-inverse of Moore and Penrose. Torch: `torch.linalg.pinv(A)`.
    public static Tensor pinv(Tensor a) {
        return pinv(a, (Double) null, null, false);
    }

    /// The same; singular values up to `max(atol, rtol * largest)` count as 0. A `hermitian` matrix
    /// is read in its lower triangle. Torch: `torch.linalg.pinv`.
    public static Tensor pinv(
            Tensor a, @Nullable Double atol, @Nullable Double rtol, boolean hermitian) {
        return MatrixNorms.pinv(a, atol, rtol, hermitian);
    }

    /// The same with tolerances for each matrix. Torch: `torch.linalg.pinv`.
    public static Tensor pinv(
            Tensor a, @Nullable Tensor atol, @Nullable Tensor rtol, boolean hermitian) {
        return MatrixNorms.pinv(a, atol, rtol, hermitian);
    }

    /// The inverse of `a` as a map from its last dimensions to its first `ind`. Torch:
    /// `torch.linalg.tensorinv`.
    public static Tensor tensorinv(Tensor a, int ind) {
        return MatrixProducts.tensorInverse(a, ind);
    }

    /// `X` of `tensordot(A, X, X.dim()) = B`, after `dims` of `A` are moved to its end. Torch:
    /// `torch.linalg.tensorsolve`.
    public static Tensor tensorsolve(Tensor a, Tensor b, int @Nullable ... dims) {
        return MatrixProducts.tensorSolve(a, b, dims == null || dims.length == 0 ? null : dims);
    }

    // Numbers about matrices

    /// The determinant. Torch: `torch.linalg.det`.
    public static Tensor det(Tensor a) {
        return Ops.apply(Spectral.LinalgDet.OP, a);
    }

    /// The sign of the determinant and the logarithm of its magnitude. Torch:
    /// `torch.linalg.slogdet`.
    public static Slogdet slogdet(Tensor a) {
        Tensor[] out = Ops.apply(Spectral.LinalgSlogdet.OP, a);
        return new Slogdet(out[0], out[1]);
    }

    /// The root of the sum of all squares. Torch: `torch.linalg.norm(A)`.
    public static Tensor norm(Tensor a) {
        return MatrixNorms.norm(a, (Double) null, null, false);
    }

    /// A norm of vectors, or of matrices if `ord` is given and there are two dimensions. Torch:
    /// `torch.linalg.norm`.
    public static Tensor norm(
            Tensor a, @Nullable Double ord, int @Nullable [] dims, boolean keepdim) {
        return MatrixNorms.norm(a, ord, dims, keepdim);
    }

    /// A norm of matrices by name, `"fro"` or `"nuc"`. Torch: `torch.linalg.norm`.
    public static Tensor norm(Tensor a, String ord, int @Nullable [] dims, boolean keepdim) {
        return MatrixNorms.norm(a, ord, dims, keepdim);
    }

    /// `(sum |x|^ord)^(1/ord)` along dimensions, null for all; the number of nonzeros for 0, the
    /// greatest and least magnitude for infinities. Where the norm is 0 its gradient is 0. Torch:
    /// `torch.linalg.vector_norm`.
    public static Tensor vectorNorm(Tensor x, double ord, int @Nullable [] dims, boolean keepdim) {
        return MatrixNorms.vectorNorm(x, ord, dims, keepdim);
    }

    /// The root of the sum of all squares of each matrix. Torch: `torch.linalg.matrix_norm(A)`.
    public static Tensor matrixNorm(Tensor a) {
        return matrixNorm(a, "fro", new int[] {-2, -1}, false);
    }

    /// By number: 2 and -2 are the largest and smallest singular value, 1 and -1 the largest and
    /// smallest column sum of magnitudes, infinities those of rows. Torch:
    /// `torch.linalg.matrix_norm`.
    public static Tensor matrixNorm(Tensor a, double ord, int[] dims, boolean keepdim) {
        return MatrixNorms.matrixNorm(a, ord, dims, keepdim);
    }

    /// By name: `fro`, the root of the sum of all squares, or `nuc`, the sum of the singular
    /// values. Torch: `torch.linalg.matrix_norm`.
    public static Tensor matrixNorm(Tensor a, String ord, int[] dims, boolean keepdim) {
        return MatrixNorms.matrixNorm(a, ord, dims, keepdim);
    }

    /// The ratio of the largest to the smallest singular value. Torch: `torch.linalg.cond(A)`.
    public static Tensor cond(Tensor a) {
        return MatrixNorms.cond(a, (Double) null);
    }

    /// `|A| |A^-1|` by a norm of [#matrixNorm(Tensor, double, int\[\], boolean)]. Torch:
    /// `torch.linalg.cond`.
    public static Tensor cond(Tensor a, double p) {
        return MatrixNorms.cond(a, (Double) p);
    }

    /// The same by the name of a norm. Torch: `torch.linalg.cond`.
    public static Tensor cond(Tensor a, String p) {
        return MatrixNorms.cond(a, p);
    }

    /// How many singular values count, as int64. Torch: `torch.linalg.matrix_rank(A)`.
    public static Tensor matrixRank(Tensor a) {
        return matrixRank(a, (Double) null, null, false);
    }

    /// The same with tolerances as in [#pinv(Tensor, Double, Double, boolean)]. Torch:
    /// `torch.linalg.matrix_rank`.
    public static Tensor matrixRank(
            Tensor a, @Nullable Double atol, @Nullable Double rtol, boolean hermitian) {
        return MatrixNorms.rank(a, atol, rtol, hermitian);
    }

    /// The same with tolerances for each matrix. Torch: `torch.linalg.matrix_rank`.
    public static Tensor matrixRank(
            Tensor a, @Nullable Tensor atol, @Nullable Tensor rtol, boolean hermitian) {
        return MatrixNorms.rank(a, atol, rtol, hermitian);
    }

    // Functions and products

    /// `I + A + A^2 / 2 + ...`, by scaling and squaring. Torch: `torch.linalg.matrix_exp`.
    public static Tensor matrixExp(Tensor a) {
        return Ops.apply(Spectral.LinalgMatrixExp.OP, a);
    }

    /// `A^n`, of the inverse for a negative `n`. Torch: `torch.linalg.matrix_power`.
    public static Tensor matrixPower(Tensor a, int n) {
        return MatrixProducts.power(a, n);
    }

    /// The product of several matrices in the order with the fewest multiplications; the first and
    /// the last may be vectors. Torch: `torch.linalg.multi_dot`.
    public static Tensor multiDot(List<Tensor> tensors) {
        return MatrixProducts.multiDot(tensors);
    }

    /// The product of the last two dimensions. Torch: `torch.linalg.matmul`.
    public static Tensor matmul(Tensor a, Tensor b) {
        return a.matmul(b);
    }

    /// `a x b` of vectors of three elements along `dim`. Torch: `torch.linalg.cross`.
    public static Tensor cross(Tensor a, Tensor b, int dim) {
        return Ops.apply(new VectorProducts.LinalgCross(dim), a, b);
    }

    /// The sum of products along `dim`. Torch: `torch.linalg.vecdot`.
    public static Tensor vecdot(Tensor a, Tensor b, int dim) {
        return MatrixProducts.vecdot(a, b, dim);
    }

    /// `1, x, x^2, ...` in a new last dimension, as many as `x` has elements if `n` is null. Torch:
    /// `torch.linalg.vander`.
    public static Tensor vander(Tensor x, @Nullable Integer n) {
        return MatrixProducts.vander(x, n);
    }

    /// A view of a diagonal of each matrix. Torch: `torch.linalg.diagonal`.
    public static Tensor diagonal(Tensor a, int offset, int dim1, int dim2) {
        return Ops.view(new Diagonals.Diagonal(offset, dim1, dim2), a);
    }
}
