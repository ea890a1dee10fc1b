package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.util.Arrays;

/// The windows of images as columns of a matrix, and back.
public final class Patches {
    private static final int GRAIN = 1 << 14;

    private Patches() {}

    /// `[.., C, H, W]` to `[.., C * taps, places]`.
    ///
    /// Torch: `aten::im2col`.
    public static Tensor of(Tensor x, Windows windows) {
        DType type = Dense.computed(x.dtype());
        int[] from = Raw.shape(x);
        int rank = from.length;
        int[] shape = Arrays.copyOf(from, rank - 1);
        shape[rank - 3] = from[rank - 3] * windows.taps();
        shape[rank - 2] = windows.places();
        int channels = channels(from, 2);
        Object result = Storage.uninitializedArray(type, Layout.numel(shape));
        fill(WindowLoops.of(type), Dense.of(x, type), windows, channels, result);
        return Dense.tensor(result, type, x.dtype(), shape);
    }

    @SuppressWarnings("unchecked") // both arrays have the type of the loops
    private static <A> void fill(
            WindowLoops<A> loops, Dense<A> x, Windows windows, int channels, Object result) {
        int rows = windows.taps() * windows.places();
        var columns = new Columns<>(loops, windows);
        Parallel.forRange(
                channels,
                Math.max(1, GRAIN / Math.max(1, rows)),
                (from, to) ->
                        columns.fill(
                                x.array(),
                                x.at(),
                                from,
                                to,
                                0,
                                windows.places(),
                                (A) result,
                                from * rows));
    }

    /// `[.., C * taps, places]` to `[.., C, H, W]`, where what windows share is added up: the
    /// gradient of [#of].
    ///
    /// Torch: `aten::col2im`.
    public static Tensor add(Tensor columns, Windows windows) {
        DType type = Dense.computed(columns.dtype());
        int[] from = Raw.shape(columns);
        int rank = from.length;
        int[] shape = Arrays.copyOf(from, rank + 1);
        shape[rank - 2] = from[rank - 2] / windows.taps();
        shape[rank - 1] = windows.volume()[1];
        shape[rank] = windows.volume()[2];
        int channels = channels(shape, 2);
        Object result = Storage.newArray(type, Layout.numel(shape));
        add(WindowLoops.of(type), Dense.of(columns, type), windows, channels, result);
        return Dense.tensor(result, type, columns.dtype(), shape);
    }

    @SuppressWarnings("unchecked") // both arrays have the type of the loops
    private static <A> void add(
            WindowLoops<A> loops, Dense<A> from, Windows windows, int channels, Object result) {
        int rows = windows.taps() * windows.places();
        var columns = new Columns<>(loops, windows);
        Parallel.forRange(
                channels,
                Math.max(1, GRAIN / Math.max(1, rows)),
                (lo, hi) ->
                        columns.add(
                                from.array(),
                                from.at() + lo * rows,
                                lo,
                                hi,
                                0,
                                windows.places(),
                                (A) result,
                                0));
    }

    /// The product of all sizes but the last ones.
    private static int channels(int[] shape, int last) {
        int n = 1;
        for (int d = 0; d < shape.length - last; d++) {
            n *= shape[d];
        }
        return n;
    }
}
