package jgrad.kernels.resample;

/// The [Taps] that lengthen a dimension at both ends; negative lengths cut it.
public final class Borders {
    private Borders() {}

    /// As in a mirror that stands on the last element: `c b | a b c | b a`. Lengths are below `n`.
    ///
    /// Torch: `aten::reflection_pad1d`.
    public static Taps reflected(int n, int before, int after) {
        return Taps.picks(
                n,
                n + before + after,
                i -> {
                    int at = Math.abs(i - before);
                    return at < n ? at : 2 * (n - 1) - at;
                });
    }

    /// The element at the end, again and again: `a a | a b c | c c`.
    ///
    /// Torch: `aten::replication_pad1d`.
    public static Taps replicated(int n, int before, int after) {
        return Taps.picks(n, n + before + after, i -> Math.clamp(i - before, 0, n - 1));
    }
}
