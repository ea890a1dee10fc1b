package jgrad.kernels.linalg;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Random;

/// Matrices to factor, and plain arithmetic to check the factors with.
final class Sampled {
    private Sampled() {}

    static double[] random(long seed, int size) {
        var random = new Random(seed);
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextGaussian();
        }
        return x;
    }

    static Tensor matrix(double[] data, int... shape) {
        return new Tensor(new Storage(data.clone()), Layout.contiguous(shape), DType.FLOAT64);
    }

    static Tensor random(long seed, int... shape) {
        return matrix(random(seed, Layout.numel(shape)), shape);
    }

    static double[] values(Tensor t) {
        return (double[])
                Cast.toArray(t.dtype(), Raw.storage(t).array(), Raw.layout(t), DType.FLOAT64);
    }

    /// `n x n` with singular values that fall from 1 to `smallest`.
    static double[] graded(long seed, int n, double smallest) {
        double[] u = orthogonal(seed, n);
        double[] v = orthogonal(seed + 1, n);
        double[] us = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                us[i * n + j] = u[i * n + j] * Math.pow(smallest, j / (double) Math.max(1, n - 1));
            }
        }
        return times(us, v, n, n, n);
    }

    static double[] orthogonal(long seed, int n) {
        return values(Factorizations.qr(random(seed, n, n), n)[0]);
    }

    static double[] times(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int q = 0; q < k; q++) {
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += a[i * k + q] * b[q * n + j];
                }
            }
        }
        return c;
    }

    static double[] transpose(double[] a, int m, int n) {
        double[] t = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                t[j * m + i] = a[i * n + j];
            }
        }
        return t;
    }

    static double largestDifference(double[] a, double[] b) {
        if (a.length != b.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - b[i]);
            largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
        }
        return largest;
    }

    static double largest(double[] a) {
        return largestDifference(a, new double[a.length]);
    }

    /// How far the columns of an `m x n` matrix are from orthonormal.
    static double skew(double[] q, int m, int n) {
        return largestDifference(times(transpose(q, m, n), q, n, m, n), Rows.identity(n));
    }
}
