// Made of FloatSplit.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector.product;

import jgrad.kernels.loops.Product;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Pool;

/// A product with few elements and long sums, such as the gradient of a weight over a large batch:
/// cut along `k` into parts, so that there is work for many threads, and added up in order.
final class DoubleSplit {
    private static final int PART = 4096;
    private static final int MOST_PARTS = 64;
    private static final int MOST_ELEMENTS = 1 << 14;

    private DoubleSplit() {}

    static boolean suits(Product p) {
        return p.k() >= 2 * PART && (long) p.m() * p.n() <= MOST_ELEMENTS;
    }

    /// Matrix `s` of the batch.
    static void run(
            Product p, int s, double alpha, double[] a, double[] b, double beta, double[] c) {
        int size = p.m() * p.n();
        int parts = Math.min(MOST_PARTS, p.k() / PART);
        int length = (p.k() - 1) / parts + 1;
        double[] sums = Pool.doubles(parts * size);
        Parallel.forRange(
                parts,
                1,
                (from, to) -> {
                    for (int part = from; part < to; part++) {
                        Product piece = piece(p, s, part * length, length, part * size);
                        new DoubleGemm(piece, 0, alpha, a, b, 0, sums).run();
                    }
                });
        for (int i = 0; i < p.m(); i++) {
            for (int j = 0; j < p.n(); j++) {
                double sum = sums[i * p.n() + j];
                for (int part = 1; part < parts; part++) {
                    sum += sums[part * size + i * p.n() + j];
                }
                int at = p.cAt(s) + i * p.cRow() + j;
                c[at] = beta == 0 ? sum : Math.fma(beta, c[at], sum);
            }
        }
        Pool.giveBack(sums);
    }

    private static Product piece(Product p, int s, int q, int length, int at) {
        return new Product(
                1,
                p.m(),
                p.n(),
                Math.min(length, p.k() - q),
                p.aAt(s) + q * p.aCol(),
                0,
                p.aRow(),
                p.aCol(),
                p.bAt(s) + q * p.bRow(),
                0,
                p.bRow(),
                p.bCol(),
                at,
                0,
                p.n());
    }
}
