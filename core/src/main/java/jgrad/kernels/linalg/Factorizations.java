package jgrad.kernels.linalg;

import jgrad.Tensor;
import jgrad.storage.Raw;

import java.util.Arrays;

/// Factors of matrices, for every matrix in the last two dimensions of a tensor of floats or
/// doubles. Results are new and row-major; codes (`info`) are int32 and 0 where all went well.
///
/// Shapes and types have been checked.
public final class Factorizations {
    private Factorizations() {}

    /// `P A = L U`: the factors in one matrix, the pivots (counted from 1), and the first zero on
    /// the diagonal of `U`.
    ///
    /// Torch: `torch.linalg.lu_factor_ex`.
    public static Tensor[] lu(Tensor self) {
        Batch a = Batch.of(self);
        int k = Math.min(a.m(), a.n());
        int[] pivots = new int[a.sized(k, 1)];
        int[] info = new int[a.count()];
        a.forEach(i -> info[i] = Lu.factor(a.data(), a.at(i), a.m(), a.n(), pivots, i * k));
        return new Tensor[] {a.tensor(a.data(), a.m(), a.n()), a.tensor(pivots, k), a.tensor(info)};
    }

    /// `P` of `A = P L U` for pivots of `m x m` matrices, in the type of `like`.
    public static Tensor permutation(Tensor pivots, int m, Tensor like) {
        Batch rows = Batch.of(Batch.Row.of(pivots));
        int k = rows.n();
        int[] order = Batch.ints(pivots, rows.outer());
        double[] p = rows.room(m, m);
        for (int i = 0; i < rows.count(); i++) {
            int[] from = Lu.permutation(order, i * k, k, m);
            for (int j = 0; j < m; j++) {
                p[(i * m + from[j]) * m + j] = 1;
            }
        }
        return new Batch(p, rows.outer(), m, m, like.dtype()).tensor(p, m, m);
    }

    /// `P`, `L` and `U` of `A = P L U`, out of one matrix and the pivots.
    public static Tensor[] unpack(Tensor lu, Tensor pivots) {
        return unpack(lu, pivots, true, true);
    }

    /// As [#unpack(Tensor, Tensor)], with an empty tensor for what is not wanted.
    ///
    /// Torch: `torch.lu_unpack`.
    public static Tensor[] unpack(Tensor lu, Tensor pivots, boolean data, boolean permuted) {
        Batch both = Batch.of(lu);
        int m = both.m();
        int n = both.n();
        int k = Math.min(m, n);
        var nothing = new Batch(new double[0], new int[0], 0, 0, lu.dtype());
        Tensor none = nothing.tensor(new double[0], 0);
        Tensor p = permuted ? permutation(pivots, m, lu) : none;
        if (!data) {
            return new Tensor[] {p, none, none};
        }
        double[] l = both.room(m, k);
        double[] u = both.room(k, n);
        for (int i = 0; i < both.count(); i++) {
            for (int r = 0; r < m; r++) {
                int row = both.at(i) + r * n;
                int inL = (i * m + r) * k;
                int below = Math.min(r, k);
                System.arraycopy(both.data(), row, l, inL, below);
                if (r < k) {
                    l[inL + r] = 1;
                    System.arraycopy(both.data(), row + r, u, (i * k + r) * n + r, n - r);
                }
            }
        }
        return new Tensor[] {p, both.tensor(l, m, k), both.tensor(u, k, n)};
    }

    /// `A = L L^T` of the lower triangle (or `U^T U` of the upper): the factor, with zeros on the
    /// other side, and the order of the first minor that is not positive definite.
    ///
    /// Torch: `torch.linalg.cholesky_ex`.
    public static Tensor[] cholesky(Tensor self, boolean upper) {
        Batch a = upper ? Batch.transposed(self) : Batch.of(self);
        int n = a.n();
        int[] info = new int[a.count()];
        double[] result = upper ? a.room(n, n) : a.data();
        a.forEach(i -> {
            info[i] = Cholesky.factor(a.data(), a.at(i), n);
            for (int row = 0; row < n; row++) {
                int at = a.at(i) + row * n;
                Arrays.fill(a.data(), at + row + 1, at + n, 0);
            }
            if (upper) {
                Rows.transpose(a.data(), a.at(i), n, n, result, a.at(i));
            }
        });
        return new Tensor[] {a.tensor(result, n, n), a.tensor(info)};
    }

    /// `R` of a QR factorization, behind a tensor of no elements in the place of `Q`.
    ///
    /// Torch: `torch.linalg.qr(A, mode="r")`.
    public static Tensor[] r(Tensor self) {
        int[] shape = Raw.shape(self);
        int rows = Math.min(shape[shape.length - 2], shape[shape.length - 1]);
        return new Tensor[] {Solves.nothing(self.dtype()), qr(self, 0, rows)[1]};
    }

    /// `A = Q R` with `columns` columns of `Q` and as many rows of `R`.
    ///
    /// Torch: `torch.linalg.qr`.
    public static Tensor[] qr(Tensor self, int columns) {
        return qr(self, columns, columns);
    }

    private static Tensor[] qr(Tensor self, int columns, int rows) {
        Batch a = Batch.transposed(self);
        int m = a.n();
        int n = a.m();
        int k = Math.min(m, n);
        double[] q = a.room(m, columns);
        double[] r = a.room(rows, n);
        a.forEach(i -> {
            double[] tau = new double[k];
            Reflectors.factor(a.data(), a.at(i), m, n, tau, 0);
            double[] byColumn = new double[m * columns];
            Reflectors.form(a.data(), a.at(i), m, k, tau, 0, columns, byColumn, 0);
            Rows.transpose(byColumn, 0, columns, m, q, i * m * columns);
            for (int row = 0; row < Math.min(rows, k); row++) {
                for (int j = row; j < n; j++) {
                    r[(i * rows + row) * n + j] = a.data()[a.at(i) + j * m + row];
                }
            }
        });
        return new Tensor[] {a.tensor(q, m, columns), a.tensor(r, rows, n)};
    }

    /// The reflectors of `A = Q R` below `R`, and their factors tau.
    ///
    /// Torch: `torch.geqrf`.
    public static Tensor[] geqrf(Tensor self) {
        Batch a = Batch.transposed(self);
        int m = a.n();
        int n = a.m();
        int k = Math.min(m, n);
        double[] tau = a.room(k, 1);
        double[] result = a.room(m, n);
        a.forEach(i -> {
            Reflectors.factor(a.data(), a.at(i), m, n, tau, i * k);
            Rows.transpose(a.data(), a.at(i), n, m, result, a.at(i));
        });
        return new Tensor[] {a.tensor(result, m, n), a.tensor(tau, k)};
    }

    /// The first columns of the product of reflectors, as many as `self` has.
    ///
    /// Torch: `torch.linalg.householder_product`.
    public static Tensor householderProduct(Tensor self, Tensor tau) {
        Batch a = Batch.transposed(self);
        Batch t = Batch.of(Batch.Row.of(tau));
        int m = a.n();
        int n = a.m();
        int k = t.n();
        double[] result = a.room(m, n);
        a.forEach(i -> {
            double[] q = new double[m * n];
            Reflectors.form(a.data(), a.at(i), m, k, t.data(), i * k, n, q, 0);
            Rows.transpose(q, 0, n, m, result, a.at(i));
        });
        return a.tensor(result, m, n);
    }

    /// `Q C`, `Q^T C`, `C Q` or `C Q^T` for the full square `Q` of the reflectors.
    ///
    /// Torch: `torch.ormqr`.
    public static Tensor ormqr(
            Tensor self, Tensor tau, Tensor other, boolean left, boolean transpose) {
        Batch a = Batch.transposed(self);
        Batch t = Batch.of(Batch.Row.of(tau));
        // C Q = (Q^T C^T)^T, and kernels want columns: those of C^T are the rows of C
        Batch c = left ? Batch.transposed(other) : Batch.of(other);
        int m = a.n();
        int k = t.n();
        boolean byTranspose = left == transpose;
        double[] result = left ? c.room(c.n(), c.m()) : c.data();
        c.forEach(i -> {
            Reflectors.multiply(
                    byTranspose,
                    a.data(),
                    a.at(i),
                    m,
                    k,
                    t.data(),
                    i * k,
                    c.data(),
                    c.at(i),
                    c.m());
            if (left) {
                Rows.transpose(c.data(), c.at(i), c.m(), c.n(), result, c.at(i));
            }
        });
        return left ? c.tensor(result, c.n(), c.m()) : c.tensor(result, c.m(), c.n());
    }

    /// `A = L D L^T`: the factors over the lower triangle of `A`, the pivots as LAPACK has them,
    /// and the first zero on the diagonal of `D`.
    ///
    /// Torch: `torch.linalg.ldl_factor_ex`.
    public static Tensor[] ldl(Tensor self) {
        Batch a = Batch.of(self);
        int n = a.n();
        int[] pivots = new int[a.sized(n, 1)];
        int[] info = new int[a.count()];
        a.forEach(i -> {
            info[i] = Ldl.factor(a.data(), a.at(i), n, pivots, i * n);
            clearAbove(a.data(), a.at(i), n);
        });
        return new Tensor[] {a.tensor(a.data(), n, n), a.tensor(pivots, n), a.tensor(info)};
    }

    private static void clearAbove(double[] a, int at, int n) {
        for (int row = 0; row < n; row++) {
            Arrays.fill(a, at + row * n + row + 1, at + (row + 1) * n, 0);
        }
    }
}
