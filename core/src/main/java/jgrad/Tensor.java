package jgrad;

import jgrad.engine.Variable;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

/// An n-dimensional array that remembers how it was computed.
public final class Tensor extends Variable {
    /// For the module's kernels; a user makes tensors with [Tensors].
    public Tensor(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }

    public DType dtype() {
        return dtype;
    }

    public int dim() {
        return layout.dim();
    }

    public int numel() {
        return layout.numel();
    }

    public boolean isContiguous() {
        return layout.isContiguous();
    }
}
