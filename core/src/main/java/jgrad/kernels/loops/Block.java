package jgrad.kernels.loops;

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
}
