package jgrad.kernels.loops;

/// An operation of four arguments run over arrays of one element type.
public abstract class QuaternaryLoop {
    /// Sets `y[yo + i * ys]` to the operation of the elements of `a`, `b`, `c` and `d` at `i` for
    /// every `i` below `n`, with strides and overlaps as in [BinaryLoop].
    public abstract void run(
            Object a,
            int ao,
            int as,
            Object b,
            int bo,
            int bs,
            Object c,
            int co,
            int cs,
            Object d,
            int dO,
            int ds,
            Object y,
            int yo,
            int ys,
            int n);
}
