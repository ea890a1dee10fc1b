package jgrad.viz;

import jgrad.viz.Picture.Direction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A plain layered layout, for graphs that are too large or too odd for the library: rank by
/// longest way, order by the mean position of the neighbours, rows centred. Its time grows with the
/// number of links, and it always succeeds.
final class LayeredLayout {
    private static final double BETWEEN_RANKS = 34;
    private static final double BETWEEN_NEIGHBOURS = 22;
    private static final int SWEEPS = 4;

    private LayeredLayout() {}

    /// The number of ranks that all links cross together: what a careful layout has to keep in
    /// order.
    static long crossings(Sketch sketch) {
        int[] rank = ranks(sketch.items(), sketch.tails, sketch.heads);
        long sum = 0;
        for (int i = 0; i < sketch.links(); i++) {
            sum += Math.abs(rank[sketch.heads[i]] - rank[sketch.tails[i]]);
        }
        return sum;
    }

    static Placement place(Sketch sketch) {
        int n = sketch.items();
        boolean across = sketch.direction == Direction.RIGHT;
        double[] breadth = new double[n];
        double[] depth = new double[n];
        for (int v = 0; v < n; v++) {
            Frame frame = sketch.frames.get(v);
            breadth[v] = across ? frame.height() : frame.width();
            depth[v] = across ? frame.width() : frame.height();
        }
        int[] rank = ranks(n, sketch.tails, sketch.heads);
        List<List<Integer>> rows = rows(rank);
        double[] along = new double[n];
        double position = 0;
        for (var row : rows) {
            double deepest = row.stream().mapToDouble(v -> depth[v]).max().orElse(0);
            for (int v : row) {
                along[v] = position + deepest / 2;
            }
            position += deepest + BETWEEN_RANKS;
        }
        double[] beside = new double[n];
        rows.forEach(row -> spread(row, breadth, beside));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            double[] wish = meanOfNeighbours(sketch, rank, beside, forward);
            for (var row : rows) {
                row.sort(Comparator.comparingDouble(v -> wish[v]));
                spread(row, breadth, beside);
            }
        }
        double[] x = across ? along : beside;
        double[] y = across ? beside : along;
        double[][] curves = new double[sketch.links()][];
        for (int i = 0; i < curves.length; i++) {
            int tail = sketch.tails[i];
            int head = sketch.heads[i];
            double sign = rank[head] >= rank[tail] ? 1 : -1;
            double start = along[tail] + sign * depth[tail] / 2;
            double end = along[head] - sign * depth[head] / 2;
            double middle = (start + end) / 2;
            curves[i] =
                    across
                            ? new double[] {
                                start,
                                beside[tail],
                                middle,
                                beside[tail],
                                middle,
                                beside[head],
                                end,
                                beside[head]
                            }
                            : new double[] {
                                beside[tail],
                                start,
                                beside[tail],
                                middle,
                                beside[head],
                                middle,
                                beside[head],
                                end
                            };
        }
        return Placement.normalised(sketch, x, y, curves);
    }

    /// The longest way to each item; items on a cycle stay where the cycle was met.
    private static int[] ranks(int n, int[] tails, int[] heads) {
        int[] open = new int[n];
        List<List<Integer>> after = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            after.add(new ArrayList<>());
        }
        for (int i = 0; i < tails.length; i++) {
            after.get(tails[i]).add(heads[i]);
            open[heads[i]]++;
        }
        int[] rank = new int[n];
        var ready =
                new ArrayList<Integer>(
                        IntStream.range(0, n).filter(v -> open[v] == 0).boxed().toList());
        for (int done = 0; done < ready.size(); done++) {
            int v = ready.get(done);
            for (int head : after.get(v)) {
                rank[head] = Math.max(rank[head], rank[v] + 1);
                if (--open[head] == 0) {
                    ready.add(head);
                }
            }
        }
        pullSourcesToTheirUse(rank, tails, heads);
        return rank;
    }

    /// A weight used by the last layer belongs beside that layer, not in the first row.
    private static void pullSourcesToTheirUse(int[] rank, int[] tails, int[] heads) {
        int[] nearest = new int[rank.length];
        Arrays.fill(nearest, Integer.MAX_VALUE);
        boolean[] source = new boolean[rank.length];
        Arrays.fill(source, true);
        for (int i = 0; i < tails.length; i++) {
            nearest[tails[i]] = Math.min(nearest[tails[i]], rank[heads[i]]);
            source[heads[i]] = false;
        }
        for (int v = 0; v < rank.length; v++) {
            if (source[v] && nearest[v] != Integer.MAX_VALUE) {
                rank[v] = Math.max(0, nearest[v] - 1);
            }
        }
    }

    private static List<List<Integer>> rows(int[] rank) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int v = 0; v < rank.length; v++) {
            while (rows.size() <= rank[v]) {
                rows.add(new ArrayList<>());
            }
            rows.get(rank[v]).add(v);
        }
        return rows;
    }

    private static void spread(List<Integer> row, double[] breadth, double[] beside) {
        double total = row.stream().mapToDouble(v -> breadth[v] + BETWEEN_NEIGHBOURS).sum();
        double at = -total / 2;
        for (int v : row) {
            beside[v] = at + (breadth[v] + BETWEEN_NEIGHBOURS) / 2;
            at += breadth[v] + BETWEEN_NEIGHBOURS;
        }
    }

    private static double[] meanOfNeighbours(
            Sketch sketch, int[] rank, double[] beside, boolean forward) {
        double[] sum = new double[beside.length];
        int[] count = new int[beside.length];
        for (int i = 0; i < sketch.links(); i++) {
            int tail = sketch.tails[i];
            int head = sketch.heads[i];
            if (forward == rank[tail] < rank[head]) {
                sum[head] += beside[tail];
                count[head]++;
            } else {
                sum[tail] += beside[head];
                count[tail]++;
            }
        }
        double[] wish = new double[beside.length];
        Arrays.setAll(wish, v -> count[v] == 0 ? beside[v] : sum[v] / count[v]);
        return wish;
    }
}
