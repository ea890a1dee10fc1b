package jgrad.kernels.scalar;

import jgrad.kernels.loops.Product;
import jgrad.kernels.loops.ProductLoops;

/// Matrix products in plain Java.
public class ScalarProducts implements ProductLoops {
    @Override
    public void floats(Product p, float alpha, float[] a, float[] b, float beta, float[] c) {
        FloatProduct.run(p, alpha, a, b, beta, c);
    }

    @Override
    public void doubles(Product p, double alpha, double[] a, double[] b, double beta, double[] c) {
        DoubleProduct.run(p, alpha, a, b, beta, c);
    }

    @Override
    public void longs(Product p, long alpha, long[] a, long[] b, long beta, long[] c) {
        LongProduct.run(p, alpha, a, b, beta, c);
    }

    @Override
    public void ints(Product p, int alpha, int[] a, int[] b, int beta, int[] c) {
        IntProduct.run(p, alpha, a, b, beta, c);
    }
}
