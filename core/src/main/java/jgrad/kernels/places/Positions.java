package jgrad.kernels.places;

import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

/// Where runs of elements begin in storage, one after the other in row-major order of a result.
///
/// Position `i` holds elements `i * run` to `(i + 1) * run` of the result. Each dimension has a
/// table of what its indices add to a position; trailing dimensions whose elements are neighbours
/// in storage are joined into the run.
public final class Positions {
    private final int[] at;
    private final int run;

    public Positions(int[] at, int run) {
        this.at = at;
        this.run = run;
    }

    int[] at() {
        return at;
    }

    int run() {
        return run;
    }

    /// Every element of a layout, a run of one each.
    public static int[] each(Layout layout) {
        return each(layout.shape(), layout.strides(), layout.offset());
    }

    public static int[] each(int[] shape, int[] strides, int offset) {
        int[][] tables = new int[shape.length][];
        for (int d = 0; d < shape.length; d++) {
            tables[d] = steps(shape[d], strides[d]);
        }
        return sums(tables, shape.length, offset);
    }

    /// The table of a dimension that is walked from end to end.
    static int[] steps(int size, int stride) {
        int[] table = new int[size];
        for (int i = 0; i < size; i++) {
            table[i] = i * stride;
        }
        return table;
    }

    /// The runs of the result whose dimensions have these tables.
    public static Positions of(int[][] tables, int offset) {
        int run = 1;
        int d = tables.length;
        while (d > 0 && walks(tables[d - 1], run)) {
            run *= tables[--d].length;
        }
        return new Positions(sums(tables, d, offset), run);
    }

    private static boolean walks(int[] table, int stride) {
        for (int i = 0; i < table.length; i++) {
            if (table[i] != i * stride) {
                return false;
            }
        }
        return table.length > 0;
    }

    private static int[] sums(int[][] tables, int dims, int offset) {
        int[] at = {offset};
        for (int d = 0; d < dims; d++) {
            int[] table = tables[d];
            int[] next = new int[Math.multiplyExact(at.length, table.length)];
            int k = 0;
            for (int base : at) {
                for (int step : table) {
                    next[k++] = base + step;
                }
            }
            at = next;
        }
        return at;
    }

    /// The elements of an integer tensor in row-major order.
    public static long[] values(Tensor index) {
        return (long[])
                Cast.toArray(
                        index.dtype(),
                        Raw.storage(index).array(),
                        Raw.layout(index),
                        jgrad.DType.INT64);
    }
}
