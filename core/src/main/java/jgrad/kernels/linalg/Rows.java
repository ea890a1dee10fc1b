package jgrad.kernels.linalg;

/// The inner loops of all factorizations, over stretches of arrays that lie side by side.
///
/// Sums run in four lanes, which the processor overlaps; their order depends on the length alone,
/// so bits are the same on every machine.
final class Rows {
    /// Between these no square of an element that matters over- or underflows.
    private static final double SMALL = 1e-280;

    private static final double LARGE = 1e280;

    private Rows() {}

    static double dot(double[] a, int aAt, double[] b, int bAt, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[aAt + i] * b[bAt + i];
            s1 += a[aAt + i + 1] * b[bAt + i + 1];
            s2 += a[aAt + i + 2] * b[bAt + i + 2];
            s3 += a[aAt + i + 3] * b[bAt + i + 3];
        }
        double sum = (s0 + s1) + (s2 + s3);
        for (; i < n; i++) {
            sum += a[aAt + i] * b[bAt + i];
        }
        return sum;
    }

    /// `y += c x`
    static void axpy(double c, double[] x, int xAt, double[] y, int yAt, int n) {
        if (c != 0) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] += c * x[xAt + i];
            }
        }
    }

    static void scale(double c, double[] x, int at, int n) {
        for (int i = 0; i < n; i++) {
            x[at + i] *= c;
        }
    }

    static void swap(double[] x, int a, int b, int n) {
        for (int i = 0; i < n; i++) {
            double t = x[a + i];
            x[a + i] = x[b + i];
            x[b + i] = t;
        }
    }

    /// `(x_a, x_b) = (c x_a - s x_b, s x_a + c x_b)`
    static void rotate(double c, double s, double[] x, int a, int b, int n) {
        for (int i = 0; i < n; i++) {
            double p = x[a + i];
            double q = x[b + i];
            x[a + i] = c * p - s * q;
            x[b + i] = s * p + c * q;
        }
    }

    /// The Euclidean norm, without over- or underflow on the way.
    static double norm(double[] x, int at, int n) {
        double squares = dot(x, at, x, at, n);
        if (squares > SMALL && squares < LARGE) {
            return Math.sqrt(squares);
        }
        double largest = largest(x, at, n);
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double scaled = x[at + i] / largest;
            sum += scaled * scaled;
        }
        return largest * Math.sqrt(sum);
    }

    /// The largest magnitude; NaN if there is one.
    static double largest(double[] x, int at, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(x[at + i]));
        }
        return largest;
    }

    static boolean isFinite(double[] x, int at, int n) {
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += x[at + i] * 0;
        }
        return product == 0;
    }

    static double[] identity(int n) {
        double[] x = new double[n * n];
        for (int i = 0; i < n; i++) {
            x[i * n + i] = 1;
        }
        return x;
    }

    /// The transpose of a dense `m x n` matrix.
    static double[] transpose(double[] a, int at, int m, int n) {
        double[] t = new double[m * n];
        transpose(a, at, m, n, t, 0);
        return t;
    }

    static void transpose(double[] a, int at, int m, int n, double[] t, int tAt) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                t[tAt + j * m + i] = a[at + i * n + j];
            }
        }
    }
}
