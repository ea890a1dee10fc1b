package jgrad.engine;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Storage;
import jgrad.storage.Strided;

/// The autograd half of a tensor.
public abstract sealed class Variable extends Strided permits Tensor {
    protected Variable(Storage storage, Layout layout, DType dtype) {
        super(storage, layout, dtype);
    }
}
