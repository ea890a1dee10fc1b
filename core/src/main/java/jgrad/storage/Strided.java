package jgrad.storage;

import jgrad.DType;
import jgrad.engine.Tracked;

/// The part of a tensor that kernels see: a storage, a layout over it and an element type.
///
/// A class of its own so that its fields are reached through [Raw] inside the module and by nobody
/// outside it.
public abstract sealed class Strided permits Tracked {
    protected Storage storage;
    protected Layout layout;
    protected DType dtype;

    protected Strided(Storage storage, Layout layout, DType dtype) {
        this.storage = storage;
        this.layout = layout;
        this.dtype = dtype;
    }
}
