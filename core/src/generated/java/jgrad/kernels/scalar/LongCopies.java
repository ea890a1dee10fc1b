// Made of FloatCopies.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.Block;

import java.util.Arrays;

/// Copies blocks between `long[]`. Those of other element types are generated from this file.
public final class LongCopies {
    /// One more than a tile, so that its columns do not fall on the same lines of the cache.
    private static final int BUFFER_ROW = Block.TILE + 1;

    private LongCopies() {}

    public static void copy(long[] src, int srcAt, long[] dst, int dstAt, Block b) {
        if (b.copiesRows()) {
            for (int r = 0; r < b.rows(); r++) {
                System.arraycopy(
                        src, srcAt + r * b.srcRow(), dst, dstAt + r * b.dstRow(), b.cols());
            }
        } else if (b.fillsRows()) {
            for (int r = 0; r < b.rows(); r++) {
                int at = dstAt + r * b.dstRow();
                Arrays.fill(dst, at, at + b.cols(), src[srcAt + r * b.srcRow()]);
            }
        } else if (b.transposes()) {
            long[] buffer = new long[Block.TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += Block.TILE) {
                for (int c = 0; c < b.cols(); c += Block.TILE) {
                    int from = srcAt + r + c * b.srcCol();
                    tile(src, from, dst, dstAt + r * b.dstRow() + c, b.tile(r, c), buffer);
                }
            }
        } else {
            for (int r = 0; r < b.rows(); r++) {
                int from = srcAt + r * b.srcRow();
                int to = dstAt + r * b.dstRow();
                for (int c = 0; c < b.cols(); c++) {
                    dst[to + c * b.dstCol()] = src[from + c * b.srcCol()];
                }
            }
        }
    }

    private static void tile(long[] src, int srcAt, long[] dst, int dstAt, Block b, long[] buffer) {
        for (int c = 0; c < b.cols(); c++) {
            for (int r = 0; r < b.rows(); r++) {
                buffer[r * BUFFER_ROW + c] = src[srcAt + r + c * b.srcCol()];
            }
        }
        for (int r = 0; r < b.rows(); r++) {
            for (int c = 0; c < b.cols(); c++) {
                dst[dstAt + r * b.dstRow() + c] = buffer[r * BUFFER_ROW + c];
            }
        }
    }
}
