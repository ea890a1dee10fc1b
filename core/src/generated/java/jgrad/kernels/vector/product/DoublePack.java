// Made of FloatPack.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector.product;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Copies strips of a matrix so that a tile reads them from one place: `width` numbers for each
/// step of `k`.
///
/// A strip is `count` vectors of `depth` numbers. Either the numbers of one step lie side by side
/// in the source, or those of one vector do; what is missing to the width of the strip becomes 0.
final class DoublePack {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Blocks of this many steps and vectors are transposed in registers, where vectors are long
    /// enough.
    private static final int SIDE = LANES >= 4 ? Math.min(LANES, 8) : Integer.MAX_VALUE;

    private static final VectorSpecies<Double> BLOCK =
            VectorSpecies.of(
                    double.class, VectorShape.forBitSize(Math.min(LANES, 8) * Double.SIZE));

    /// As much of a strip of A as one vector holds.
    private static final int PART_LANES = Math.min(LANES, DoubleTile.ROWS);

    private static final VectorSpecies<Double> PART =
            VectorSpecies.of(double.class, VectorShape.forBitSize(PART_LANES * Double.SIZE));

    private static final VectorShuffle<Double> SWAP_1 = BLOCK.shuffleFromOp(i -> i ^ 1);
    private static final VectorShuffle<Double> SWAP_2 =
            BLOCK.shuffleFromOp(i -> (i ^ 2) % BLOCK.length());
    private static final VectorShuffle<Double> SWAP_4 =
            BLOCK.shuffleFromOp(i -> (i ^ 4) % BLOCK.length());
    private static final VectorMask<Double> ODD_1 = lanesWithBit(1);
    private static final VectorMask<Double> ODD_2 = lanesWithBit(2);
    private static final VectorMask<Double> ODD_4 = lanesWithBit(4);
    private static final VectorMask<Double> EVEN_1 = ODD_1.not();
    private static final VectorMask<Double> EVEN_2 = ODD_2.not();
    private static final VectorMask<Double> EVEN_4 = ODD_4.not();

    private DoublePack() {}

    /// From a source where the numbers of step `q` lie side by side at `at + q * step`.
    static void steps(
            double[] src,
            int at,
            int step,
            int depth,
            int count,
            double[] dst,
            int dstAt,
            int width) {
        if (count == 2 * LANES) {
            panel(src, at, step, depth, dst, dstAt);
            return;
        }
        int vectors = count - count % LANES;
        boolean masked = Registers.MASKS && vectors < count && width - vectors >= LANES;
        VectorMask<Double> rest = SPECIES.indexInRange(0, count - vectors);
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * width;
            int i = 0;
            for (; i < vectors; i += LANES) {
                DoubleVector.fromArray(SPECIES, src, from + i).intoArray(dst, to + i);
            }
            if (masked) {
                DoubleVector.fromArray(SPECIES, src, from + i, rest).intoArray(dst, to + i);
                i += LANES;
            }
            for (; i < count; i++) {
                dst[to + i] = src[from + i];
            }
            for (; i < width; i++) {
                dst[to + i] = 0;
            }
        }
    }

    private static void panel(double[] src, int at, int step, int depth, double[] dst, int dstAt) {
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * 2 * LANES;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, src, from);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, src, from + LANES);
            b0.intoArray(dst, to);
            b1.intoArray(dst, to + LANES);
        }
    }

    /// Several strips side by side, each [DoubleTile#ROWS] wide and all of them full: strip `i`
    /// goes to `dstAt + i * dstStrip`. A source whose steps lie far apart is read a line at a time.
    static void strips(
            double[] src,
            int at,
            int step,
            int depth,
            int strips,
            double[] dst,
            int dstAt,
            int dstStrip) {
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * DoubleTile.ROWS;
            for (int i = 0; i < strips; i++) {
                for (int j = 0; j < DoubleTile.ROWS; j += PART_LANES) {
                    DoubleVector.fromArray(PART, src, from + i * DoubleTile.ROWS + j)
                            .intoArray(dst, to + i * dstStrip + j);
                }
            }
        }
    }

    /// From a source where the numbers of vector `i` lie side by side at `at + i * vector`.
    static void vectors(
            double[] src,
            int at,
            int vector,
            int depth,
            int count,
            double[] dst,
            int dstAt,
            int width) {
        if (count < width) {
            Arrays.fill(dst, dstAt, dstAt + depth * width, 0);
        }
        int wholeDepth = depth / SIDE * SIDE;
        int wholeCount = count / SIDE * SIDE;
        for (int i = 0; i < wholeCount; i += SIDE) {
            for (int q = 0; q < wholeDepth; q += SIDE) {
                transpose(src, at + i * vector + q, vector, dst, dstAt + q * width + i, width);
            }
        }
        for (int i = 0; i < count; i++) {
            for (int q = i < wholeCount ? wholeDepth : 0; q < depth; q++) {
                dst[dstAt + q * width + i] = src[at + i * vector + q];
            }
        }
    }

    private static void transpose(double[] src, int at, int row, double[] dst, int to, int dstRow) {
        if (SIDE == 8) {
            transpose8(src, at, row, dst, to, dstRow);
        } else {
            transpose4(src, at, row, dst, to, dstRow);
        }
    }

    /// Swaps the off-diagonal halves of ever larger squares: first of 2 x 2, last of 8 x 8.
    private static void transpose8(
            double[] src, int at, int row, double[] dst, int to, int dstRow) {
        DoubleVector r0 = DoubleVector.fromArray(BLOCK, src, at);
        DoubleVector r1 = DoubleVector.fromArray(BLOCK, src, at + row);
        DoubleVector r2 = DoubleVector.fromArray(BLOCK, src, at + 2 * row);
        DoubleVector r3 = DoubleVector.fromArray(BLOCK, src, at + 3 * row);
        DoubleVector r4 = DoubleVector.fromArray(BLOCK, src, at + 4 * row);
        DoubleVector r5 = DoubleVector.fromArray(BLOCK, src, at + 5 * row);
        DoubleVector r6 = DoubleVector.fromArray(BLOCK, src, at + 6 * row);
        DoubleVector r7 = DoubleVector.fromArray(BLOCK, src, at + 7 * row);
        DoubleVector s0 = r0.blend(r1.rearrange(SWAP_1), ODD_1);
        DoubleVector s1 = r1.blend(r0.rearrange(SWAP_1), EVEN_1);
        DoubleVector s2 = r2.blend(r3.rearrange(SWAP_1), ODD_1);
        DoubleVector s3 = r3.blend(r2.rearrange(SWAP_1), EVEN_1);
        DoubleVector s4 = r4.blend(r5.rearrange(SWAP_1), ODD_1);
        DoubleVector s5 = r5.blend(r4.rearrange(SWAP_1), EVEN_1);
        DoubleVector s6 = r6.blend(r7.rearrange(SWAP_1), ODD_1);
        DoubleVector s7 = r7.blend(r6.rearrange(SWAP_1), EVEN_1);
        DoubleVector t0 = s0.blend(s2.rearrange(SWAP_2), ODD_2);
        DoubleVector t2 = s2.blend(s0.rearrange(SWAP_2), EVEN_2);
        DoubleVector t1 = s1.blend(s3.rearrange(SWAP_2), ODD_2);
        DoubleVector t3 = s3.blend(s1.rearrange(SWAP_2), EVEN_2);
        DoubleVector t4 = s4.blend(s6.rearrange(SWAP_2), ODD_2);
        DoubleVector t6 = s6.blend(s4.rearrange(SWAP_2), EVEN_2);
        DoubleVector t5 = s5.blend(s7.rearrange(SWAP_2), ODD_2);
        DoubleVector t7 = s7.blend(s5.rearrange(SWAP_2), EVEN_2);
        DoubleVector u0 = t0.blend(t4.rearrange(SWAP_4), ODD_4);
        DoubleVector u4 = t4.blend(t0.rearrange(SWAP_4), EVEN_4);
        DoubleVector u1 = t1.blend(t5.rearrange(SWAP_4), ODD_4);
        DoubleVector u5 = t5.blend(t1.rearrange(SWAP_4), EVEN_4);
        DoubleVector u2 = t2.blend(t6.rearrange(SWAP_4), ODD_4);
        DoubleVector u6 = t6.blend(t2.rearrange(SWAP_4), EVEN_4);
        DoubleVector u3 = t3.blend(t7.rearrange(SWAP_4), ODD_4);
        DoubleVector u7 = t7.blend(t3.rearrange(SWAP_4), EVEN_4);
        u0.intoArray(dst, to);
        u1.intoArray(dst, to + dstRow);
        u2.intoArray(dst, to + 2 * dstRow);
        u3.intoArray(dst, to + 3 * dstRow);
        u4.intoArray(dst, to + 4 * dstRow);
        u5.intoArray(dst, to + 5 * dstRow);
        u6.intoArray(dst, to + 6 * dstRow);
        u7.intoArray(dst, to + 7 * dstRow);
    }

    private static void transpose4(
            double[] src, int at, int row, double[] dst, int to, int dstRow) {
        DoubleVector r0 = DoubleVector.fromArray(BLOCK, src, at);
        DoubleVector r1 = DoubleVector.fromArray(BLOCK, src, at + row);
        DoubleVector r2 = DoubleVector.fromArray(BLOCK, src, at + 2 * row);
        DoubleVector r3 = DoubleVector.fromArray(BLOCK, src, at + 3 * row);
        DoubleVector s0 = r0.blend(r1.rearrange(SWAP_1), ODD_1);
        DoubleVector s1 = r1.blend(r0.rearrange(SWAP_1), EVEN_1);
        DoubleVector s2 = r2.blend(r3.rearrange(SWAP_1), ODD_1);
        DoubleVector s3 = r3.blend(r2.rearrange(SWAP_1), EVEN_1);
        DoubleVector t0 = s0.blend(s2.rearrange(SWAP_2), ODD_2);
        DoubleVector t2 = s2.blend(s0.rearrange(SWAP_2), EVEN_2);
        DoubleVector t1 = s1.blend(s3.rearrange(SWAP_2), ODD_2);
        DoubleVector t3 = s3.blend(s1.rearrange(SWAP_2), EVEN_2);
        t0.intoArray(dst, to);
        t1.intoArray(dst, to + dstRow);
        t2.intoArray(dst, to + 2 * dstRow);
        t3.intoArray(dst, to + 3 * dstRow);
    }

    private static VectorMask<Double> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[BLOCK.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(BLOCK, lanes, 0);
    }
}
