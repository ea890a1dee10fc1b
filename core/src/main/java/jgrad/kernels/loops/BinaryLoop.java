package jgrad.kernels.loops;

/// An operation of two arguments run over arrays of one element type. Comparisons write bytes of 0
/// and 1.
public abstract class BinaryLoop {
    /// Sets `y[yo + i * ys]` to the operation of `a[ao + i * as]` and `b[bo + i * bs]` for every
    /// `i` below `n`.
    ///
    /// Strides are in elements; a stride of 0 repeats one element. `y` may be an argument itself at
    /// the same places, else it must not overlap one.
    public abstract void run(
            Object a, int ao, int as, Object b, int bo, int bs, Object y, int yo, int ys, int n);
}
