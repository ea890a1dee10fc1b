package jgrad.kernels;

import jgrad.DType;
import jgrad.kernels.CopyPlan.Block;

import java.util.Arrays;

/// Copies a two-dimensional block between arrays of one class; one method per class, all alike.
final class Blocks {
    /// Rows and columns of a tile: a cache line of the source serves that many rows before it is
    /// evicted.
    private static final int TILE = 32;

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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            float[] src,
            int srcAt,
            int srcCol,
            float[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            double[] src,
            int srcAt,
            int srcCol,
            double[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            long[] src,
            int srcAt,
            int srcCol,
            long[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            int[] src,
            int srcAt,
            int srcCol,
            int[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            short[] src,
            int srcAt,
            int srcCol,
            short[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
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
            for (int r = 0; r < b.rows(); r += TILE) {
                int rows = Math.min(TILE, b.rows() - r);
                for (int c = 0; c < b.cols(); c += TILE) {
                    int cols = Math.min(TILE, b.cols() - c);
                    tile(
                            src,
                            srcAt + r + c * b.srcCol(),
                            b.srcCol(),
                            dst,
                            dstAt + r * b.dstRow() + c,
                            b.dstRow(),
                            rows,
                            cols);
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
            byte[] src,
            int srcAt,
            int srcCol,
            byte[] dst,
            int dstAt,
            int dstRow,
            int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                dst[dstAt + r * dstRow + c] = src[srcAt + r + c * srcCol];
            }
        }
    }
}
