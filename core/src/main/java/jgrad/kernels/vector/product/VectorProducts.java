package jgrad.kernels.vector.product;

import jgrad.kernels.loops.Product;
import jgrad.kernels.scalar.ScalarProducts;
import jgrad.kernels.threads.Parallel;

/// Batches of matrix products by the Vector API; those of integers are in plain Java.
public final class VectorProducts extends ScalarProducts {
    /// Multiplications that make a product worth all threads; smaller ones of a batch share them
    /// out.
    private static final long LARGE = 1 << 22;

    /// Multiplications that are worth a chunk of their own.
    private static final long CHUNK = 1 << 16;

    /// Whether this machine has the instructions that these loops stand on.
    public static boolean isFast() {
        return Registers.FUSED;
    }

    @Override
    public void floats(Product p, float alpha, float[] a, float[] b, float beta, float[] c) {
        if (p.n() == 1) {
            forBatch(
                    p,
                    s ->
                            FloatGemv.run(
                                    p.m(), p.k(), alpha, a, p.aAt(s), p.aRow(), p.aCol(), b,
                                    p.bAt(s), p.bRow(), beta, c, p.cAt(s), p.cRow()));
        } else if (p.m() == 1) { // the transpose: a column of sums over the columns of B
            forBatch(
                    p,
                    s ->
                            FloatGemv.run(
                                    p.n(), p.k(), alpha, b, p.bAt(s), p.bCol(), p.bRow(), a,
                                    p.aAt(s), p.aCol(), beta, c, p.cAt(s), 1));
        } else if (FloatSplit.suits(p)) {
            forBatch(p, s -> FloatSplit.run(p, s, alpha, a, b, beta, c));
        } else {
            forBatch(p, s -> new FloatGemm(p, s, alpha, a, b, beta, c).run());
        }
    }

    @Override
    public void doubles(Product p, double alpha, double[] a, double[] b, double beta, double[] c) {
        if (p.n() == 1) {
            forBatch(
                    p,
                    s ->
                            DoubleGemv.run(
                                    p.m(), p.k(), alpha, a, p.aAt(s), p.aRow(), p.aCol(), b,
                                    p.bAt(s), p.bRow(), beta, c, p.cAt(s), p.cRow()));
        } else if (p.m() == 1) { // the transpose: a column of sums over the columns of B
            forBatch(
                    p,
                    s ->
                            DoubleGemv.run(
                                    p.n(), p.k(), alpha, b, p.bAt(s), p.bCol(), p.bRow(), a,
                                    p.aAt(s), p.aCol(), beta, c, p.cAt(s), 1));
        } else if (DoubleSplit.suits(p)) {
            forBatch(p, s -> DoubleSplit.run(p, s, alpha, a, b, beta, c));
        } else {
            forBatch(p, s -> new DoubleGemm(p, s, alpha, a, b, beta, c).run());
        }
    }

    private interface One {
        void run(int s);
    }

    private static void forBatch(Product p, One product) {
        long work = (long) p.m() * p.n() * p.k();
        if (work >= LARGE) {
            for (int s = 0; s < p.batch(); s++) {
                product.run(s);
            }
        } else {
            Parallel.forRange(
                    p.batch(),
                    (int) Math.max(1, CHUNK / work),
                    (from, to) -> {
                        for (int s = from; s < to; s++) {
                            product.run(s);
                        }
                    });
        }
    }
}
