package jgrad.kernels.walk;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// New contiguous tensors.
public final class Fresh {
    private Fresh() {}

    /// Of undefined content, for whoever writes all of it.
    public static Tensor like(Tensor x) {
        return new Tensor(
                Storage.uninitialized(x.dtype(), x.numel()),
                Raw.layout(x).toContiguous(),
                x.dtype());
    }

    /// Of zeros.
    public static Tensor of(DType type, int... shape) {
        Layout layout = Layout.contiguous(shape);
        return new Tensor(Storage.allocate(type, layout.numel()), layout, type);
    }
}
