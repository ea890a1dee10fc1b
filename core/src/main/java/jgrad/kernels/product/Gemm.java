package jgrad.kernels.product;

import jgrad.kernels.choice.Chosen.Products;
import jgrad.kernels.loops.Product;

/// Matrix products on arrays: `C = beta C + alpha A B` for every matrix of a batch. C is not read
/// if `beta` is 0.
///
/// Bits depend on the shape, the strides and the machine, and not on the number of threads.
public final class Gemm {
    /// Up to this many multiplications a plain loop is done before a fast one has begun.
    private static final int TINY = 256;

    private Gemm() {}

    public static void floats(Product p, float alpha, float[] a, float[] b, float beta, float[] c) {
        if (p.multiplications() <= TINY) {
            for (int s = 0; s < p.batch(); s++) {
                tiny(p, s, alpha, a, b, beta, c);
            }
        } else {
            Products.LOOPS.floats(p, alpha, a, b, beta, c);
        }
    }

    public static void doubles(
            Product p, double alpha, double[] a, double[] b, double beta, double[] c) {
        if (p.multiplications() <= TINY) {
            for (int s = 0; s < p.batch(); s++) {
                tiny(p, s, alpha, a, b, beta, c);
            }
        } else {
            Products.LOOPS.doubles(p, alpha, a, b, beta, c);
        }
    }

    public static void longs(Product p, long alpha, long[] a, long[] b, long beta, long[] c) {
        if (p.multiplications() > 0) {
            Products.LOOPS.longs(p, alpha, a, b, beta, c);
        } else {
            eachElement(p, at -> c[at] *= beta);
        }
    }

    static void ints(Product p, int alpha, int[] a, int[] b, int beta, int[] c) {
        if (p.multiplications() > 0) {
            Products.LOOPS.ints(p, alpha, a, b, beta, c);
        } else {
            eachElement(p, at -> c[at] *= beta);
        }
    }

    private static void tiny(
            Product p, int s, float alpha, float[] a, float[] b, float beta, float[] c) {
        for (int i = 0; i < p.m(); i++) {
            for (int j = 0; j < p.n(); j++) {
                int left = p.aAt(s) + i * p.aRow();
                int right = p.bAt(s) + j * p.bCol();
                float sum = 0;
                for (int q = 0; q < p.k(); q++) {
                    sum += a[left + q * p.aCol()] * b[right + q * p.bRow()];
                }
                int at = p.cAt(s) + i * p.cRow() + j;
                c[at] = beta == 0 ? alpha * sum : beta * c[at] + alpha * sum;
            }
        }
    }

    private static void tiny(
            Product p, int s, double alpha, double[] a, double[] b, double beta, double[] c) {
        for (int i = 0; i < p.m(); i++) {
            for (int j = 0; j < p.n(); j++) {
                int left = p.aAt(s) + i * p.aRow();
                int right = p.bAt(s) + j * p.bCol();
                double sum = 0;
                for (int q = 0; q < p.k(); q++) {
                    sum += a[left + q * p.aCol()] * b[right + q * p.bRow()];
                }
                int at = p.cAt(s) + i * p.cRow() + j;
                c[at] = beta == 0 ? alpha * sum : beta * c[at] + alpha * sum;
            }
        }
    }

    private interface Element {
        void set(int at);
    }

    private static void eachElement(Product p, Element element) {
        for (int s = 0; s < p.batch(); s++) {
            for (int i = 0; i < p.m(); i++) {
                for (int j = 0; j < p.n(); j++) {
                    element.set(p.cAt(s) + i * p.cRow() + j);
                }
            }
        }
    }
}
