package jgrad.kernels.loops;

/// Matrix products on arrays: `C = beta C + alpha A B` for every matrix of a batch in which nothing
/// is empty. C is not read if `beta` is 0.
public interface ProductLoops {
    void floats(Product p, float alpha, float[] a, float[] b, float beta, float[] c);

    void doubles(Product p, double alpha, double[] a, double[] b, double beta, double[] c);

    void longs(Product p, long alpha, long[] a, long[] b, long beta, long[] c);

    void ints(Product p, int alpha, int[] a, int[] b, int beta, int[] c);
}
