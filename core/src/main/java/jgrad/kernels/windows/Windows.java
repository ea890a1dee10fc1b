package jgrad.kernels.windows;

import java.util.Arrays;

/// How windows lie over a volume: for depth, height and width, in this order, the sizes of the
/// volume, of a window and of the grid of windows, and how windows and their taps are spaced.
///
/// The first tap of window `o` is at `o * stride - padding`, tap `k` lies `k * dilation` behind it;
/// what is outside of the volume is zero, or not there, as the operation wants it. Fewer than three
/// dimensions have ones in front. Arrays are not to be written to.
public record Windows(
        int[] volume, int[] window, int[] grid, int[] stride, int[] padding, int[] dilation) {
    public Windows {
        volume = three(volume, 1);
        window = three(window, 1);
        grid = three(grid, 1);
        stride = three(stride, 1);
        padding = three(padding, 0);
        dilation = three(dilation, 1);
    }

    private static int[] three(int[] sizes, int missing) {
        if (sizes.length == 3) {
            return sizes;
        }
        int[] all = new int[3];
        Arrays.fill(all, missing);
        System.arraycopy(sizes, 0, all, 3 - sizes.length, sizes.length);
        return all;
    }

    /// Elements of the volume.
    public int elements() {
        return volume[0] * volume[1] * volume[2];
    }

    /// Taps of one window.
    public int taps() {
        return window[0] * window[1] * window[2];
    }

    /// The number of windows.
    public int places() {
        return grid[0] * grid[1] * grid[2];
    }

    /// Whether every window is the one element that its place has.
    boolean areElements() {
        return taps() == 1
                && Arrays.equals(volume, grid)
                && padding[0] == 0
                && padding[1] == 0
                && padding[2] == 0
                && (stride[0] == 1 || grid[0] == 1)
                && (stride[1] == 1 || grid[1] == 1)
                && (stride[2] == 1 || grid[2] == 1);
    }

    /// Where tap `k` of window `o` lies along dimension `d`; outside of the volume perhaps.
    int at(int d, int o, int k) {
        return o * stride[d] - padding[d] + k * dilation[d];
    }

    /// The first window along the width whose tap `k` is not left of the volume.
    int firstInside(int k) {
        int short0 = padding[2] - k * dilation[2];
        return short0 <= 0 ? 0 : (short0 + stride[2] - 1) / stride[2];
    }

    /// The window behind the last whose tap `k` is not right of the volume; not below
    /// [#firstInside].
    int endInside(int k) {
        int room = volume[2] - 1 + padding[2] - k * dilation[2];
        int end = room < 0 ? 0 : Math.min(grid[2], room / stride[2] + 1);
        return Math.max(end, Math.min(firstInside(k), grid[2]));
    }
}
