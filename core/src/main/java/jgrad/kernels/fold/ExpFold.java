package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.kernels.choice.Chosen;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.UnaryLoop;
import jgrad.kernels.walk.Widen;

/// `sum exp(x - shift)`, a shift for each output: a block is widened, shifted, raised and added up.
final class ExpFold extends Fold {
    private static final UnaryLoop EXP = Chosen.of(Unary.EXP, DType.FLOAT64, BLOCK);

    final double[] acc;
    private final Object array;
    private final DType type;
    private final double[] shift;

    ExpFold(Object array, DType type, int results, double[] shift) {
        this.array = array;
        this.type = type;
        this.shift = shift;
        this.acc = new double[results];
    }

    @Override
    void row(int at, int stride, int n, int output, int to, Scratch scratch) {
        double[] block = scratch.doubles();
        double most = shift[output];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            Widen.load(array, type, at + i * stride, stride, count, block, 0);
            for (int k = 0; k < count; k++) {
                block[k] -= most;
            }
            EXP.run(block, 0, 1, block, 0, 1, count);
            acc[to] += Chosen.Folds.DOUBLES.sum(block, 0, count);
        }
    }

    @Override
    void panel(
            int at,
            int rowStride,
            int rows,
            int columnStride,
            int columns,
            int output,
            int to,
            Scratch scratch) {
        double[] block = scratch.doubles();
        int most = BLOCK / columns;
        for (int r = 0; r < rows; r += most) {
            int count = Math.min(most, rows - r);
            for (int k = 0; k < count; k++) {
                int row = k * columns;
                Widen.load(
                        array, type, at + (r + k) * rowStride, columnStride, columns, block, row);
                for (int j = 0; j < columns; j++) {
                    block[row + j] -= shift[output + j];
                }
            }
            EXP.run(block, 0, 1, block, 0, 1, count * columns);
            Chosen.Folds.DOUBLES.sum(block, 0, columns, count, columns, acc, to);
        }
    }

    @Override
    void merge(int to, int from) {
        acc[to] += acc[from];
    }
}
