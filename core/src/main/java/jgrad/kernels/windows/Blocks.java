package jgrad.kernels.windows;

import jgrad.kernels.loops.Product;
import jgrad.kernels.product.Gemm;
import jgrad.storage.Pool;

/// Scratch and products by element type.
final class Blocks {
    private Blocks() {}

    static float[] borrowFloat(int n) {
        return Pool.floats(n);
    }

    static double[] borrowDouble(int n) {
        return Pool.doubles(n);
    }

    static long[] borrowLong(int n) {
        return new long[n];
    }

    static void giveBack(float[] block) {
        Pool.giveBack(block);
    }

    static void giveBack(double[] block) {
        Pool.giveBack(block);
    }

    static void giveBack(long[] block) {
        assert block.length > 0; // left to the collector: integers are rare here
    }

    static void product(Product p, float[] a, float[] b, boolean add, float[] c) {
        Gemm.floats(p, 1, a, b, add ? 1 : 0, c);
    }

    static void product(Product p, double[] a, double[] b, boolean add, double[] c) {
        Gemm.doubles(p, 1, a, b, add ? 1 : 0, c);
    }

    static void product(Product p, long[] a, long[] b, boolean add, long[] c) {
        Gemm.longs(p, 1, a, b, add ? 1 : 0, c);
    }
}
