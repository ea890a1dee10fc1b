package jgrad.kernels.windows;

/// What the windows along one dimension cover: window `o` the indices from `start[o]` on that are
/// below `end[o]`, every `step`-th.
public record Ranges(int[] start, int[] end, int step) {
    public int count() {
        return start.length;
    }

    /// Windows of one size, without what lies outside of the volume.
    static Ranges of(Windows windows, int d) {
        int n = windows.grid()[d];
        int[] start = new int[n];
        int[] end = new int[n];
        int step = windows.dilation()[d];
        for (int o = 0; o < n; o++) {
            int first = windows.at(d, o, 0);
            start[o] = first < 0 ? Math.floorMod(first, step) : first;
            end[o] = Math.min(first + (windows.window()[d] - 1) * step + 1, windows.volume()[d]);
        }
        return new Ranges(start, end, step);
    }

    /// `count` windows that cut `size` indices into equal parts, which overlap where they must.
    ///
    /// Torch: `adaptive_avg_pool1d`.
    public static Ranges adaptive(int size, int count) {
        int[] start = new int[count];
        int[] end = new int[count];
        for (int o = 0; o < count; o++) {
            start[o] = (int) ((long) o * size / count);
            end[o] = (int) (((o + 1L) * size + count - 1) / count);
        }
        return new Ranges(start, end, 1);
    }
}
