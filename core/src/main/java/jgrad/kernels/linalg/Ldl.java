package jgrad.kernels.linalg;

/// `A = L D L^T` of a symmetric matrix by Bunch and Kaufman's pivoting, over the lower triangle:
/// `D` has blocks of one or two rows, `L` ones on its diagonal.
///
/// LAPACK's form (`sytf2`): a positive pivot `p` at `k` says that row `k` was swapped with row `p`,
/// counted from 1; a negative one at `k` and `k + 1` that they hold a block of two, and row `k + 1`
/// was swapped with row `-p`.
final class Ldl {
    /// Bounds the growth of elements best over steps of one and of two rows.
    private static final double ALPHA = (1 + Math.sqrt(17)) / 8;

    private final double[] a;
    private final int at;
    private final int n;

    private Ldl(double[] a, int at, int n) {
        this.a = a;
        this.at = at;
        this.n = n;
    }

    /// Factors the dense `n x n` matrix at `at`.
    ///
    /// @return 0, or the first zero on the diagonal of `D`, counted from 1
    static int factor(double[] a, int at, int n, int[] pivots, int pAt) {
        var ldl = new Ldl(a, at, n);
        int info = 0;
        int k = 0;
        while (k < n) {
            int best = ldl.largestBelow(k);
            double diagonal = Math.abs(ldl.get(k, k));
            double below = best < n ? Math.abs(ldl.get(best, k)) : 0;
            if (Math.max(diagonal, below) == 0 || Double.isNaN(diagonal)) {
                info = info == 0 ? k + 1 : info;
                pivots[pAt + k] = k + 1;
                k++;
                continue;
            }
            int pivot = k;
            int rows = 1;
            if (diagonal < ALPHA * below) {
                double row = ldl.largestInRow(best, k);
                if (diagonal < ALPHA * below * (below / row)) {
                    pivot = best;
                    rows = Math.abs(ldl.get(best, best)) >= ALPHA * row ? 1 : 2;
                }
            }
            ldl.swap(k, k + rows - 1, pivot);
            if (rows == 1) {
                ldl.eliminateOne(k);
                pivots[pAt + k] = pivot + 1;
            } else {
                ldl.eliminateTwo(k);
                pivots[pAt + k] = -pivot - 1;
                pivots[pAt + k + 1] = -pivot - 1;
            }
            k += rows;
        }
        return info;
    }

    private double get(int i, int j) {
        return a[at + i * n + j];
    }

    private void set(int i, int j, double value) {
        a[at + i * n + j] = value;
    }

    private int largestBelow(int k) {
        int best = k + 1;
        for (int i = k + 2; i < n; i++) {
            best = Math.abs(get(i, k)) > Math.abs(get(best, k)) ? i : best;
        }
        return best;
    }

    /// The largest off-diagonal magnitude in row `i` of the part from `k` on.
    private double largestInRow(int i, int k) {
        double largest = 0;
        for (int j = k; j < i; j++) {
            largest = Math.max(largest, Math.abs(get(i, j)));
        }
        for (int j = i + 1; j < n; j++) {
            largest = Math.max(largest, Math.abs(get(j, i)));
        }
        return largest;
    }

    /// Swaps rows and columns `from` and `pivot` of the part that begins at `k`.
    private void swap(int k, int from, int pivot) {
        if (from == pivot) {
            return;
        }
        for (int i = pivot + 1; i < n; i++) {
            exchange(i, from, i, pivot);
        }
        for (int j = from + 1; j < pivot; j++) {
            exchange(j, from, pivot, j);
        }
        exchange(from, from, pivot, pivot);
        if (from > k) {
            exchange(k + 1, k, pivot, k);
        }
    }

    private void exchange(int i, int j, int p, int q) {
        double value = get(i, j);
        set(i, j, get(p, q));
        set(p, q, value);
    }

    private void eliminateOne(int k) {
        double inverse = 1 / get(k, k);
        for (int j = k + 1; j < n; j++) {
            double factor = inverse * get(j, k);
            for (int i = j; i < n; i++) {
                set(i, j, get(i, j) - get(i, k) * factor);
            }
        }
        for (int i = k + 1; i < n; i++) {
            set(i, k, inverse * get(i, k));
        }
    }

    private void eliminateTwo(int k) {
        if (k + 2 >= n) {
            return;
        }
        double off = get(k + 1, k);
        double d11 = get(k + 1, k + 1) / off;
        double d22 = get(k, k) / off;
        double t = 1 / (d11 * d22 - 1) / off;
        for (int j = k + 2; j < n; j++) {
            double first = t * (d11 * get(j, k) - get(j, k + 1));
            double second = t * (d22 * get(j, k + 1) - get(j, k));
            for (int i = j; i < n; i++) {
                set(i, j, get(i, j) - get(i, k) * first - get(i, k + 1) * second);
            }
            set(j, k, first);
            set(j, k + 1, second);
        }
    }

    /// Solves `A X = B` for the factored matrix; `B` is dense `n x k` and becomes `X`.
    static void solve(
            double[] a, int at, int n, int[] pivots, int pAt, double[] b, int bAt, int k) {
        var ldl = new Ldl(a, at, n);
        for (int i = 0; i < n; ) {
            int pivot = pivots[pAt + i];
            if (pivot > 0) {
                swapRows(b, bAt, k, i, pivot - 1);
                ldl.subtractBelow(i, i + 1, b, bAt, k);
                Rows.scale(1 / ldl.get(i, i), b, bAt + i * k, k);
                i++;
            } else {
                swapRows(b, bAt, k, i + 1, -pivot - 1);
                ldl.subtractBelow(i, i + 2, b, bAt, k);
                ldl.subtractBelow(i + 1, i + 2, b, bAt, k);
                ldl.solveTwo(i, b, bAt, k);
                i += 2;
            }
        }
        for (int i = n - 1; i >= 0; ) {
            int pivot = pivots[pAt + i];
            ldl.subtractFrom(i, i + 1, b, bAt, k);
            if (pivot > 0) {
                swapRows(b, bAt, k, i, pivot - 1);
                i--;
            } else {
                ldl.subtractFrom(i - 1, i + 1, b, bAt, k);
                swapRows(b, bAt, k, i, -pivot - 1);
                i -= 2;
            }
        }
    }

    private static void swapRows(double[] b, int bAt, int k, int i, int j) {
        if (i != j) {
            Rows.swap(b, bAt + i * k, bAt + j * k, k);
        }
    }

    private void subtractBelow(int column, int from, double[] b, int bAt, int k) {
        for (int i = from; i < n; i++) {
            Rows.axpy(-get(i, column), b, bAt + column * k, b, bAt + i * k, k);
        }
    }

    private void subtractFrom(int column, int from, double[] b, int bAt, int k) {
        for (int i = from; i < n; i++) {
            Rows.axpy(-get(i, column), b, bAt + i * k, b, bAt + column * k, k);
        }
    }

    private void solveTwo(int i, double[] b, int bAt, int k) {
        double off = get(i + 1, i);
        double first = get(i, i) / off;
        double second = get(i + 1, i + 1) / off;
        double scale = first * second - 1;
        for (int q = 0; q < k; q++) {
            double x = b[bAt + i * k + q] / off;
            double y = b[bAt + (i + 1) * k + q] / off;
            b[bAt + i * k + q] = (second * x - y) / scale;
            b[bAt + (i + 1) * k + q] = (first * y - x) / scale;
        }
    }
}
