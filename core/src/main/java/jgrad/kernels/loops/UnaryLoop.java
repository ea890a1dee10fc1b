package jgrad.kernels.loops;

/// An operation of one argument run over arrays of one element type.
public abstract class UnaryLoop {
    /// Sets `y[yo + i * ys]` to the operation of `x[xo + i * xs]` for every `i` below `n`.
    ///
    /// Strides are in elements; a stride of 0 repeats one element. `y` may be `x` itself at the
    /// same places, else the two must not overlap.
    public abstract void run(Object x, int xo, int xs, Object y, int yo, int ys, int n);
}
