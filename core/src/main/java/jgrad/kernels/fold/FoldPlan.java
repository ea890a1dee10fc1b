package jgrad.kernels.fold;

import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;

import java.util.Arrays;

/// Which elements of a strided array make up each output of a reduction.
///
/// Dimensions of size 1 are dropped, both the kept and the folded ones are ordered by falling
/// stride, and neighbours that lie end to end become one: however a tensor was permuted, memory is
/// walked forwards. If the tightest dimension is a folded one, each output is a sum over *rows*;
/// else whole *panels* of neighbouring outputs grow together.
public final class FoldPlan {
    /// Elements below which a second thread, or a further partial result, does not pay.
    public static final int GRAIN = 32 * 1024;

    private static final int MAX_PARTS = 32;
    private static final int PANEL = 512;

    private final int[] keptSizes;
    private final int[] keptStrides;
    private final int[] keptOut;
    private final int[] foldSizes;
    private final int[] foldStrides;
    private final int offset;
    private final int outputs;
    private final int count;
    private final boolean panels;
    private final boolean ordered;
    private final int parts;

    /// A plan to fold the dimensions marked in `folded`, each output in one go unless it may be
    /// `divided` into parts.
    FoldPlan(Layout layout, boolean[] folded, boolean divided) {
        int[] shape = layout.shape();
        Dims kept = new Dims(shape.length);
        Dims fold = new Dims(shape.length);
        int out = 1;
        int n = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (folded[d]) {
                n *= shape[d];
                fold.add(shape[d], layout.strides()[d], 0);
            } else {
                kept.add(shape[d], layout.strides()[d], out);
                out *= shape[d];
            }
        }
        kept.mergeInOrder(false);
        fold.mergeInOrder(true);
        this.offset = layout.offset();
        this.outputs = out;
        this.count = n;
        this.keptSizes = kept.sizes();
        this.keptStrides = kept.strides();
        this.keptOut = kept.outs();
        this.foldSizes = fold.sizes();
        this.foldStrides = fold.strides();
        int k = keptSizes.length;
        int f = foldSizes.length;
        this.panels = k > 0 && (f == 0 || foldStrides[f - 1] > keptStrides[k - 1]);
        this.ordered = isOrdered();
        this.parts = divided && out > 0 && n > 0 ? chooseParts() : 1;
    }

    private boolean isOrdered() {
        int expected = 1;
        for (int d = keptOut.length - 1; d >= 0; d--) {
            if (keptOut[d] != expected) {
                return false;
            }
            expected *= keptSizes[d];
        }
        return true;
    }

    private int chooseParts() {
        if (units() >= 8) {
            return 1;
        }
        long work = (long) outputs * count;
        return Math.clamp(work / GRAIN, 1, Math.min(MAX_PARTS, Math.max(1, count / 64)));
    }

    int outputs() {
        return outputs;
    }

    /// Elements folded into each output.
    int count() {
        return count;
    }

    /// How many partial results each output is made from, in this order: a matter of the layout
    /// alone.
    int parts() {
        return parts;
    }

    private int units() {
        return panels ? outputs / keptSizes[keptSizes.length - 1] * columnBlocks() : outputs;
    }

    private int columnBlocks() {
        return (keptSizes[keptSizes.length - 1] + PANEL - 1) / PANEL;
    }

    /// The results in row-major order, which is not always the order they were reached in.
    double[] inOrder(double[] values) {
        if (ordered) {
            return values;
        }
        double[] result = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            result[position(i)] = values[i];
        }
        return result;
    }

    /// The results in row-major order, which is not always the order they were reached in.
    long[] inOrder(long[] values) {
        if (ordered) {
            return values;
        }
        long[] result = new long[outputs];
        for (int i = 0; i < outputs; i++) {
            result[position(i)] = values[i];
        }
        return result;
    }

    private int position(int i) {
        return dot(i, keptSizes, keptOut, keptSizes.length);
    }

    /// Shows every element to `fold` exactly once; `fold` has room for `outputs * parts` results.
    void run(Fold fold) {
        if (outputs == 0 || count == 0) {
            return;
        }
        int units = units();
        long perUnit = Math.max(1, (long) outputs * count / ((long) units * parts));
        int grain = (int) Math.max(1, GRAIN / perUnit);
        Parallel.forRange(
                units * parts,
                grain,
                (lo, hi) -> {
                    Scratch scratch = new Scratch();
                    if (hasEvenRows()) {
                        evenRows(fold, scratch, lo, hi);
                        return;
                    }
                    for (int task = lo; task < hi; task++) {
                        int part = task / units;
                        int from = (int) ((long) count * part / parts);
                        int to = (int) ((long) count * (part + 1) / parts);
                        if (panels) {
                            panel(fold, scratch, task % units, part * outputs, from, to);
                        } else {
                            rows(fold, scratch, task % units, part * outputs, from, to);
                        }
                    }
                });
        for (int part = 1; part < parts; part++) {
            for (int o = 0; o < outputs; o++) {
                fold.merge(o, part * outputs + o);
            }
        }
    }

    /// Whether each output is one row, and neighbours' rows are as far apart as any.
    private boolean hasEvenRows() {
        return !panels && parts == 1 && foldSizes.length == 1 && keptSizes.length > 0;
    }

    private void evenRows(Fold fold, Scratch scratch, int lo, int hi) {
        int last = keptSizes.length - 1;
        for (int output = lo; output < hi; ) {
            int rows = Math.min(hi - output, keptSizes[last] - output % keptSizes[last]);
            int at = offset + dot(output, keptSizes, keptStrides, keptSizes.length);
            fold.rows(at, keptStrides[last], rows, foldStrides[0], count, output, scratch);
            output += rows;
        }
    }

    private void rows(Fold fold, Scratch scratch, int output, int first, int from, int to) {
        int base = offset + dot(output, keptSizes, keptStrides, keptSizes.length);
        int f = foldSizes.length;
        if (f == 0) {
            fold.row(base, 1, 1, output, first + output, scratch);
            return;
        }
        int length = foldSizes[f - 1];
        int stride = foldStrides[f - 1];
        for (int i = from; i < to; ) {
            int column = i % length;
            int n = Math.min(to - i, length - column);
            int at =
                    base
                            + column * stride
                            + (f == 1 ? 0 : dot(i / length, foldSizes, foldStrides, f - 1));
            fold.row(at, stride, n, output, first + output, scratch);
            i += n;
        }
    }

    private void panel(Fold fold, Scratch scratch, int unit, int first, int from, int to) {
        int k = keptSizes.length;
        int blocks = columnBlocks();
        int outer = unit / blocks;
        int column = unit % blocks * PANEL;
        int columns = Math.min(PANEL, keptSizes[k - 1] - column);
        int stride = keptStrides[k - 1];
        int base = offset + dot(outer, keptSizes, keptStrides, k - 1) + column * stride;
        int output = outer * keptSizes[k - 1] + column;
        int f = foldSizes.length;
        int length = f == 0 ? 1 : foldSizes[f - 1];
        int rowStride = f == 0 ? 0 : foldStrides[f - 1];
        for (int i = from; i < to; ) {
            int row = i % length;
            int n = Math.min(to - i, length - row);
            int at =
                    base
                            + row * rowStride
                            + (f <= 1 ? 0 : dot(i / length, foldSizes, foldStrides, f - 1));
            fold.panel(at, rowStride, n, stride, columns, output, first + output, scratch);
            i += n;
        }
    }

    private static int dot(int index, int[] sizes, int[] strides, int dims) {
        int at = 0;
        int rest = index;
        for (int d = dims - 1; d > 0; d--) {
            at += rest % sizes[d] * strides[d];
            rest /= sizes[d];
        }
        return dims > 0 ? at + rest * strides[0] : at;
    }

    /// Dimensions collected from the last to the first.
    private static final class Dims {
        private final int[][] dims;
        private int n;

        Dims(int most) {
            dims = new int[most][];
        }

        void add(int size, int stride, int out) {
            if (size != 1) {
                dims[n++] = new int[] {size, stride, out};
            }
        }

        /// Orders from the widest stride to the tightest and joins what lies end to end.
        void mergeInOrder(boolean anyOrder) {
            for (int i = 0; i < n / 2; i++) {
                int[] t = dims[i];
                dims[i] = dims[n - 1 - i];
                dims[n - 1 - i] = t;
            }
            Arrays.sort(dims, 0, n, (a, b) -> Integer.compare(b[1], a[1]));
            int last = -1;
            for (int i = 0; i < n; i++) {
                int[] d = dims[i];
                if (last >= 0) {
                    int[] outer = dims[last];
                    if (outer[1] == d[0] * d[1] && (anyOrder || outer[2] == d[0] * d[2])) {
                        d[0] *= outer[0];
                        dims[last] = d;
                        continue;
                    }
                }
                dims[++last] = d;
            }
            n = last + 1;
        }

        int[] sizes() {
            return column(0);
        }

        int[] strides() {
            return column(1);
        }

        int[] outs() {
            return column(2);
        }

        private int[] column(int c) {
            int[] values = new int[n];
            for (int i = 0; i < n; i++) {
                values[i] = dims[i][c];
            }
            return values;
        }
    }
}
