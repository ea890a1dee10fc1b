package jgrad.kernels;

import jgrad.DType;
import jgrad.kernels.CopyPlan.Block;

import java.util.Arrays;

/// Copies a two-dimensional block between arrays of one class; two methods per class, all alike.
final class Blocks {
    /// Rows and columns of a tile, a few cache lines either way.
    static final int TILE = 32;

    /// One more than a tile, so that its columns do not fall on the same lines of the cache.
    private static final int BUFFER_ROW = TILE + 1;

    private Blocks() {}

    static void copy(DType type, Object src, int srcAt, Object dst, int dstAt, Block b) {
        switch (type) {
            case FLOAT32 -> floats((float[]) src, srcAt, (float[]) dst, dstAt, b);
            case FLOAT64 -> doubles((double[]) src, srcAt, (double[]) dst, dstAt, b);
            case INT64 -> longs((long[]) src, srcAt, (long[]) dst, dstAt, b);
            case INT32 -> ints((int[]) src, srcAt, (int[]) dst, dstAt, b);
            case INT16, FLOAT16, BFLOAT16 -> shorts((short[]) src, srcAt, (short[]) dst, dstAt, b);
            case INT8, UINT8, BOOL -> bytes((byte[]) src, srcAt, (byte[]) dst, dstAt, b);
        }
    }

    private static void floats(float[] src, int srcAt, float[] dst, int dstAt, Block b) {
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
            float[] buffer = new float[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void tile(
            float[] src, int srcAt, float[] dst, int dstAt, Block b, float[] buffer) {
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

    private static void doubles(double[] src, int srcAt, double[] dst, int dstAt, Block b) {
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
            double[] buffer = new double[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void tile(
            double[] src, int srcAt, double[] dst, int dstAt, Block b, double[] buffer) {
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

    private static void longs(long[] src, int srcAt, long[] dst, int dstAt, Block b) {
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
            long[] buffer = new long[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void ints(int[] src, int srcAt, int[] dst, int dstAt, Block b) {
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
            int[] buffer = new int[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void tile(int[] src, int srcAt, int[] dst, int dstAt, Block b, int[] buffer) {
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

    private static void shorts(short[] src, int srcAt, short[] dst, int dstAt, Block b) {
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
            short[] buffer = new short[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void tile(
            short[] src, int srcAt, short[] dst, int dstAt, Block b, short[] buffer) {
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

    private static void bytes(byte[] src, int srcAt, byte[] dst, int dstAt, Block b) {
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
            byte[] buffer = new byte[TILE * BUFFER_ROW];
            for (int r = 0; r < b.rows(); r += TILE) {
                for (int c = 0; c < b.cols(); c += TILE) {
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

    private static void tile(byte[] src, int srcAt, byte[] dst, int dstAt, Block b, byte[] buffer) {
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
