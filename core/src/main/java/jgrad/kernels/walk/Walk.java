package jgrad.kernels.walk;

import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;

/// The shortest nest of loops that visits several layouts together.
///
/// Dimensions are put in the order of the strides of the output, which comes first among the
/// operands; neighbours that all operands run through evenly are merged; the last one is left to
/// the row.
public final class Walk {
    /// Elements from which a second thread pays, and that a thread takes at a time.
    public static final int GRAIN = 1 << 15;

    private static final int SHORT_ROW = 24;

    private final int operands;
    private final int[] start;
    private final int[] sizes;
    private final int[][] strides; // [dimension][operand]
    private final int dims; // of the odometer, without the row
    private final int rows;
    private final int[] step;
    private final int length;

    /// What is done with one row: the index of each operand's first element, its stride, the number
    /// of elements.
    public interface Row {
        void run(int[] at, int[] step, int n);
    }

    /// @param output the shape of all, which the others are broadcast to
    public Walk(Layout output, Layout... inputs) {
        operands = inputs.length + 1;
        start = new int[operands];
        int[] shape = output.shape();
        int[][] all = new int[operands][];
        all[0] = Broadcast.strides(output, shape);
        start[0] = output.offset();
        for (int k = 1; k < operands; k++) {
            all[k] = Broadcast.strides(inputs[k - 1], shape);
            start[k] = inputs[k - 1].offset();
        }
        sizes = new int[shape.length + 1];
        strides = new int[shape.length + 1][];
        int last = merge(shape, all);
        dims = last;
        step = strides[last];
        length = sizes[last];
        int count = 1;
        for (int d = 0; d < dims; d++) {
            count *= sizes[d];
        }
        rows = count;
    }

    /// Fills sizes and strides and returns the index of the last dimension.
    private int merge(int[] shape, int[][] all) {
        int last = 0;
        sizes[0] = 1;
        strides[0] = new int[operands];
        for (int d : Broadcast.order(shape, all)) {
            if (shape[d] == 1) {
                continue;
            }
            int[] own = new int[operands];
            boolean even = true;
            for (int k = 0; k < operands; k++) {
                own[k] = all[k][d];
                even &= strides[last][k] == own[k] * shape[d];
            }
            if (even || sizes[last] == 1) {
                sizes[last] *= shape[d];
            } else {
                sizes[++last] = shape[d];
            }
            strides[last] = own;
        }
        lengthenRows(last);
        return last;
    }

    /// Makes the longest dimension the row if the last one is too short to be worth a call of its
    /// own.
    private void lengthenRows(int last) {
        int longest = last;
        for (int d = 0; d < last; d++) {
            longest = sizes[d] > sizes[longest] ? d : longest;
        }
        if (sizes[last] < SHORT_ROW && sizes[longest] > 2 * sizes[last]) {
            int size = sizes[last];
            int[] stride = strides[last];
            sizes[last] = sizes[longest];
            strides[last] = strides[longest];
            sizes[longest] = size;
            strides[longest] = stride;
        }
    }

    public void run(Row row) {
        if (rows == 0 || length == 0) {
            return;
        }
        if (length >= 2 * GRAIN) {
            Cursor cursor = new Cursor(0);
            for (int r = 0; r < rows; r++, cursor.advance()) {
                int[] at = cursor.at.clone();
                Parallel.forRange(
                        length, GRAIN, (from, to) -> row.run(shifted(at, from), step, to - from));
            }
        } else {
            Parallel.forRange(
                    rows,
                    Math.max(1, GRAIN / length),
                    (from, to) -> {
                        Cursor cursor = new Cursor(from);
                        for (int r = from; r < to; r++, cursor.advance()) {
                            row.run(cursor.at, step, length);
                        }
                    });
        }
    }

    private int[] shifted(int[] at, int by) {
        int[] shifted = new int[operands];
        for (int k = 0; k < operands; k++) {
            shifted[k] = at[k] + by * step[k];
        }
        return shifted;
    }

    /// Where each operand stands at one row.
    private final class Cursor {
        final int[] at = start.clone();
        private final int[] index = new int[dims];

        Cursor(int row) {
            int rest = row;
            for (int d = dims - 1; d >= 0; d--) {
                index[d] = rest % sizes[d];
                rest /= sizes[d];
                for (int k = 0; k < operands; k++) {
                    at[k] += index[d] * strides[d][k];
                }
            }
        }

        void advance() {
            for (int d = dims - 1; d >= 0; d--) {
                boolean wraps = ++index[d] == sizes[d];
                int by = wraps ? 1 - sizes[d] : 1;
                for (int k = 0; k < operands; k++) {
                    at[k] += by * strides[d][k];
                }
                if (!wraps) {
                    return;
                }
                index[d] = 0;
            }
        }
    }
}
