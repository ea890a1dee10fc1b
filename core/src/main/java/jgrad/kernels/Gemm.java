package jgrad.kernels;

/// Matrix products on arrays: `C = beta C + alpha A B` for every matrix of a batch. C is not read
/// if `beta` is 0.
///
/// Bits depend on the shape only: not on the number of threads, and not on where the matrices lie.
final class Gemm {
    /// Multiplications that are worth a chunk of their own.
    private static final long CHUNK_WORK = 1 << 16;

    private Gemm() {}

    static void floats(Product p, float alpha, float[] a, float[] b, float beta, float[] c) {
        rows(
                p,
                (s, i) -> {
                    int cAt = p.cAt(s) + i * p.cRow();
                    for (int j = 0; j < p.n(); j++) {
                        c[cAt + j] = beta == 0 ? 0 : beta * c[cAt + j];
                    }
                    for (int q = 0; q < p.k(); q++) {
                        float x = alpha * a[p.aAt(s) + i * p.aRow() + q * p.aCol()];
                        int bAt = p.bAt(s) + q * p.bRow();
                        for (int j = 0; j < p.n(); j++) {
                            c[cAt + j] += x * b[bAt + j * p.bCol()];
                        }
                    }
                });
    }

    static void doubles(Product p, double alpha, double[] a, double[] b, double beta, double[] c) {
        rows(
                p,
                (s, i) -> {
                    int cAt = p.cAt(s) + i * p.cRow();
                    for (int j = 0; j < p.n(); j++) {
                        c[cAt + j] = beta == 0 ? 0 : beta * c[cAt + j];
                    }
                    for (int q = 0; q < p.k(); q++) {
                        double x = alpha * a[p.aAt(s) + i * p.aRow() + q * p.aCol()];
                        int bAt = p.bAt(s) + q * p.bRow();
                        for (int j = 0; j < p.n(); j++) {
                            c[cAt + j] += x * b[bAt + j * p.bCol()];
                        }
                    }
                });
    }

    static void longs(Product p, long alpha, long[] a, long[] b, long beta, long[] c) {
        rows(
                p,
                (s, i) -> {
                    int cAt = p.cAt(s) + i * p.cRow();
                    for (int j = 0; j < p.n(); j++) {
                        c[cAt + j] *= beta;
                    }
                    for (int q = 0; q < p.k(); q++) {
                        long x = alpha * a[p.aAt(s) + i * p.aRow() + q * p.aCol()];
                        int bAt = p.bAt(s) + q * p.bRow();
                        for (int j = 0; j < p.n(); j++) {
                            c[cAt + j] += x * b[bAt + j * p.bCol()];
                        }
                    }
                });
    }

    static void ints(Product p, int alpha, int[] a, int[] b, int beta, int[] c) {
        rows(
                p,
                (s, i) -> {
                    int cAt = p.cAt(s) + i * p.cRow();
                    for (int j = 0; j < p.n(); j++) {
                        c[cAt + j] *= beta;
                    }
                    for (int q = 0; q < p.k(); q++) {
                        int x = alpha * a[p.aAt(s) + i * p.aRow() + q * p.aCol()];
                        int bAt = p.bAt(s) + q * p.bRow();
                        for (int j = 0; j < p.n(); j++) {
                            c[cAt + j] += x * b[bAt + j * p.bCol()];
                        }
                    }
                });
    }

    private interface Row {
        void compute(int s, int i);
    }

    private static void rows(Product p, Row row) {
        long work = Math.max(1, (long) p.n() * p.k());
        int grain = (int) Math.max(1, CHUNK_WORK / work);
        Parallel.forRange(
                p.batch() * p.m(),
                grain,
                (from, to) -> {
                    for (int r = from; r < to; r++) {
                        row.compute(r / p.m(), r % p.m());
                    }
                });
    }
}
