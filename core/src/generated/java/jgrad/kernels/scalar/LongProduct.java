// Made of FloatProduct.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.Product;
import jgrad.kernels.threads.Parallel;

import java.util.Arrays;

/// Matrix products in plain loops that the compiler turns into vector instructions.
///
/// It does so only where all arrays of a loop have the same index. So a block of B is copied into
/// one array for each of its rows, and a row of C is summed in an array of its own.
public final class LongProduct {
    private static final int DEPTH = 128;
    private static final int COLS = 256;
    private static final int ROWS = 64;

    /// A product with fewer columns is computed as its transpose.
    private static final int NARROW = 16;

    /// Multiplications that are worth a chunk of their own.
    private static final long CHUNK = 1 << 16;

    /// Whether what is computed is `C^T = B^T A^T`. The operands cannot tell: both may be views of
    /// one array.
    private final boolean turned;

    private final int m;
    private final int n;
    private final int k;
    private final long alpha;
    private final long[] a;
    private final int aRow;
    private final int aCol;
    private final long[] b;
    private final int bRow;
    private final int bCol;
    private final long beta;
    private final long[] c;
    private final int cRow;
    private final int cCol;

    private LongProduct(Product p, long alpha, long[] a, long[] b, long beta, long[] c) {
        this.turned = p.n() < NARROW && p.n() < p.m();
        this.m = turned ? p.n() : p.m();
        this.n = turned ? p.m() : p.n();
        this.k = p.k();
        this.alpha = alpha;
        this.a = turned ? b : a;
        this.aRow = turned ? p.bCol() : p.aRow();
        this.aCol = turned ? p.bRow() : p.aCol();
        this.b = turned ? a : b;
        this.bRow = turned ? p.aCol() : p.bRow();
        this.bCol = turned ? p.aRow() : p.bCol();
        this.beta = beta;
        this.c = c;
        this.cRow = turned ? 1 : p.cRow();
        this.cCol = turned ? p.cRow() : 1;
    }

    /// `C = beta C + alpha A B` for every matrix of a batch in which nothing is empty.
    public static void run(Product p, long alpha, long[] a, long[] b, long beta, long[] c) {
        LongProduct one = new LongProduct(p, alpha, a, b, beta, c);
        int down = ceil(one.m, ROWS);
        int across = ceil(one.n, COLS);
        long work = (long) Math.min(one.m, ROWS) * Math.min(one.n, COLS) * one.k;
        Parallel.forRange(
                p.batch() * down * across,
                (int) Math.max(1, CHUNK / work),
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        int s = t / (down * across);
                        one.block(
                                t / across % down * ROWS,
                                t % across * COLS,
                                one.turned ? p.bAt(s) : p.aAt(s),
                                one.turned ? p.aAt(s) : p.bAt(s),
                                p.cAt(s));
                    }
                });
    }

    private void block(int row, int col, int aAt, int bAt, int cAt) {
        int cols = Math.min(COLS, n - col);
        long[][] right = new long[Math.min(k, DEPTH)][cols];
        long[] sums = new long[cols];
        for (int slice = 0; slice < k; slice += DEPTH) {
            int depth = Math.min(DEPTH, k - slice);
            copy(bAt + slice * bRow + col * bCol, depth, right);
            for (int i = row; i < Math.min(m, row + ROWS); i++) {
                sum(aAt + i * aRow + slice * aCol, depth, right, sums);
                put(sums, slice == 0 ? beta : 1, cAt + i * cRow + col * cCol);
            }
        }
    }

    private void copy(int at, int depth, long[][] right) {
        for (int q = 0; q < depth; q++) {
            long[] to = right[q];
            int from = at + q * bRow;
            if (bCol == 1) {
                System.arraycopy(b, from, to, 0, to.length);
            } else {
                for (int j = 0; j < to.length; j++) {
                    to[j] = b[from + j * bCol];
                }
            }
        }
    }

    private void sum(int at, int depth, long[][] right, long[] sums) {
        Arrays.fill(sums, 0);
        int q = 0;
        for (; q + 3 < depth; q += 4) {
            add(
                    sums,
                    a[at + q * aCol],
                    right[q],
                    a[at + (q + 1) * aCol],
                    right[q + 1],
                    a[at + (q + 2) * aCol],
                    right[q + 2],
                    a[at + (q + 3) * aCol],
                    right[q + 3]);
        }
        for (; q < depth; q++) {
            add(sums, a[at + q * aCol], right[q]);
        }
    }

    private static void add(
            long[] sums,
            long x0,
            long[] b0,
            long x1,
            long[] b1,
            long x2,
            long[] b2,
            long x3,
            long[] b3) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
        }
    }

    private static void add(long[] sums, long x, long[] row) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += x * row[j];
        }
    }

    private void put(long[] sums, long scale, int at) {
        for (int j = 0; j < sums.length; j++) {
            long sum = alpha * sums[j];
            int to = at + j * cCol;
            c[to] = scale == 0 ? sum : scale * c[to] + sum;
        }
    }

    private static int ceil(int n, int by) {
        return (n - 1) / by + 1;
    }
}
