// Made of FloatGemm.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector.product;

import jgrad.kernels.loops.Product;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Pool;

/// One matrix product, cut into tiles.
///
/// Note [Blocks of a product]: a panel of B is the columns of one tile. It and a block of rows of A
/// stay in the second-level cache while every tile of the block is computed; the first level would
/// hold less of them, and C would be read and written more often, which costs more. So `k` is cut
/// into slices only where it is very long. Numbers that lie far apart are copied first, a slab of
/// them at a time that the last level can hold. The cuts follow from the shape alone.
final class DoubleGemm {
    private static final int ROWS = DoubleTile.ROWS;
    private static final int COLS = DoubleTile.COLS;
    private static final int LANES = DoubleTile.LANES;

    /// So many products are added up in one go: sums of more lose digits, and fewer cost time.
    private static final int DEPTH = 1024;

    /// Rows of A that are packed side by side.
    private static final int GROUP = 8 * ROWS;

    private static final int BLOCK_ROWS = 64;
    private static final int BLOCK_PANELS = 8;

    /// The numbers of A or of B in one slab.
    private static final int SLAB = 1 << 21;

    /// A panel of B of so few rows is read where it is, unless they are such a distance apart that
    /// all of them compete for the same places in the first-level cache.
    private static final int SHORT = 128;

    private static final int COLLIDING = 256;

    /// Blocks are halved until there are so many, as long as each keeps so many multiplications.
    private static final int ENOUGH_BLOCKS = 32;

    private static final long ENOUGH_WORK = 1 << 18;

    private final Product p;
    private final double alpha;
    private final double[] a;
    private final int aAt;
    private final double[] b;
    private final int bAt;
    private final double beta;
    private final double[] c;
    private final int cAt;
    private final boolean packsA;
    private final boolean packsB;
    private final boolean
            packsTail; // only the last panel of B, which is too narrow to be read in place
    private final int depth;
    private final int slabRows;
    private final int slabPanels;
    private final double[] packedA;
    private final double[] packedB;

    // The slab at work.
    private int row;
    private int rowEnd;
    private int panel;
    private int panelEnd;
    private int slice;

    DoubleGemm(Product p, int s, double alpha, double[] a, double[] b, double beta, double[] c) {
        this.p = p;
        this.alpha = alpha;
        this.a = a;
        this.aAt = p.aAt(s);
        this.b = b;
        this.bAt = p.bAt(s);
        this.beta = beta;
        this.c = c;
        this.cAt = p.cAt(s);
        packsA =
                p.aCol() != 1 && p.m() > ROWS && p.n() > 2 * COLS && (long) p.k() * p.n() > 1 << 13;
        packsB =
                p.bCol() != 1
                        || p.m() > 4 * ROWS
                                && (long) p.k() * p.n() > 1 << 14
                                && (p.k() > SHORT || p.bRow() % COLLIDING == 0);
        int panels = ceil(p.n(), COLS);
        int rows = ceil(p.m(), ROWS) * ROWS;
        depth = ceil(p.k(), ceil(p.k(), DEPTH));
        slabPanels = packsB ? Math.min(panels, SLAB / (depth * COLS)) : panels;
        slabRows = packsA ? Math.min(rows, SLAB / depth / ROWS * ROWS) : rows;
        packedA = packsA ? Pool.doubles(slabRows * depth) : a;
        packsTail = !packsB && p.n() % COLS != 0;
        packedB = packsB || packsTail ? Pool.doubles((packsB ? slabPanels : 1) * COLS * depth) : b;
    }

    void run() {
        int slices = ceil(p.k(), depth);
        int panels = ceil(p.n(), COLS);
        for (slice = 0; slice < slices; slice++) {
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
            Pool.giveBack(packedA);
        }
        if (packedB != b) {
            Pool.giveBack(packedB);
        }
    }

    private void packB() {
        int first = packsB ? panel : panelEnd - 1;
        Parallel.forRange(
                panelEnd - first,
                grain(COLS * depth),
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        packPanel(first + t);
                    }
                });
    }

    private void packPanel(int index) {
        int col = index * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int q = slice * depth;
        int count = Math.min(depth, p.k() - q);
        int at = bAt + q * p.bRow() + col * p.bCol();
        int to = placeOfB(index);
        if (p.bCol() == 1) {
            DoublePack.steps(b, at, p.bRow(), count, cols, packedB, to, width(cols));
        } else {
            DoublePack.vectors(b, at, p.bCol(), count, cols, packedB, to, width(cols));
        }
    }

    private int placeOfB(int index) {
        return packsB ? (index - panel) * COLS * depth : 0;
    }

    private static int width(int cols) {
        return ROWS == 8 && cols <= LANES ? LANES : COLS;
    }

    private void packA() {
        Parallel.forRange(
                ceil(rowEnd - row, GROUP),
                grain(GROUP * depth),
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        packRows(row + t * GROUP);
                    }
                });
    }

    /// The strips of up to [#GROUP] rows.
    private void packRows(int first) {
        int rows = Math.min(GROUP, rowEnd - first);
        int full = rows / ROWS;
        int q = slice * depth;
        int count = Math.min(depth, p.k() - q);
        int at = aAt + first + q * p.aCol();
        int to = placeOfA(first);
        DoublePack.strips(a, at, p.aCol(), count, full, packedA, to, ROWS * depth);
        if (full * ROWS < rows) {
            int done = full * ROWS;
            DoublePack.steps(
                    a, at + done, p.aCol(), count, rows - done, packedA, to + done * depth, ROWS);
        }
    }

    private int placeOfA(int first) {
        return (first - row) * depth;
    }

    private void multiply() {
        int rows = rowEnd - row;
        int panels = panelEnd - panel;
        int high = Math.min(BLOCK_ROWS, ceil(rows, ROWS) * ROWS);
        int wide = Math.min(BLOCK_PANELS, panels);
        long work = (long) COLS * Math.min(p.k(), depth);
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
                    double[] sums = new double[ROWS * COLS];
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

    private void block(int top, int bottom, int left, int right, double[] sums) {
        for (int j = left; j < right; j++) {
            strip(top, bottom, j, sums);
        }
    }

    /// The tiles of one panel of B.
    private void strip(int top, int bottom, int index, double[] sums) {
        int col = index * COLS;
        int cols = Math.min(COLS, p.n() - col);
        int width = width(cols);
        int q = slice * depth;
        int count = Math.min(depth, p.k() - q);
        boolean packed = packsB || cols < COLS;
        double[] right = packed ? packedB : b;
        int rightAt = packed ? placeOfB(index) : bAt + q * p.bRow() + col;
        int rightRow = packed ? width : p.bRow();
        int leftRow = packsA ? 1 : p.aRow();
        int leftCol = packsA ? ROWS : p.aCol();
        double scale = slice == 0 ? beta : 1;
        boolean plain = alpha == 1 && scale == 0 && cols == COLS;
        for (int i = top; i < bottom; i += ROWS) {
            int rows = Math.min(ROWS, bottom - i);
            int leftAt = packsA ? placeOfA(i) : aAt + i * p.aRow() + q * p.aCol();
            int at = cAt + i * p.cRow() + col;
            if (plain && rows == ROWS) {
                DoubleTile.wide(
                        rows, count, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow, c,
                        at, p.cRow());
                continue;
            }
            if (width == LANES) {
                DoubleTile.narrow(
                        rows, count, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums);
            } else {
                DoubleTile.wide(
                        rows, count, packedA, leftAt, leftRow, leftCol, right, rightAt, rightRow,
                        sums, 0, COLS);
            }
            DoubleTile.put(sums, rows, cols, alpha, scale, c, at, p.cRow());
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
