package jgrad.kernels.fold;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Greatest and least elements together with where they are.
///
/// Of equal elements the first counts, and the first NaN counts for more than any number, as in
/// PyTorch on a CPU.
public final class Extrema {
    private Extrema() {}

    /// What was found, and its positions along the dimension as int64.
    public record Found(Tensor values, Tensor indices) {}

    /// The greatest elements along `dim`.
    ///
    /// Torch: `aten::max.dim`.
    ///
    /// @throws IndexOutOfBoundsException if the dimension is empty
    public static Found max(Tensor x, int dim, boolean keepdim) {
        return find("max", x, dim, keepdim, true);
    }

    /// The least elements along `dim`.
    ///
    /// Torch: `aten::min.dim`.
    ///
    /// @throws IndexOutOfBoundsException if the dimension is empty
    public static Found min(Tensor x, int dim, boolean keepdim) {
        return find("min", x, dim, keepdim, false);
    }

    /// Where the greatest element along `dim` is; of the whole, taken as one row, if `dim` is
    /// `null`.
    ///
    /// Torch: `aten::argmax`.
    ///
    /// @throws IndexOutOfBoundsException if there is nothing to choose from
    public static Tensor argmax(Tensor x, @Nullable Integer dim, boolean keepdim) {
        return dim == null
                ? whole("argmax", x, keepdim, true)
                : find("argmax", x, dim, keepdim, true).indices;
    }

    /// Where the least element along `dim` is; of the whole, taken as one row, if `dim` is `null`.
    ///
    /// Torch: `aten::argmin`.
    ///
    /// @throws IndexOutOfBoundsException if there is nothing to choose from
    public static Tensor argmin(Tensor x, @Nullable Integer dim, boolean keepdim) {
        return dim == null
                ? whole("argmin", x, keepdim, false)
                : find("argmin", x, dim, keepdim, false).indices;
    }

    private static Tensor whole(String op, Tensor x, boolean keepdim, boolean largest) {
        if (x.numel() == 0) {
            throw new IndexOutOfBoundsException(
                    op + "(): Expected reduction dim to be specified for input.numel() == 0.");
        }
        Object array = Raw.storage(x).array();
        int offset = Raw.offset(x);
        if (!x.isContiguous()) {
            array = Cast.toArray(x.dtype(), array, Raw.layout(x), x.dtype());
            offset = 0;
        }
        int[] row = {x.numel()};
        Layout flat = new Layout(row, new int[] {1}, offset);
        Tensor index =
                find(op, new Tensor(new Storage(array), flat, x.dtype()), 0, false, largest)
                        .indices;
        int[] ones = new int[keepdim ? x.dim() : 0];
        Arrays.fill(ones, 1);
        return new Tensor(Raw.storage(index), Layout.contiguous(ones), DType.INT64);
    }

    private static Found find(String op, Tensor x, int dim, boolean keepdim, boolean largest) {
        Layout layout = Raw.layout(x);
        int[] shape = layout.shape();
        boolean[] folded = new boolean[shape.length];
        int[] result = shape.clone();
        if (shape.length > 0) {
            if (shape[dim] == 0) {
                throw new IndexOutOfBoundsException(
                        op + "(): Expected reduction dim " + dim + " to have non-zero size.");
            }
            folded[dim] = true;
            result[dim] = 1;
            if (!keepdim) {
                System.arraycopy(shape, dim + 1, result, dim, shape.length - dim - 1);
                result = Arrays.copyOf(result, shape.length - 1);
            }
        }
        FoldPlan plan = new FoldPlan(layout, folded, false);
        int n = plan.outputs();
        DType type = x.dtype();
        Object array = Raw.storage(x).array();
        Object values = Storage.newArray(type, n);
        int[] index;
        if (type.isFloating()) {
            var fold = new ExtremeFold.OfDoubles(array, type, n, largest);
            plan.run(fold);
            Elements.fromDoubles(plan.inOrder(fold.best), 0, type, values, 0, n);
            index = fold.index;
        } else {
            var fold = new ExtremeFold.OfLongs(array, type, n, largest);
            plan.run(fold);
            Elements.fromLongs(plan.inOrder(fold.best), 0, type, values, 0, n);
            index = fold.index;
        }
        long[] indices = new long[n];
        for (int i = 0; i < n; i++) {
            indices[i] = index[i];
        }
        Layout contiguous = Layout.contiguous(result);
        return new Found(
                new Tensor(new Storage(values), contiguous, type),
                new Tensor(new Storage(plan.inOrder(indices)), contiguous, DType.INT64));
    }
}
