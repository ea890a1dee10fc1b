package jgrad.kernels;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

/// New contiguous tensors, of zeros.
final class Fresh {
    private Fresh() {}

    static Tensor like(Tensor x) {
        return new Tensor(
                Storage.uninitialized(x.dtype(), x.numel()),
                Raw.layout(x).toContiguous(),
                x.dtype());
    }

    static Tensor of(DType type, int... shape) {
        Layout layout = Layout.contiguous(shape);
        return new Tensor(Storage.allocate(type, layout.numel()), layout, type);
    }
}
