package jgrad.kernels.vector;

import jgrad.kernels.Parallel;
import jgrad.kernels.Product;
import jgrad.storage.Pool;

/// One matrix product, cut into tiles.
///
/// Note [Blocks of a product]: `k` is cut into slices of at most [#DEPTH], so that a panel of B
/// (the columns of one tile, one slice deep) stays in the first-level cache while the rows of a
/// block of A pass by, and that block of A stays in the second level. Panels whose numbers lie far
/// apart are copied first. The cuts follow from the shape alone.
final class FloatGemm {
    private static final int ROWS = FloatTile.ROWS;
    private static final int COLS = FloatTile.COLS;
    private static final int LANES = FloatTile.LANES;

    private static final int DEPTH = 256;
    private static final int BLOCK_ROWS = 128;
    private static final int BLOCK_PANELS = 16;

    /// How much of A and of B is copied before it is used.
    private static final int SLAB_ROWS = 4096;

    private static final int SLAB_PANELS = 4096 / COLS;

    private static final int PACKED_AT_ONCE = 4;

    private final Product p;
    private final float alpha;
    private final float[] a;
    private final int aAt;
    private final float[] b;
    private final int bAt;
    private final float beta;
    private final float[] c;
    private final int cAt;
    private final boolean packsA;
    private final boolean packsB;

    // The slab at work: rows from `row` to `rowEnd`, panels likewise, and a slice of k.
    private int row;
    private int rowEnd;
    private int panel;
    private int panelEnd;
    private int slice;
    private int depth;
    private float[] packedA;
    private float[] packedB;

    FloatGemm(Product p, int s, float alpha, float[] a, float[] b, float beta, float[] c) {
        this.p = p;
        this.alpha = alpha;
        this.a = a;
        this.aAt = p.aAt(s);
        this.b = b;
        this.bAt = p.bAt(s);
        this.beta = beta;
        this.c = c;
        this.cAt = p.cAt(s);
        this.packsA = p.aCol() != 1 && p.m() > ROWS && p.n() > 4 * COLS;
        this.packsB = p.bCol() != 1 || p.m() > 4 * ROWS && (long) p.k() * p.n() > 1 << 14;
        this.packedA = a;
        this.packedB = b;
    }

    void run() {
        int slices = ceil(p.k(), DEPTH);
        int deepest = ceil(p.k(), slices);
        int panels = ceil(p.n(), COLS);
        boolean tail = p.n() % COLS != 0;
        int slabPanels = packsB ? Math.min(panels, SLAB_PANELS) : tail ? 1 : 0;
        packedB = Pool.floats(slabPanels * COLS * deepest);
        if (packsA) {
            packedA = Pool.floats(Math.min(ceil(p.m(), ROWS) * ROWS, SLAB_ROWS) * deepest);
        }
        for (panel = 0; panel < panels; panel += SLAB_PANELS) {
            panelEnd = Math.min(panels, panel + SLAB_PANELS);
            for (slice = 0; slice < p.k(); slice += deepest) {
                depth = Math.min(deepest, p.k() - slice);
                if (packsB) {
                    Parallel.forRange(panelEnd - panel, PACKED_AT_ONCE, this::packPanels);
                } else if (tail && panelEnd == panels) {
                    packPanel(panels - 1, 0);
                }
                for (row = 0; row < p.m(); row += SLAB_ROWS) {
                    rowEnd = Math.min(p.m(), row + SLAB_ROWS);
                    if (packsA) {
                        Parallel.forRange(ceil(rowEnd - row, ROWS), PACKED_AT_ONCE, this::packRows);
                    }
                    int blocks =
                            ceil(rowEnd - row, BLOCK_ROWS) * ceil(panelEnd - panel, BLOCK_PANELS);
                    Parallel.forRange(blocks, 1, this::blocks);
                }
            }
        }
        if (packsA) {
            Pool.recycle(packedA);
        }
        Pool.recycle(packedB);
    }

    private void packPanels(int from, int to) {
        for (int i = from; i < to; i++) {
            packPanel(panel + i, i);
        }
    }

    private void packPanel(int index, int place) {
        int col = index * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int at = bAt + slice * p.bRow() + col * p.bCol();
        int to = place * COLS * depth;
        if (p.bCol() == 1) {
            FloatPack.steps(b, at, p.bRow(), depth, cols, packedB, to, width(cols));
        } else {
            FloatPack.vectors(b, at, p.bCol(), depth, cols, packedB, to, width(cols));
        }
    }

    private void packRows(int from, int to) {
        for (int i = from; i < to; i++) {
            int first = row + i * ROWS;
            int rows = Math.min(ROWS, p.m() - first);
            int at = aAt + first + slice * p.aCol();
            FloatPack.steps(a, at, p.aCol(), depth, rows, packedA, i * ROWS * depth, ROWS);
        }
    }

    private static int width(int cols) {
        return ROWS == 8 && cols <= LANES ? LANES : COLS;
    }

    private void blocks(int from, int to) {
        float[] sums = new float[ROWS * COLS];
        int across = ceil(panelEnd - panel, BLOCK_PANELS);
        for (int block = from; block < to; block++) {
            int firstRow = row + block / across * BLOCK_ROWS;
            int lastRow = Math.min(firstRow + BLOCK_ROWS, rowEnd);
            int firstPanel = panel + block % across * BLOCK_PANELS;
            int lastPanel = Math.min(firstPanel + BLOCK_PANELS, panelEnd);
            for (int j = firstPanel; j < lastPanel; j++) {
                strip(firstRow, lastRow, j, sums);
            }
        }
    }

    /// The tiles of one panel of B.
    private void strip(int firstRow, int lastRow, int panelIndex, float[] sums) {
        int col = panelIndex * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int width = width(cols);
        boolean packed = packsB || cols < COLS;
        float[] right = packed ? packedB : b;
        int rightAt =
                packed
                        ? (packsB ? panelIndex - panel : 0) * COLS * depth
                        : bAt + slice * p.bRow() + col;
        int rightRow = packed ? width : p.bRow();
        float scale = slice == 0 ? beta : 1;
        for (int i = firstRow; i < lastRow; i += ROWS) {
            int rows = Math.min(ROWS, lastRow - i);
            int leftAt = packsA ? (i - row) * depth : aAt + i * p.aRow() + slice * p.aCol();
            int leftRow = packsA ? 1 : p.aRow();
            int leftCol = packsA ? ROWS : p.aCol();
            int to = cAt + i * p.cRow() + col;
            if (width == LANES) {
                FloatTile.narrow(
                        rows, depth, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums);
            } else {
                FloatTile.wide(
                        rows, depth, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums);
            }
            FloatTile.put(sums, rows, cols, alpha, scale, c, to, p.cRow());
        }
    }

    private static int ceil(int n, int by) {
        return (n - 1) / by + 1;
    }
}
