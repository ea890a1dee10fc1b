package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// The largest element of each window, and where it was.
///
/// Planes are what the last dimensions hold: two of them for windows in a plane, three in a volume.
/// Positions count the elements of a plane.
public final class MaxWindows {
    private static final int GRAIN = 1 << 13;

    private MaxWindows() {}

    /// Largest elements, and their positions as int64.
    public record Found(Tensor values, Tensor indices) {}

    /// The first of equal elements wins, and the last NaN over all.
    ///
    /// Torch: `aten::max_pool2d_with_indices`, `aten::max_pool3d_with_indices`.
    public static Found of(Tensor x, Windows windows, int dims) {
        return of(x, Ranges.of(windows, 0), Ranges.of(windows, 1), Ranges.of(windows, 2), dims);
    }

    /// The same of any windows: of the depth `d`, the height `h` and the width `w`.
    ///
    /// Torch: `aten::adaptive_max_pool2d`, `aten::fractional_max_pool2d`, ...
    public static Found of(Tensor x, Ranges d, Ranges h, Ranges w, int dims) {
        DType type = Dense.computed(x.dtype());
        int[] grid = {d.count(), h.count(), w.count()};
        int[] from = Raw.shape(x);
        int[] shape = from.clone();
        System.arraycopy(grid, 3 - dims, shape, from.length - dims, dims);
        Object values = Storage.uninitializedArray(type, Layout.numel(shape));
        long[] indices = (long[]) Storage.uninitializedArray(DType.INT64, Layout.numel(shape));
        if (indices.length > 0) {
            run(WindowLoops.of(type), Dense.of(x, type), from, dims, d, h, w, values, indices);
        }
        return new Found(
                Dense.tensor(values, type, x.dtype(), shape),
                new Tensor(new Storage(indices), Layout.contiguous(shape), DType.INT64));
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private static <A> void run(
            WindowLoops<A> loops,
            Dense<A> x,
            int[] shape,
            int dims,
            Ranges d,
            Ranges h,
            Ranges w,
            Object values,
            long[] indices) {
        int height = shape[shape.length - 2];
        int width = shape[shape.length - 1];
        int plane = height * width * (dims == 3 ? shape[shape.length - 3] : 1);
        int lines = d.count() * h.count();
        int work = w.count() * 9;
        Parallel.forRange(
                indices.length / w.count(),
                Math.max(1, GRAIN / work),
                (from, to) -> {
                    for (int line = from; line < to; line++) {
                        loops.max(
                                x.array(),
                                x.at() + line / lines * plane,
                                width,
                                height,
                                d,
                                line % lines / h.count(),
                                h,
                                line % h.count(),
                                w,
                                (A) values,
                                line * w.count(),
                                indices);
                    }
                });
    }
}
