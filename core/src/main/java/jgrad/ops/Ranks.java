package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.rows.Sorting;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// Where elements of a given rank lie along a dimension, as indices for `gather`: made from the
/// sorted order, in which equal elements keep theirs and NaN comes last.
final class Ranks {
    private Ranks() {}

    /// Of the element with `rank` others before it.
    static Tensor kth(Tensor x, int dim, int rank) {
        return inLines(x, dim, (order, same, real) -> order[rank], false);
    }

    /// Of the lower median; of a NaN if there is one, or among the others.
    static Tensor median(Tensor x, int dim, boolean ignoreNan) {
        return inLines(
                x,
                dim,
                (order, same, real) ->
                        ignoreNan
                                ? order[Math.max(real - 1, 0) / 2]
                                : order[real < order.length ? real : (order.length - 1) / 2],
                false);
    }

    /// Of the most frequent element, the smallest of several, at its last place.
    static Tensor mode(Tensor x, int dim) {
        return inLines(
                x,
                dim,
                (order, same, real) -> {
                    int best = 0;
                    int longest = 0;
                    int run = 0;
                    for (int i = 0; i < order.length; i++) {
                        run = i > 0 && same[i] ? run + 1 : 1;
                        if (run > longest) {
                            longest = run;
                            best = i;
                        }
                    }
                    return order[best];
                },
                true);
    }

    /// Of the largest (or smallest) up to each element, the last of several; of the last NaN from
    /// the first on.
    static Tensor soFar(Tensor x, int dim, boolean largest) {
        int n = x.dim() == 0 ? 1 : x.size(dim);
        Tensor lines = last(x, dim);
        boolean floating = x.dtype().isFloating();
        double[] values = floating ? lines.toDoubleArray() : new double[0];
        long[] integers = floating ? new long[0] : lines.to(DType.INT64).toLongArray();
        var places = new long[Math.max(values.length, integers.length)];
        for (int at = 0; at < places.length; at += n) {
            int best = at;
            for (int i = at; i < at + n; i++) {
                boolean better =
                        floating
                                ? better(values[i], values[best], largest)
                                : largest
                                        ? integers[i] >= integers[best]
                                        : integers[i] <= integers[best];
                best = better ? i : best;
                places[i] = (long) best - at;
            }
        }
        return back(places, lines, dim, n);
    }

    private static boolean better(double x, double best, boolean largest) {
        return x != x || best == best && (largest ? x >= best : x <= best);
    }

    private interface Rule {
        /// The place in the line.
        ///
        /// @param order the places in ascending order of their elements
        /// @param same whether an element equals the one before it in that order
        /// @param real how many are not NaN
        long place(long[] order, boolean[] same, int real);
    }

    private static Tensor inLines(Tensor x, int dim, Rule rule, boolean runs) {
        int n = x.dim() == 0 ? 1 : x.size(dim);
        Tensor lines = last(x, dim);
        int rank = Math.max(lines.dim(), 1) - 1;
        Sorting.Sorted sorted = Sorting.sort(lines, rank, false);
        long[] all = sorted.indices().toLongArray();
        Tensor numbers = sorted.values().eq(sorted.values());
        boolean[] isNumber = numbers.toBooleanArray();
        boolean[] equal =
                runs && n > 1
                        ? sorted.values()
                                .narrow(rank, 1, n - 1)
                                .eq(sorted.values().narrow(rank, 0, n - 1))
                                .toBooleanArray()
                        : new boolean[0];
        int count = n == 0 ? 0 : all.length / n;
        var places = new long[count];
        var order = new long[n];
        var same = new boolean[n];
        for (int line = 0; line < count; line++) {
            System.arraycopy(all, line * n, order, 0, n);
            if (equal.length > 0) {
                System.arraycopy(equal, line * (n - 1), same, 1, n - 1);
            }
            int real = 0;
            while (real < n && isNumber[line * n + real]) {
                real++;
            }
            places[line] = rule.place(order, same, real);
        }
        return back(places, lines, dim, 1);
    }

    private static Tensor last(Tensor x, int dim) {
        return (x.dim() == 0 ? x : x.transpose(dim, x.dim() - 1)).contiguous();
    }

    /// The places as a tensor with the dimensions of `x`, of which `dim` has the size `n`.
    private static Tensor back(long[] places, Tensor lines, int dim, int n) {
        int[] shape = Raw.shape(lines).clone();
        if (shape.length > 0) {
            shape[shape.length - 1] = n;
        }
        Tensor found = new Tensor(new Storage(places), Layout.contiguous(shape), DType.INT64);
        return shape.length == 0 ? found : found.transpose(dim, shape.length - 1).contiguous();
    }
}
