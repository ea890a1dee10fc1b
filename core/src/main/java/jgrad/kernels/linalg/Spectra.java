package jgrad.kernels.linalg;

import jgrad.Tensor;
import jgrad.kernels.walk.Broadcast;
import jgrad.storage.Raw;

import java.util.Arrays;

/// Eigenvalues, singular values and what is computed like them, for every matrix in the last two
/// dimensions of a tensor of floats or doubles.
///
/// Shapes and types have been checked.
public final class Spectra {
    private Spectra() {}

    /// Eigenvalues in rising order, and eigenvectors as columns (empty unless asked for) of the
    /// symmetric matrix with the given triangle.
    ///
    /// Torch: `torch.linalg.eigh`.
    ///
    /// @throws IllegalArgumentException if the iteration did not converge
    public static Tensor[] eigh(Tensor self, boolean upper, boolean vectors) {
        Batch a = upper ? Batch.transposed(self) : Batch.of(self);
        int n = a.n();
        double[] w = a.room(n, 1);
        double[] v = vectors ? a.room(n, n) : new double[0];
        int[] failed = new int[a.count()];
        a.forEach(i -> failed[i] = SymmetricEigen.run(a.data(), a.at(i), n, w, i * n, v, a.at(i)));
        for (int i = 0; i < failed.length; i++) {
            if (failed[i] != 0) {
                throw new IllegalArgumentException(
                        "linalg.eigh: "
                                + element(a, i)
                                + "The algorithm failed to converge because the input matrix is"
                                + " ill-conditioned or has too many repeated eigenvalues (error"
                                + " code: "
                                + failed[i]
                                + ").");
            }
        }
        return new Tensor[] {
            a.tensor(w, n), vectors ? a.tensor(v, n, n) : a.tensor(new double[0], none(a))
        };
    }

    private static int[] none(Batch a) {
        return a.count() == 0 ? new int[] {a.n(), a.n()} : new int[] {0};
    }

    /// `U`, the singular values in falling order, and `V^T`; with `full` both are square. Without
    /// `vectors` only the values, between two empty tensors.
    ///
    /// Torch: `torch.linalg.svd`.
    ///
    /// @throws IllegalArgumentException if there is an infinity or NaN
    public static Tensor[] svd(Tensor self, boolean full, boolean vectors) {
        Batch a = Batch.of(self);
        int m = a.m();
        int n = a.n();
        int k = Math.min(m, n);
        requireFinite(a);
        int uColumns = vectors ? full ? m : k : 0;
        int vRows = vectors ? full ? n : k : 0;
        double[] u = a.room(m, uColumns);
        double[] s = a.room(k, 1);
        double[] vt = a.room(vRows, n);
        a.forEach(i -> {
            Svd.Parts parts = Svd.run(a.data(), a.at(i), m, n, vectors, full);
            System.arraycopy(parts.s(), 0, s, i * k, k);
            if (vectors) {
                System.arraycopy(parts.u(), 0, u, i * m * uColumns, m * uColumns);
                Rows.transpose(parts.v(), 0, n, vRows, vt, i * vRows * n);
            }
        });
        return new Tensor[] {a.tensor(u, m, uColumns), a.tensor(s, k), a.tensor(vt, vRows, n)};
    }

    /// Of factored matrices: the determinants, their signs, and the logarithms of their magnitudes.
    public static Tensor[] determinant(Tensor lu, Tensor pivots) {
        Batch a = Batch.of(lu);
        int n = a.n();
        int[] rows = Batch.ints(pivots, a.outer());
        double[] det = a.room(1, 1);
        double[] sign = a.room(1, 1);
        double[] log = a.room(1, 1);
        for (int i = 0; i < a.count(); i++) {
            double product = 1;
            double signs = 1;
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double u = a.data()[a.at(i) + j * n + j];
                double swapped = rows[i * n + j] == j + 1 ? 1 : -1;
                product *= swapped * u;
                signs *= swapped * (Double.isNaN(u) ? 0 : Math.signum(u));
                sum += Math.log(Math.abs(u));
            }
            det[i] = product;
            sign[i] = signs;
            log[i] = sum;
        }
        return new Tensor[] {a.tensor(det), a.tensor(sign), a.tensor(log)};
    }

    /// The pseudo-inverse, where singular values up to `max(atol, rtol * largest)` count as 0.
    ///
    /// Torch: `torch.linalg.pinv`.
    public static Tensor pinv(Tensor self, double atol, double rtol, boolean symmetric) {
        Batch a = Batch.of(self);
        double[] absolute = new double[a.count()];
        double[] relative = new double[a.count()];
        Arrays.fill(absolute, atol);
        Arrays.fill(relative, rtol);
        return pinv(a, absolute, relative, symmetric);
    }

    /// As above, with tolerances for each matrix, which are broadcast.
    public static Tensor pinv(Tensor self, Tensor atol, Tensor rtol, boolean symmetric) {
        int[] outer =
                Broadcast.shape(
                        Batch.outer(self), Broadcast.shape(Raw.shape(atol), Raw.shape(rtol)));
        Batch a = Batch.of(self, outer, false);
        return pinv(a, Batch.values(atol, outer), Batch.values(rtol, outer), symmetric);
    }

    private static Tensor pinv(Batch a, double[] atol, double[] rtol, boolean symmetric) {
        int m = a.m();
        int n = a.n();
        double[] result = a.room(n, m);
        requireFinite(a);
        a.forEach(i -> {
            double[] inverse =
                    PseudoInverse.of(a.data(), a.at(i), m, n, atol[i], rtol[i], symmetric);
            System.arraycopy(inverse, 0, result, i * n * m, n * m);
        });
        return a.tensor(result, n, m);
    }

    /// `exp(A) = I + A + A^2 / 2 + ...`
    ///
    /// Torch: `torch.linalg.matrix_exp`.
    public static Tensor exponential(Tensor self) {
        Batch a = Batch.of(self);
        a.forEach(i -> Exponential.run(a.data(), a.at(i), a.n()));
        return a.tensor(a.data(), a.n(), a.n());
    }

    private static void requireFinite(Batch a) {
        for (int i = 0; i < a.count(); i++) {
            if (!Rows.isFinite(a.data(), a.at(i), a.m() * a.n())) {
                throw new IllegalArgumentException(
                        "linalg.svd: "
                                + element(a, i)
                                + "The algorithm failed to converge because the input matrix"
                                + " contained non-finite values.");
            }
        }
    }

    private static String element(Batch a, int i) {
        return a.outer().length == 0 ? "" : "(Batch element " + i + "): ";
    }
}
