package jgrad.kernels.windows;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Dense;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

/// Elements put where positions in a plane say, with zeros elsewhere: what undoes [MaxWindows].
public final class Placing {
    private static final int GRAIN = 1 << 14;

    private Placing() {}

    /// Elements of one position are added up.
    ///
    /// @param shape of the result, whose planes are the last `dims` dimensions
    public static Tensor add(Tensor x, Tensor index, int[] shape, int dims) {
        return run(x, index, shape, dims, true);
    }

    /// Of several elements of one position, the last stays.
    ///
    /// @throws IllegalArgumentException for a position outside of the plane
    public static Tensor set(Tensor x, Tensor index, int[] shape, int dims) {
        return run(x, index, shape, dims, false);
    }

    private static Tensor run(Tensor x, Tensor index, int[] shape, int dims, boolean add) {
        DType type = Dense.computed(x.dtype());
        int elements = 1;
        for (int d = shape.length - dims; d < shape.length; d++) {
            elements *= shape[d];
        }
        Object to = Storage.newArray(type, Layout.numel(shape));
        Dense<long[]> at = Dense.of(index, DType.INT64);
        check(at, index.numel(), elements, shape, dims);
        if (x.numel() > 0) {
            int planes = Layout.numel(shape) / elements;
            run(
                    WindowLoops.of(type),
                    Dense.of(x, type),
                    at,
                    planes,
                    x.numel() / planes,
                    elements,
                    to,
                    add);
        }
        return Dense.tensor(to, type, x.dtype(), shape);
    }

    private static void check(Dense<long[]> index, int n, int elements, int[] shape, int dims) {
        for (int i = 0; i < n; i++) {
            long at = index.array()[index.at() + i];
            if (at < 0 || at >= elements) {
                var sizes = new StringBuilder();
                for (int d = shape.length - dims; d < shape.length; d++) {
                    sizes.append(sizes.isEmpty() ? "" : "x").append(shape[d]);
                }
                throw new IllegalArgumentException(
                        "Found an invalid max index: "
                                + at
                                + " (output volumes are of size "
                                + sizes
                                + ")");
            }
        }
    }

    @SuppressWarnings("unchecked") // the array has the type of the loops
    private static <A> void run(
            WindowLoops<A> loops,
            Dense<A> x,
            Dense<long[]> index,
            int planes,
            int n,
            int elements,
            Object result,
            boolean add) {
        Parallel.forRange(
                planes,
                Math.max(1, GRAIN / n),
                (from, to) -> {
                    for (int p = from; p < to; p++) {
                        int at = index.at() + p * n;
                        if (add) {
                            loops.addAt(
                                    x.array(),
                                    x.at() + p * n,
                                    index.array(),
                                    at,
                                    n,
                                    (A) result,
                                    p * elements);
                        } else {
                            loops.setAt(
                                    x.array(),
                                    x.at() + p * n,
                                    index.array(),
                                    at,
                                    n,
                                    (A) result,
                                    p * elements);
                        }
                    }
                });
    }
}
