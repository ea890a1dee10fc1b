package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// The mean of each window, and its gradient.
///
/// A window is a range of each dimension, so its sum is taken along one after the other: `k + k`
/// additions for a window of `k * k`.
///
/// @param counts what the sum along each dimension is divided by; int64 sums are divided towards
///   zero, and once
/// @param sizes of the volume
public record Averages(Ranges[] ranges, int[][] counts, int[] sizes) {
    private static final int GRAIN = 1 << 13;

    /// Windows of one size. A window counts what lies in the padding too if `countPadding`, and
    /// `divisor` instead if that is not 0.
    public static Averages of(Windows windows, boolean countPadding, int divisor) {
        Ranges[] ranges = new Ranges[3];
        int[][] counts = new int[3][];
        for (int d = 0; d < 3; d++) {
            ranges[d] = Ranges.of(windows, d);
            counts[d] = new int[windows.grid()[d]];
            for (int o = 0; o < counts[d].length; o++) {
                int first = windows.at(d, o, 0);
                int last = windows.volume()[d] + windows.padding()[d];
                int padded = Math.min(first + windows.window()[d], last) - first;
                counts[d][o] =
                        divisor != 0
                                ? d == 0 ? divisor : 1
                                : countPadding ? padded : ranges[d].end()[o] - ranges[d].start()[o];
            }
        }
        return new Averages(ranges, counts, windows.volume());
    }

    /// Windows that cut each dimension of a volume into `grid` equal parts.
    public static Averages adaptive(int[] volume, int[] grid) {
        Ranges[] ranges = new Ranges[3];
        int[][] counts = new int[3][];
        for (int d = 0; d < 3; d++) {
            Ranges range = Ranges.adaptive(volume[d], grid[d]);
            ranges[d] = range;
            counts[d] = new int[grid[d]];
            Arrays.setAll(counts[d], o -> range.end()[o] - range.start()[o]);
        }
        return new Averages(ranges, counts, volume);
    }

    /// The means over the last `dims` dimensions.
    public Tensor mean(Tensor x, int dims) {
        return run(x, dims, true);
    }

    /// The gradient of the input of [#mean], from that of its result.
    public Tensor spread(Tensor g, int dims) {
        return run(g, dims, false);
    }

    private Tensor run(Tensor x, int dims, boolean forward) {
        DType type = Dense.computed(x.dtype());
        int[] grid = {ranges[0].count(), ranges[1].count(), ranges[2].count()};
        int[] shape = Raw.shape(x).clone();
        System.arraycopy(forward ? grid : sizes, 3 - dims, shape, shape.length - dims, dims);
        Object result = Storage.newArray(type, Layout.numel(shape));
        int planes = 1;
        for (int d = 0; d < shape.length - dims; d++) {
            planes *= shape[d];
        }
        if (x.numel() > 0) {
            run(WindowLoops.of(type), Dense.of(x, type), planes, grid, result, forward);
        }
        return Dense.tensor(result, type, x.dtype(), shape);
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private <A> void run(
            WindowLoops<A> loops,
            Dense<A> from,
            int planes,
            int[] grid,
            Object result,
            boolean forward) {
        int elements = sizes[0] * sizes[1] * sizes[2];
        int places = grid[0] * grid[1] * grid[2];
        A to = (A) result;
        Parallel.forRange(
                planes,
                Math.max(1, GRAIN / Math.max(elements, places)),
                (lo, hi) -> {
                    A half = loops.borrow(sizes[0] * sizes[1] * grid[2]);
                    A most = loops.borrow(sizes[0] * grid[1] * grid[2]);
                    A means = forward ? to : loops.borrow(places);
                    for (int p = lo; p < hi; p++) {
                        if (forward) {
                            int at = from.at() + p * elements;
                            sum(loops, from.array(), at, half, most, to, p * places, grid);
                            divide(loops, to, p * places, grid);
                        } else {
                            loops.gather(from.array(), from.at() + p * places, 1, means, 0, places);
                            divide(loops, means, 0, grid);
                            spread(loops, means, most, half, to, p * elements, grid);
                        }
                    }
                    loops.giveBack(half);
                    loops.giveBack(most);
                    if (!forward) {
                        loops.giveBack(means);
                    }
                });
    }

    /// Sums along the width, then the height, then the depth.
    private <A> void sum(
            WindowLoops<A> loops, A x, int at, A half, A most, A to, int toAt, int[] grid) {
        int high = sizes[1];
        int wide = grid[2];
        loops.sumRuns(x, at, sizes[0] * high, sizes[2], ranges[2], half, 0);
        loops.zero(most, 0, sizes[0] * grid[1] * wide);
        for (int d = 0; d < sizes[0]; d++) {
            for (int o = 0; o < grid[1]; o++) {
                for (int h = ranges[1].start()[o]; h < ranges[1].end()[o]; h++) {
                    loops.add(half, (d * high + h) * wide, most, (d * grid[1] + o) * wide, wide);
                }
            }
        }
        int slice = grid[1] * wide;
        for (int o = 0; o < grid[0]; o++) {
            for (int d = ranges[0].start()[o]; d < ranges[0].end()[o]; d++) {
                loops.add(most, d * slice, to, toAt + o * slice, slice);
            }
        }
    }

    /// The transpose of [#sum], backwards.
    private <A> void spread(WindowLoops<A> loops, A g, A most, A half, A to, int toAt, int[] grid) {
        int high = sizes[1];
        int wide = grid[2];
        int slice = grid[1] * wide;
        loops.zero(most, 0, sizes[0] * slice);
        for (int o = 0; o < grid[0]; o++) {
            for (int d = ranges[0].start()[o]; d < ranges[0].end()[o]; d++) {
                loops.add(g, o * slice, most, d * slice, slice);
            }
        }
        loops.zero(half, 0, sizes[0] * high * wide);
        for (int d = 0; d < sizes[0]; d++) {
            for (int o = 0; o < grid[1]; o++) {
                for (int h = ranges[1].start()[o]; h < ranges[1].end()[o]; h++) {
                    loops.add(most, (d * grid[1] + o) * wide, half, (d * high + h) * wide, wide);
                }
            }
        }
        loops.spreadRuns(half, 0, sizes[0] * high, sizes[2], ranges[2], to, toAt);
    }

    private <A> void divide(WindowLoops<A> loops, A to, int at, int[] grid) {
        for (int d = 0; d < grid[0]; d++) {
            for (int h = 0; h < grid[1]; h++) {
                int row = at + (d * grid[1] + h) * grid[2];
                loops.divide(to, row, grid[2], counts[2], 0, counts[0][d] * counts[1][h]);
            }
        }
    }
}
