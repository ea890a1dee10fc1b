package jgrad.kernels.linalg;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Raw;

import java.util.Arrays;

/// Systems of equations, for every pair of matrices in the last two dimensions of two tensors of
/// floats or doubles, whose other dimensions are broadcast.
///
/// Shapes and types have been checked.
public final class Solves {
    private Solves() {}

    /// `X` of `A X = B`, or of `X A = B` unless `left`, where `A` is triangular.
    ///
    /// Torch: `torch.linalg.solve_triangular`.
    public static Tensor triangular(
            Tensor self, Tensor other, boolean upper, boolean left, boolean unit) {
        int[] outer = Batch.outer(self, other);
        Batch a = Batch.of(self, outer, !left); // X A = B is A^T X^T = B^T
        Batch b = Batch.of(other, outer, !left);
        int n = a.n();
        int k = b.n();
        boolean high = upper == left;
        b.forEach(i ->
                Triangular.solve(high, unit, n, k, a.data(), a.at(i), n, b.data(), b.at(i), k));
        return result(b, left);
    }

    private static Tensor result(Batch b, boolean left) {
        if (left) {
            return b.tensor(b.data(), b.m(), b.n());
        }
        double[] x = b.room(b.n(), b.m());
        b.forEach(i -> Rows.transpose(b.data(), b.at(i), b.m(), b.n(), x, b.at(i)));
        return b.tensor(x, b.n(), b.m());
    }

    /// `X` of `A X = B` (or `A^T X = B` if `adjoint`) for the factors that [Factorizations#lu]
    /// makes, or of `X A = B` unless `left`.
    ///
    /// Torch: `torch.linalg.lu_solve`.
    ///
    /// @throws IllegalArgumentException if a pivot names no row
    public static Tensor lu(Tensor lu, Tensor pivots, Tensor other, boolean left, boolean adjoint) {
        int[] outer = Batch.outer(lu, other, pivots);
        boolean transposed = left == adjoint; // X A = B is A^T X^T = B^T
        Batch a = Batch.of(lu, outer, transposed);
        Batch b = Batch.of(other, outer, !left);
        int n = a.n();
        int[] rows = Batch.ints(pivots, outer);
        for (int p : rows) {
            if (p < 1 || p > n) {
                throw new IllegalArgumentException(
                        "Pivots given to lu_solve must all be greater or equal to 1. Did you"
                                + " properly pass the result of lu_factor? One is "
                                + p
                                + " for matrices of "
                                + n
                                + " rows.");
            }
        }
        b.forEach(i -> {
            if (transposed) {
                Lu.solveTransposed(a.data(), a.at(i), n, rows, i * n, b.data(), b.at(i), b.n());
            } else {
                Lu.solve(a.data(), a.at(i), n, rows, i * n, b.data(), b.at(i), b.n());
            }
        });
        return result(b, left);
    }

    /// The inverse of each matrix, and the first zero on the diagonal of its `U`, where the result
    /// has infinities or NaN.
    ///
    /// Torch: `torch.linalg.inv_ex`.
    public static Tensor[] inverse(Tensor self) {
        Batch a = Batch.of(self);
        int n = a.n();
        double[] result = a.room(n, n);
        int[] info = new int[a.count()];
        a.forEach(i -> {
            int[] pivots = new int[n];
            info[i] = Lu.factor(a.data(), a.at(i), n, n, pivots, 0);
            for (int j = 0; j < n; j++) {
                result[a.at(i) + j * n + j] = 1;
            }
            Lu.solve(a.data(), a.at(i), n, pivots, 0, result, a.at(i), n);
        });
        return new Tensor[] {a.tensor(result, n, n), a.tensor(info)};
    }

    /// `X` of `A X = B` for a symmetric `A` and the factors that [Factorizations#ldl] makes.
    ///
    /// Torch: `torch.linalg.ldl_solve`.
    public static Tensor ldl(Tensor factors, Tensor pivots, Tensor other) {
        int[] outer = Batch.outer(factors, other, pivots);
        Batch a = Batch.of(factors, outer, false);
        Batch b = Batch.of(other, outer, false);
        int n = a.n();
        int[] rows = Batch.ints(pivots, outer);
        b.forEach(i -> Ldl.solve(a.data(), a.at(i), n, rows, i * n, b.data(), b.at(i), b.n()));
        return b.tensor(b.data(), n, b.n());
    }

    /// LAPACK's ways to a least-squares solution.
    public enum Driver {
        GELS,
        GELSY,
        GELSD,
        GELSS
    }

    /// The solution that minimizes `|A X - B|`, the ranks (a scalar each) and the singular values,
    /// of which the last two are empty where the driver does not find them.
    ///
    /// Torch: `torch.linalg.lstsq`.
    public static Tensor[] leastSquares(Tensor self, Tensor other, double rcond, Driver driver) {
        int[] outer = Batch.outer(self, other);
        Batch a = Batch.of(self, outer, false);
        Batch b = Batch.of(other, outer, false);
        int m = a.m();
        int n = a.n();
        int k = b.n();
        boolean valued = driver == Driver.GELSD || driver == Driver.GELSS;
        int values = valued ? Math.min(m, n) : 0;
        double[] x = b.room(n, k);
        double[] s = b.room(values, 1);
        int[] rank = new int[b.count()];
        a.forEach(i -> {
            double[] ai = Arrays.copyOfRange(a.data(), a.at(i), a.at(i) + m * n);
            double[] bi = Arrays.copyOfRange(b.data(), b.at(i), b.at(i) + m * k);
            double[] xi;
            if (driver == Driver.GELS) {
                xi = LeastSquares.fullRank(ai, m, n, bi, k);
            } else {
                var of =
                        valued
                                ? LeastSquares.bySingularValues(ai, m, n, bi, k, rcond)
                                : LeastSquares.pivoted(ai, m, n, bi, k, rcond);
                xi = of.x();
                rank[i] = of.rank();
                System.arraycopy(of.s(), 0, s, i * values, values);
            }
            System.arraycopy(xi, 0, x, i * n * k, n * k);
        });
        var nothing = new Batch(new double[0], new int[0], 0, 0, a.type());
        return new Tensor[] {
            b.tensor(x, n, k),
            driver == Driver.GELS
                    ? Batch.converted(nothing.tensor(new int[0], 0), DType.INT64)
                    : Batch.converted(b.tensor(rank), DType.INT64),
            valued ? b.tensor(s, values) : nothing.tensor(new double[0], 0)
        };
    }

    /// Whether all elements are `value`.
    public static boolean allAre(Tensor ints, int value) {
        for (double each : Batch.values(ints)) {
            if (each != value) {
                return false;
            }
        }
        return true;
    }

    /// The sums of the squares of `A X - B` along its columns.
    public static Tensor squaredResiduals(Tensor self, Tensor solution, Tensor other) {
        int[] outer = Batch.outer(solution);
        Batch a = Batch.of(self, outer, false);
        Batch x = Batch.of(solution, outer, false);
        Batch b = Batch.of(other, outer, false);
        int m = a.m();
        int n = a.n();
        int k = b.n();
        double[] squares = b.room(k, 1);
        for (int i = 0; i < b.count(); i++) {
            Blocks.subtract(
                    m, k, n, a.data(), a.at(i), n, x.data(), x.at(i), k, b.data(), b.at(i), k);
            for (int r = 0; r < m; r++) {
                for (int c = 0; c < k; c++) {
                    double left = b.data()[b.at(i) + r * k + c];
                    squares[i * k + c] += left * left;
                }
            }
        }
        return b.tensor(squares, k);
    }

    /// A tensor of no elements, for a result that was not computed.
    public static Tensor nothing(DType type) {
        return new Batch(new double[0], new int[0], 0, 0, type).tensor(new double[0], 0);
    }

    /// Identity matrices of the shape of `like`.
    public static Tensor identity(Tensor like) {
        Batch a = Batch.of(like);
        double[] data = a.room(a.n(), a.n());
        for (int i = 0; i < a.count(); i++) {
            for (int j = 0; j < a.n(); j++) {
                data[a.at(i) + j * a.n() + j] = 1;
            }
        }
        return a.tensor(data, a.n(), a.n());
    }

    /// The batch dimensions of both together.
    public static int[] outer(Tensor a, Tensor b) {
        return Batch.outer(a, b);
    }

    /// A copy with these batch dimensions.
    public static Tensor copy(Tensor self, int[] outer) {
        Batch a = Batch.of(self, outer, false);
        return a.tensor(a.data(), a.m(), a.n());
    }

    /// Whether any code is not 0, and which matrix has the first: -1 for none.
    public static int firstFailure(Tensor info) {
        int[] codes = Raw.ints(info);
        for (int i = 0; i < info.numel(); i++) {
            if (codes[Raw.offset(info) + i] != 0) {
                return i;
            }
        }
        return -1;
    }
}
