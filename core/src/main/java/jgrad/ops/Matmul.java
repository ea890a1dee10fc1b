package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Fitting;
import jgrad.engine.Ops;
import jgrad.kernels.elementwise.Each;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// `matmul`: chooses among dot, mv, mm and bmm by the number of dimensions, and folds or broadcasts
/// batches.
public final class Matmul {
    private Matmul() {}

    public static Tensor of(Tensor a, Tensor b) {
        int ra = a.dim();
        int rb = b.dim();
        if (ra == 0 || rb == 0) {
            throw new IllegalArgumentException(
                    "both arguments to matmul need to be at least 1D, but they are "
                            + ra
                            + "D and "
                            + rb
                            + "D");
        }
        if (ra == 1 && rb == 1) {
            return a.dot(b);
        }
        if (ra == 2 && rb == 1) {
            return a.mv(b);
        }
        if (ra == 1 && rb == 2) {
            return Ops.apply(new Axes.Squeezed(0), a.unsqueeze(0).mm(b));
        }
        if (ra == 2 && rb == 2) {
            return a.mm(b);
        }
        if (ra >= 3 && rb <= 2) { // the batch becomes more rows of one product
            int[] shape = Raw.shape(a);
            int k = shape[ra - 1];
            Tensor rows = a.reshape(Layout.numel(shape) == 0 ? rowCount(shape) : -1, k);
            Tensor product = rb == 1 ? rows.mv(b) : rows.mm(b);
            int[] out = Arrays.copyOf(shape, rb == 1 ? ra - 1 : ra);
            if (rb == 2) {
                out[ra - 1] = Raw.shape(b)[1];
            }
            return Ops.apply(new Views.UnsafeView(out), product);
        }
        if (rb >= 3 && ra <= 2) { // as above, transposed
            Tensor product = of(b.transpose(-1, -2), ra == 1 ? a : a.t());
            return ra == 1 ? product : product.transpose(-1, -2).contiguous();
        }
        return batched(a, b);
    }

    /// `x @ weight^T + bias`; of a matrix and a bias, one product that starts from the bias.
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        if (x.dim() == 2 && bias != null) {
            return Ops.apply(new Linalg.Addmm(1, 1), bias, x, weight.t());
        }
        if (x.dim() == 3 && bias != null && x.isContiguous()) { // the batch becomes more rows
            int[] shape = Raw.shape(x);
            Tensor rows = x.view(shape[0] * shape[1], shape[2]);
            Tensor flat = Ops.apply(new Linalg.Addmm(1, 1), bias, rows, weight.t());
            return flat.view(shape[0], shape[1], Raw.shape(flat)[1]);
        }
        Tensor product = of(x, weight.t());
        return bias == null ? product : product.add(bias);
    }

    private static int rowCount(int[] shape) {
        return Layout.numel(Arrays.copyOf(shape, shape.length - 1));
    }

    private static Tensor batched(Tensor a, Tensor b) {
        int[] sa = Raw.shape(a);
        int[] sb = Raw.shape(b);
        int[] batch =
                Each.broadcastShape(
                        Arrays.copyOf(sa, sa.length - 2), Arrays.copyOf(sb, sb.length - 2));
        int m = sa[sa.length - 2];
        int k = sa[sa.length - 1];
        int k2 = sb[sb.length - 2];
        int n = sb[sb.length - 1];
        int size = Layout.numel(batch);
        Tensor flatA = Fitting.broadcastTo(a, with(batch, m, k)).reshape(size, m, k);
        Tensor flatB = Fitting.broadcastTo(b, with(batch, k2, n)).reshape(size, k2, n);
        return Ops.apply(new Views.UnsafeView(with(batch, m, n)), flatA.bmm(flatB));
    }

    private static int[] with(int[] batch, int rows, int columns) {
        int[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = rows;
        shape[batch.length + 1] = columns;
        return shape;
    }
}
