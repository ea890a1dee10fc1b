package jgrad.kernels.loops;

import jgrad.DType;
import jgrad.kernels.scalar.ByteCopies;
import jgrad.kernels.scalar.DoubleCopies;
import jgrad.kernels.scalar.FloatCopies;
import jgrad.kernels.scalar.IntCopies;
import jgrad.kernels.scalar.LongCopies;
import jgrad.kernels.scalar.ShortCopies;

/// Two nested loops that copy: the sizes, and how far a step of each goes in source and
/// destination.
public record Block(int rows, int cols, int srcRow, int srcCol, int dstRow, int dstCol) {
    /// Rows and columns of a tile, a few cache lines either way.
    public static final int TILE = 32;

    public boolean copiesRows() {
        return srcCol == 1 && dstCol == 1;
    }

    public boolean fillsRows() {
        return srcCol == 0 && dstCol == 1;
    }

    public boolean transposes() {
        return srcRow == 1 && dstCol == 1 && Math.min(rows, cols) >= TILE / 2;
    }

    public Block withRows(int n) {
        return new Block(n, cols, srcRow, srcCol, dstRow, dstCol);
    }

    /// The tile that starts at a row and column.
    public Block tile(int row, int col) {
        int tileRows = Math.min(TILE, rows - row);
        int tileCols = Math.min(TILE, cols - col);
        return new Block(tileRows, tileCols, srcRow, srcCol, dstRow, dstCol);
    }

    /// Copies between arrays of one element type.
    public void copy(DType type, Object src, int srcAt, Object dst, int dstAt) {
        switch (type) {
            case FLOAT32 -> FloatCopies.copy((float[]) src, srcAt, (float[]) dst, dstAt, this);
            case FLOAT64 -> DoubleCopies.copy((double[]) src, srcAt, (double[]) dst, dstAt, this);
            case INT64 -> LongCopies.copy((long[]) src, srcAt, (long[]) dst, dstAt, this);
            case INT32 -> IntCopies.copy((int[]) src, srcAt, (int[]) dst, dstAt, this);
            case INT16, FLOAT16, BFLOAT16 ->
                    ShortCopies.copy((short[]) src, srcAt, (short[]) dst, dstAt, this);
            case INT8, UINT8, BOOL ->
                    ByteCopies.copy((byte[]) src, srcAt, (byte[]) dst, dstAt, this);
        }
    }
}
