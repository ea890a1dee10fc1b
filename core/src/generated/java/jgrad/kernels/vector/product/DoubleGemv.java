// Made of FloatGemv.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector.product;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.threads.Parallel;
import jgrad.storage.Pool;

import java.util.Arrays;

/// A matrix times a vector: `y = beta y + alpha M x`.
///
/// Where the rows of M are dense every sum is a dot product; where its columns are, multiples of
/// the columns are added up. Sums are cut into pieces of [#PIECE] products, added in order at the
/// end, so a long sum is shared by threads and loses less.
final class DoubleGemv {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final VectorMask<Double> UPPER = lanesWithBit(LANES / 2);
    private static final VectorMask<Double> ODD = lanesWithBit(LANES / 4);
    private static final VectorShuffle<Double> SWAP_HALVES = swap(LANES / 2);
    private static final VectorShuffle<Double> SWAP_QUARTERS = swap(LANES / 4);
    private static final VectorShuffle<Double> SWAP_2 = swap(2);
    private static final VectorShuffle<Double> SWAP_1 = swap(1);

    private static final int PIECE = 8192;
    private static final int ROWS = 4;
    private static final int COLUMN = 8 * LANES;

    /// Multiplications that are worth a chunk of their own.
    private static final int CHUNK = 1 << 15;

    private final int rows;
    private final int k;
    private final double[] m;
    private final int mAt;
    private final int mRow;
    private final int mCol;
    private final double[] x;
    private final int xAt;
    private final double[] sums;

    private DoubleGemv(
            int rows,
            int k,
            double[] m,
            int mAt,
            int mRow,
            int mCol,
            double[] x,
            int xAt,
            double[] sums) {
        this.rows = rows;
        this.k = k;
        this.m = m;
        this.mAt = mAt;
        this.mRow = mRow;
        this.mCol = mCol;
        this.x = x;
        this.xAt = xAt;
        this.sums = sums;
    }

    static void run(
            int rows,
            int k,
            double alpha,
            double[] m,
            int mAt,
            int mRow,
            int mCol,
            double[] x,
            int xAt,
            int xStep,
            double beta,
            double[] y,
            int yAt,
            int yStep) {
        if (xStep != 1) {
            double[] dense = dense(x, xAt, xStep, k);
            run(rows, k, alpha, m, mAt, mRow, mCol, dense, 0, 1, beta, y, yAt, yStep);
            Pool.giveBack(dense);
        } else if (rows == 1 && mCol != 1) {
            double[] dense = dense(m, mAt, mCol, k);
            run(rows, k, alpha, dense, 0, k, 1, x, xAt, 1, beta, y, yAt, yStep);
            Pool.giveBack(dense);
        } else {
            int pieces = (k - 1) / PIECE + 1;
            double[] sums = Pool.doubles(pieces * rows);
            new DoubleGemv(rows, k, m, mAt, mRow, mCol, x, xAt, sums).sum(pieces);
            for (int i = 0; i < rows; i++) {
                double sum = sums[i];
                for (int piece = 1; piece < pieces; piece++) {
                    sum += sums[piece * rows + i];
                }
                int at = yAt + i * yStep;
                y[at] = beta == 0 ? alpha * sum : Math.fma(beta, y[at], alpha * sum);
            }
            Pool.giveBack(sums);
        }
    }

    private static double[] dense(double[] src, int at, int step, int n) {
        double[] dense = Pool.doubles(n);
        for (int i = 0; i < n; i++) {
            dense[i] = src[at + i * step];
        }
        return dense;
    }

    private void sum(int pieces) {
        int unit = mCol == 1 ? ROWS : COLUMN;
        int grain = Math.max(1, CHUNK / (unit * Math.min(k, PIECE)));
        int units = (rows - 1) / unit + 1;
        Parallel.forRange(
                units * pieces,
                grain,
                (from, to) -> {
                    double[] lanes = new double[LANES + ROWS];
                    for (int u = from; u < to; u++) {
                        int first = u % units * unit;
                        int last = Math.min(rows, first + unit);
                        int start = u / units * PIECE;
                        int end = Math.min(k, start + PIECE);
                        if (mCol == 1) {
                            dots(first, last, start, end, u / units * rows, lanes);
                        } else {
                            columns(first, last, start, end, u / units * rows);
                        }
                    }
                });
    }

    /// Up to [#ROWS] rows at once; the missing ones repeat the last.
    private void dots(int first, int last, int start, int end, int to, double[] lanes) {
        int a0 = mAt + first * mRow;
        int a1 = mAt + Math.min(first + 1, last - 1) * mRow;
        int a2 = mAt + Math.min(first + 2, last - 1) * mRow;
        int a3 = mAt + Math.min(first + 3, last - 1) * mRow;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector t0 = s0;
        DoubleVector t1 = s0;
        DoubleVector t2 = s0;
        DoubleVector t3 = s0;
        int q = start;
        for (; q < end - 2 * LANES + 1; q += 2 * LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + q);
            DoubleVector w = DoubleVector.fromArray(SPECIES, x, xAt + q + LANES);
            s0 = DoubleVector.fromArray(SPECIES, m, a0 + q).fma(v, s0);
            t0 = DoubleVector.fromArray(SPECIES, m, a0 + q + LANES).fma(w, t0);
            s1 = DoubleVector.fromArray(SPECIES, m, a1 + q).fma(v, s1);
            t1 = DoubleVector.fromArray(SPECIES, m, a1 + q + LANES).fma(w, t1);
            s2 = DoubleVector.fromArray(SPECIES, m, a2 + q).fma(v, s2);
            t2 = DoubleVector.fromArray(SPECIES, m, a2 + q + LANES).fma(w, t2);
            s3 = DoubleVector.fromArray(SPECIES, m, a3 + q).fma(v, s3);
            t3 = DoubleVector.fromArray(SPECIES, m, a3 + q + LANES).fma(w, t3);
        }
        if (q < end - LANES + 1) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + q);
            s0 = DoubleVector.fromArray(SPECIES, m, a0 + q).fma(v, s0);
            s1 = DoubleVector.fromArray(SPECIES, m, a1 + q).fma(v, s1);
            s2 = DoubleVector.fromArray(SPECIES, m, a2 + q).fma(v, s2);
            s3 = DoubleVector.fromArray(SPECIES, m, a3 + q).fma(v, s3);
            q += LANES;
        }
        s0 = s0.add(t0);
        s1 = s1.add(t1);
        s2 = s2.add(t2);
        s3 = s3.add(t3);
        if (LANES >= 4) {
            // Halves of two rows are added at a time, so that the four end up in the quarters of
            // one
            // vector. The order is written down: reduceLanes leaves it open, and interpreter and
            // compiler take different ones.
            s0 = s0.blend(s1, UPPER).add(s1.blend(s0, UPPER).rearrange(SWAP_HALVES));
            s2 = s2.blend(s3, UPPER).add(s3.blend(s2, UPPER).rearrange(SWAP_HALVES));
            s0 = s0.blend(s2, ODD).add(s2.blend(s0, ODD).rearrange(SWAP_QUARTERS));
            if (LANES >= 16) {
                s0 = s0.add(s0.rearrange(SWAP_2));
            }
            if (LANES >= 8) {
                s0 = s0.add(s0.rearrange(SWAP_1));
            }
            s0.intoArray(lanes, 0);
        } else {
            s0.add(s0.rearrange(SWAP_1)).intoArray(lanes, 0);
            s2.add(s2.rearrange(SWAP_1)).intoArray(lanes, 1);
            s1.add(s1.rearrange(SWAP_1)).intoArray(lanes, 2);
            s3.add(s3.rearrange(SWAP_1)).intoArray(lanes, 3);
        }
        for (int i = first; i < last; i++) {
            int r = i - first;
            double sum = lanes[((r & 1) * 2 + r / 2) * Math.max(LANES / 4, 1)];
            int at = mAt + i * mRow;
            for (int rest = q; rest < end; rest++) {
                sum = Math.fma(m[at + rest], x[xAt + rest], sum);
            }
            sums[to + i] = sum;
        }
    }

    private void columns(int first, int last, int start, int end, int to) {
        if (last - first == COLUMN) {
            column(mAt + first, start, end, to + first);
            return;
        }
        int i = first;
        for (; i < last - LANES + 1; i += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int q = start; q < end; q++) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, m, mAt + i + q * mCol);
                sum = DoubleVector.broadcast(SPECIES, x[xAt + q]).fma(v, sum);
            }
            sum.intoArray(sums, to + i);
        }
        Arrays.fill(sums, to + i, to + last, 0);
        for (int q = start; q < end; q++) {
            for (int r = i; r < last; r++) {
                sums[to + r] = Math.fma(x[xAt + q], m[mAt + r + q * mCol], sums[to + r]);
            }
        }
    }

    /// Eight vectors of rows.
    private void column(int at, int start, int end, int to) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        for (int q = start; q < end; q++) {
            DoubleVector v = DoubleVector.broadcast(SPECIES, x[xAt + q]);
            int from = at + q * mCol;
            s0 = DoubleVector.fromArray(SPECIES, m, from).fma(v, s0);
            s1 = DoubleVector.fromArray(SPECIES, m, from + LANES).fma(v, s1);
            s2 = DoubleVector.fromArray(SPECIES, m, from + 2 * LANES).fma(v, s2);
            s3 = DoubleVector.fromArray(SPECIES, m, from + 3 * LANES).fma(v, s3);
            s4 = DoubleVector.fromArray(SPECIES, m, from + 4 * LANES).fma(v, s4);
            s5 = DoubleVector.fromArray(SPECIES, m, from + 5 * LANES).fma(v, s5);
            s6 = DoubleVector.fromArray(SPECIES, m, from + 6 * LANES).fma(v, s6);
            s7 = DoubleVector.fromArray(SPECIES, m, from + 7 * LANES).fma(v, s7);
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + LANES);
        s2.intoArray(sums, to + 2 * LANES);
        s3.intoArray(sums, to + 3 * LANES);
        s4.intoArray(sums, to + 4 * LANES);
        s5.intoArray(sums, to + 5 * LANES);
        s6.intoArray(sums, to + 6 * LANES);
        s7.intoArray(sums, to + 7 * LANES);
    }

    private static VectorShuffle<Double> swap(int bit) {
        return VectorShuffle.fromOp(SPECIES, i -> (i ^ bit) % LANES);
    }

    private static VectorMask<Double> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }
}
