package jgrad.kernels.vector.product;

import jdk.incubator.vector.FloatVector;
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
final class FloatPack {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Blocks of this many steps and vectors are transposed in registers, where vectors are long
    /// enough.
    private static final int SIDE = LANES >= 4 ? Math.min(LANES, 8) : Integer.MAX_VALUE;

    private static final VectorSpecies<Float> BLOCK =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(LANES, 8) * Float.SIZE));

    /// As much of a strip of A as one vector holds.
    private static final int PART_LANES = Math.min(LANES, FloatTile.ROWS);

    private static final VectorSpecies<Float> PART =
            VectorSpecies.of(float.class, VectorShape.forBitSize(PART_LANES * Float.SIZE));

    private static final VectorShuffle<Float> SWAP_1 = BLOCK.shuffleFromOp(i -> i ^ 1);
    private static final VectorShuffle<Float> SWAP_2 =
            BLOCK.shuffleFromOp(i -> (i ^ 2) % BLOCK.length());
    private static final VectorShuffle<Float> SWAP_4 =
            BLOCK.shuffleFromOp(i -> (i ^ 4) % BLOCK.length());
    private static final VectorMask<Float> ODD_1 = lanesWithBit(1);
    private static final VectorMask<Float> ODD_2 = lanesWithBit(2);
    private static final VectorMask<Float> ODD_4 = lanesWithBit(4);
    private static final VectorMask<Float> EVEN_1 = ODD_1.not();
    private static final VectorMask<Float> EVEN_2 = ODD_2.not();
    private static final VectorMask<Float> EVEN_4 = ODD_4.not();

    private FloatPack() {}

    /// From a source where the numbers of step `q` lie side by side at `at + q * step`.
    static void steps(
            float[] src,
            int at,
            int step,
            int depth,
            int count,
            float[] dst,
            int dstAt,
            int width) {
        if (count == 2 * LANES) {
            panel(src, at, step, depth, dst, dstAt);
            return;
        }
        int vectors = count - count % LANES;
        boolean masked = Registers.MASKS && vectors < count && width - vectors >= LANES;
        VectorMask<Float> rest = SPECIES.indexInRange(0, count - vectors);
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * width;
            int i = 0;
            for (; i < vectors; i += LANES) {
                FloatVector.fromArray(SPECIES, src, from + i).intoArray(dst, to + i);
            }
            if (masked) {
                FloatVector.fromArray(SPECIES, src, from + i, rest).intoArray(dst, to + i);
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

    private static void panel(float[] src, int at, int step, int depth, float[] dst, int dstAt) {
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * 2 * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, src, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, src, from + LANES);
            b0.intoArray(dst, to);
            b1.intoArray(dst, to + LANES);
        }
    }

    /// Several strips side by side, each [FloatTile#ROWS] wide and all of them full: strip `i` goes
    /// to `dstAt + i * dstStrip`. A source whose steps lie far apart is read a line at a time.
    static void strips(
            float[] src,
            int at,
            int step,
            int depth,
            int strips,
            float[] dst,
            int dstAt,
            int dstStrip) {
        for (int q = 0; q < depth; q++) {
            int from = at + q * step;
            int to = dstAt + q * FloatTile.ROWS;
            for (int i = 0; i < strips; i++) {
                for (int j = 0; j < FloatTile.ROWS; j += PART_LANES) {
                    FloatVector.fromArray(PART, src, from + i * FloatTile.ROWS + j)
                            .intoArray(dst, to + i * dstStrip + j);
                }
            }
        }
    }

    /// From a source where the numbers of vector `i` lie side by side at `at + i * vector`.
    static void vectors(
            float[] src,
            int at,
            int vector,
            int depth,
            int count,
            float[] dst,
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

    private static void transpose(float[] src, int at, int row, float[] dst, int to, int dstRow) {
        if (SIDE == 8) {
            transpose8(src, at, row, dst, to, dstRow);
        } else {
            transpose4(src, at, row, dst, to, dstRow);
        }
    }

    /// Swaps the off-diagonal halves of ever larger squares: first of 2 x 2, last of 8 x 8.
    private static void transpose8(float[] src, int at, int row, float[] dst, int to, int dstRow) {
        FloatVector r0 = FloatVector.fromArray(BLOCK, src, at);
        FloatVector r1 = FloatVector.fromArray(BLOCK, src, at + row);
        FloatVector r2 = FloatVector.fromArray(BLOCK, src, at + 2 * row);
        FloatVector r3 = FloatVector.fromArray(BLOCK, src, at + 3 * row);
        FloatVector r4 = FloatVector.fromArray(BLOCK, src, at + 4 * row);
        FloatVector r5 = FloatVector.fromArray(BLOCK, src, at + 5 * row);
        FloatVector r6 = FloatVector.fromArray(BLOCK, src, at + 6 * row);
        FloatVector r7 = FloatVector.fromArray(BLOCK, src, at + 7 * row);
        FloatVector s0 = r0.blend(r1.rearrange(SWAP_1), ODD_1);
        FloatVector s1 = r1.blend(r0.rearrange(SWAP_1), EVEN_1);
        FloatVector s2 = r2.blend(r3.rearrange(SWAP_1), ODD_1);
        FloatVector s3 = r3.blend(r2.rearrange(SWAP_1), EVEN_1);
        FloatVector s4 = r4.blend(r5.rearrange(SWAP_1), ODD_1);
        FloatVector s5 = r5.blend(r4.rearrange(SWAP_1), EVEN_1);
        FloatVector s6 = r6.blend(r7.rearrange(SWAP_1), ODD_1);
        FloatVector s7 = r7.blend(r6.rearrange(SWAP_1), EVEN_1);
        FloatVector t0 = s0.blend(s2.rearrange(SWAP_2), ODD_2);
        FloatVector t2 = s2.blend(s0.rearrange(SWAP_2), EVEN_2);
        FloatVector t1 = s1.blend(s3.rearrange(SWAP_2), ODD_2);
        FloatVector t3 = s3.blend(s1.rearrange(SWAP_2), EVEN_2);
        FloatVector t4 = s4.blend(s6.rearrange(SWAP_2), ODD_2);
        FloatVector t6 = s6.blend(s4.rearrange(SWAP_2), EVEN_2);
        FloatVector t5 = s5.blend(s7.rearrange(SWAP_2), ODD_2);
        FloatVector t7 = s7.blend(s5.rearrange(SWAP_2), EVEN_2);
        FloatVector u0 = t0.blend(t4.rearrange(SWAP_4), ODD_4);
        FloatVector u4 = t4.blend(t0.rearrange(SWAP_4), EVEN_4);
        FloatVector u1 = t1.blend(t5.rearrange(SWAP_4), ODD_4);
        FloatVector u5 = t5.blend(t1.rearrange(SWAP_4), EVEN_4);
        FloatVector u2 = t2.blend(t6.rearrange(SWAP_4), ODD_4);
        FloatVector u6 = t6.blend(t2.rearrange(SWAP_4), EVEN_4);
        FloatVector u3 = t3.blend(t7.rearrange(SWAP_4), ODD_4);
        FloatVector u7 = t7.blend(t3.rearrange(SWAP_4), EVEN_4);
        u0.intoArray(dst, to);
        u1.intoArray(dst, to + dstRow);
        u2.intoArray(dst, to + 2 * dstRow);
        u3.intoArray(dst, to + 3 * dstRow);
        u4.intoArray(dst, to + 4 * dstRow);
        u5.intoArray(dst, to + 5 * dstRow);
        u6.intoArray(dst, to + 6 * dstRow);
        u7.intoArray(dst, to + 7 * dstRow);
    }

    private static void transpose4(float[] src, int at, int row, float[] dst, int to, int dstRow) {
        FloatVector r0 = FloatVector.fromArray(BLOCK, src, at);
        FloatVector r1 = FloatVector.fromArray(BLOCK, src, at + row);
        FloatVector r2 = FloatVector.fromArray(BLOCK, src, at + 2 * row);
        FloatVector r3 = FloatVector.fromArray(BLOCK, src, at + 3 * row);
        FloatVector s0 = r0.blend(r1.rearrange(SWAP_1), ODD_1);
        FloatVector s1 = r1.blend(r0.rearrange(SWAP_1), EVEN_1);
        FloatVector s2 = r2.blend(r3.rearrange(SWAP_1), ODD_1);
        FloatVector s3 = r3.blend(r2.rearrange(SWAP_1), EVEN_1);
        FloatVector t0 = s0.blend(s2.rearrange(SWAP_2), ODD_2);
        FloatVector t2 = s2.blend(s0.rearrange(SWAP_2), EVEN_2);
        FloatVector t1 = s1.blend(s3.rearrange(SWAP_2), ODD_2);
        FloatVector t3 = s3.blend(s1.rearrange(SWAP_2), EVEN_2);
        t0.intoArray(dst, to);
        t1.intoArray(dst, to + dstRow);
        t2.intoArray(dst, to + 2 * dstRow);
        t3.intoArray(dst, to + 3 * dstRow);
    }

    private static VectorMask<Float> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[BLOCK.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(BLOCK, lanes, 0);
    }
}
