package jgrad;

import jgrad.storage.Layout;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// The elements of a tensor that are printed: all of them, or those at the edges of each dimension.
final class Visible {
    private final int[] strides;
    private final int offset;
    private final int[][] indices;
    private final boolean summarised;

    Visible(Layout layout, PrintOptions options) {
        strides = layout.strides();
        offset = layout.offset();
        summarised = layout.numel() > options.threshold();
        indices =
                Arrays.stream(layout.shape())
                        .mapToObj(size -> summarised ? edges(size, options.edgeItems()) : all(size))
                        .toArray(int[][]::new);
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static int[] edges(int size, int edge) {
        return size <= 2L * edge
                ? all(size)
                : IntStream.concat(IntStream.range(0, edge), IntStream.range(size - edge, size))
                        .toArray();
    }

    /// Whether a summary has nothing to show but that it is one.
    boolean showsNothing() {
        return summarised && Arrays.stream(indices).anyMatch(dimension -> dimension.length == 0);
    }

    int dim() {
        return indices.length;
    }

    /// The indices shown along a dimension.
    int[] indices(int d) {
        return indices[d];
    }

    /// The position before the first row, for [#advance(int[])]: one entry for each dimension but
    /// the last.
    int[] firstRow() {
        return new int[Math.max(dim() - 1, 0)];
    }

    /// Moves on to the next row and says which dimension moved; -1 after the last row.
    int advance(int[] row) {
        int d = row.length - 1;
        while (d >= 0 && ++row[d] == indices[d].length) {
            row[d] = 0;
            d--;
        }
        return d;
    }

    /// Whether elements were left out just before the one at `position`.
    static boolean gapBefore(int[] indices, int position) {
        return position > 0 && indices[position] != indices[position - 1] + 1;
    }

    /// The storage index of the element of a row at index `last` of the last dimension.
    int storageIndex(int[] row, int last) {
        int at = offset + last * strides[row.length];
        for (int d = 0; d < row.length; d++) {
            at += indices[d][row[d]] * strides[d];
        }
        return at;
    }

    /// Visits the storage index of every element shown.
    void forEach(IntConsumer action) {
        if (dim() == 0) {
            action.accept(offset);
            return;
        }
        int[] row = firstRow();
        do {
            for (int last : indices[dim() - 1]) {
                action.accept(storageIndex(row, last));
            }
        } while (advance(row) >= 0);
    }
}
