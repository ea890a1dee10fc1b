package jgrad.kernels.vector;

import jgrad.kernels.Parallel;
import jgrad.kernels.Product;
import jgrad.storage.Pool;

/// One matrix product, cut into tiles.
///
/// Note [Blocks of a product]: `k` is cut into slices, so that a panel of B (the columns of one
/// tile, one slice deep) stays in the first-level cache while the rows of a block of A pass by, and
/// that block of A stays in the second level. Panels whose numbers lie far apart are copied first,
/// a slab of them at a time that the last level can hold. The cuts follow from the shape alone.
final class FloatGemm {
    private static final int ROWS = FloatTile.ROWS;
    private static final int COLS = FloatTile.COLS;
    private static final int LANES = FloatTile.LANES;

    private static final int DEPTH = 256;
    private static final int BLOCK_ROWS = 128;
    private static final int BLOCK_PANELS = 16;

    /// The numbers of A or of B in one slab, and its slices.
    private static final int SLAB = 1 << 20;

    private static final int SLAB_SLICES = 16;

    /// Blocks are halved until there are so many, as long as each keeps so many multiplications.
    private static final int ENOUGH_BLOCKS = 32;

    private static final long ENOUGH_WORK = 1 << 18;

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
    private final boolean
            packsTail; // only the last panel of B, which is too narrow to be read in place
    private final int depth;
    private final int slabSlices;
    private final int slabRows;
    private final int slabPanels;
    private final float[] packedA;
    private final float[] packedB;

    // The slab at work.
    private int row;
    private int rowEnd;
    private int panel;
    private int panelEnd;
    private int slice;
    private int sliceEnd;

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
        packsA = p.aCol() != 1 && p.m() > ROWS && p.n() > 4 * COLS;
        packsB = p.bCol() != 1 || p.m() > 4 * ROWS && (long) p.k() * p.n() > 1 << 14;
        int slices = ceil(p.k(), DEPTH);
        int panels = ceil(p.n(), COLS);
        int rows = ceil(p.m(), ROWS) * ROWS;
        depth = ceil(p.k(), slices);
        slabSlices = Math.min(slices, SLAB_SLICES);
        int deep = slabSlices * depth;
        slabPanels = packsB ? Math.min(panels, Math.max(1, SLAB / (deep * COLS))) : panels;
        slabRows = packsA ? Math.min(rows, SLAB / deep / ROWS * ROWS) : rows;
        packedA = packsA ? Pool.floats(slabRows * deep) : a;
        packsTail = !packsB && p.n() % COLS != 0;
        packedB = packsB || packsTail ? Pool.floats((packsB ? slabPanels : 1) * COLS * deep) : b;
    }

    void run() {
        int slices = ceil(p.k(), depth);
        int panels = ceil(p.n(), COLS);
        for (slice = 0; slice < slices; slice += slabSlices) {
            sliceEnd = Math.min(slices, slice + slabSlices);
            for (panel = 0; panel < panels; panel += slabPanels) {
                panelEnd = Math.min(panels, panel + slabPanels);
                if (packsB || packsTail) {
                    packB();
                }
                for (row = 0; row < p.m(); row += slabRows) {
                    rowEnd = Math.min(p.m(), row + slabRows);
                    if (packsA) {
                        packA();
                    }
                    multiply();
                }
            }
        }
        if (packsA) {
            Pool.recycle(packedA);
        }
        if (packedB != b) {
            Pool.recycle(packedB);
        }
    }

    private void packB() {
        int first = packsB ? panel : panelEnd - 1;
        int count = panelEnd - first;
        Parallel.forRange(
                count * (sliceEnd - slice),
                grain(COLS * depth),
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        packPanel(first + t % count, slice + t / count);
                    }
                });
    }

    private void packPanel(int index, int sliceIndex) {
        int col = index * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int q = sliceIndex * depth;
        int count = Math.min(depth, p.k() - q);
        int at = bAt + q * p.bRow() + col * p.bCol();
        int to = placeOfB(index, sliceIndex);
        if (p.bCol() == 1) {
            FloatPack.steps(b, at, p.bRow(), count, cols, packedB, to, width(cols));
        } else {
            FloatPack.vectors(b, at, p.bCol(), count, cols, packedB, to, width(cols));
        }
    }

    private int placeOfB(int index, int sliceIndex) {
        int place = packsB ? (sliceIndex - slice) * slabPanels + index - panel : sliceIndex - slice;
        return place * COLS * depth;
    }

    private static int width(int cols) {
        return ROWS == 8 && cols <= LANES ? LANES : COLS;
    }

    private void packA() {
        int count = ceil(rowEnd - row, ROWS);
        Parallel.forRange(
                count * (sliceEnd - slice),
                grain(ROWS * depth),
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        packRows(row + t % count * ROWS, slice + t / count);
                    }
                });
    }

    private void packRows(int first, int sliceIndex) {
        int rows = Math.min(ROWS, p.m() - first);
        int q = sliceIndex * depth;
        int count = Math.min(depth, p.k() - q);
        int at = aAt + first + q * p.aCol();
        FloatPack.steps(a, at, p.aCol(), count, rows, packedA, placeOfA(first, sliceIndex), ROWS);
    }

    private int placeOfA(int first, int sliceIndex) {
        return ((sliceIndex - slice) * slabRows + first - row) * depth;
    }

    private void multiply() {
        int rows = rowEnd - row;
        int panels = panelEnd - panel;
        int high = Math.min(BLOCK_ROWS, ceil(rows, ROWS) * ROWS);
        int wide = Math.min(BLOCK_PANELS, panels);
        long work = (long) COLS * Math.min(p.k(), (sliceEnd - slice) * depth);
        while (ceil(rows, high) * ceil(panels, wide) < ENOUGH_BLOCKS
                && work * high * wide >= 2 * ENOUGH_WORK
                && (wide > 1 || high > ROWS)) {
            if (wide > 1 && wide * COLS >= high || high == ROWS) {
                wide = ceil(wide, 2);
            } else {
                high = ceil(high, 2 * ROWS) * ROWS;
            }
        }
        int blockRows = high;
        int blockPanels = wide;
        int across = ceil(panels, blockPanels);
        Parallel.forRange(
                ceil(rows, blockRows) * across,
                (int) Math.max(1, ENOUGH_WORK / (work * high * wide)),
                (from, to) -> {
                    float[] sums = new float[ROWS * COLS];
                    for (int t = from; t < to; t++) {
                        int top = row + t / across * blockRows;
                        int left = panel + t % across * blockPanels;
                        block(
                                top,
                                Math.min(rowEnd, top + blockRows),
                                left,
                                Math.min(panelEnd, left + blockPanels),
                                sums);
                    }
                });
    }

    private void block(int top, int bottom, int left, int right, float[] sums) {
        for (int s = slice; s < sliceEnd; s++) {
            for (int j = left; j < right; j++) {
                strip(top, bottom, j, s, sums);
            }
        }
    }

    /// The tiles of one panel of B.
    private void strip(int top, int bottom, int index, int sliceIndex, float[] sums) {
        int col = index * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int width = width(cols);
        int q = sliceIndex * depth;
        int count = Math.min(depth, p.k() - q);
        boolean packed = packsB || cols < COLS;
        float[] right = packed ? packedB : b;
        int rightAt = packed ? placeOfB(index, sliceIndex) : bAt + q * p.bRow() + col;
        int rightRow = packed ? width : p.bRow();
        int leftRow = packsA ? 1 : p.aRow();
        int leftCol = packsA ? ROWS : p.aCol();
        float scale = sliceIndex == 0 ? beta : 1;
        for (int i = top; i < bottom; i += ROWS) {
            int rows = Math.min(ROWS, bottom - i);
            int leftAt = packsA ? placeOfA(i, sliceIndex) : aAt + i * p.aRow() + q * p.aCol();
            if (width == LANES) {
                FloatTile.narrow(
                        rows, count, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums);
            } else {
                FloatTile.wide(
                        rows, count, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums);
            }
            FloatTile.put(sums, rows, cols, alpha, scale, c, cAt + i * p.cRow() + col, p.cRow());
        }
    }

    /// Of copies of `size` numbers, how many are worth a chunk.
    private static int grain(int size) {
        return Math.max(1, (1 << 15) / size);
    }

    private static int ceil(int n, int by) {
        return (n - 1) / by + 1;
    }
}
