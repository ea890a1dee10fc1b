package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.walk.Expand;
import jgrad.ops.Copies;
import jgrad.ops.Reductions;
import jgrad.ops.Views;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import java.util.Arrays;

/// Brings a tensor to the shape, type or layout of another, recorded like every operation: what the
/// engine does with gradients, and transforms with tangents.
public final class Fitting {
    private Fitting() {}

    /// `grad` summed over the dimensions along which `shape` was broadcast.
    public static Tensor sumTo(Tensor grad, int[] shape) {
        int[] from = grad.layout().shape();
        if (from == shape || Arrays.equals(from, shape)) {
            return grad;
        }
        if (shape.length == 0) {
            return Ops.apply(Reductions.Sum.ALL, grad);
        }
        int lead = from.length - shape.length;
        var dims = new int[from.length];
        int count = 0;
        for (int d = 0; d < from.length; d++) {
            if (d < lead || shape[d - lead] == 1 && from[d] != 1) {
                dims[count++] = d;
            }
        }
        Tensor sum =
                count == 0
                        ? grad
                        : Ops.apply(
                                new Reductions.Sum(Arrays.copyOf(dims, count), true, null), grad);
        return lead > 0 ? Ops.view(new Views.View(shape), sum) : sum;
    }

    /// Whether [#sumTo] is possible: a gradient of shape `from` is one of `shape`, broadcast.
    static boolean canSumTo(int[] shape, int[] from) {
        return Expand.fits(shape, from);
    }

    public static Tensor broadcastTo(Tensor t, int[] shape) {
        return Arrays.equals(t.layout().shape(), shape) ? t : Ops.view(new Views.Expand(shape), t);
    }

    /// A copy of `g` in the layout and type of `like`, recorded as PyTorch's `CopyBackwards`.
    static Tensor copyLike(Tensor like, Tensor g) {
        if (g.lifted != null) {
            return Ops.apply(Copies.Clone.OP, g);
        }
        Layout layout =
                like.layout().isNonOverlappingAndDense()
                        ? new Layout(like.layout().shape(), like.layout().strides(), 0)
                        : Layout.contiguous(like.layout().shape());
        Tensor fresh =
                new Tensor(
                        Storage.uninitialized(like.dtype(), layout.numel()), layout, like.dtype());
        if (State.current().gradEnabled && g.requiresGrad()) {
            return Ops.applyInPlace(Copies.Copy.OP, fresh, g);
        }
        Copies.Copy.OP.into(new Tensor[] {fresh, g});
        return fresh;
    }

    /// `grad` in another element type.
    static Tensor to(Tensor grad, DType type) {
        return grad.dtype() == type ? grad : Ops.apply(new Copies.To(type), grad);
    }
}
