package jgrad.kernels.loops;

/// An operation of three arguments run over arrays of one element type.
public abstract class TernaryLoop {
    /// Sets `y[yo + i * ys]` to the operation of `a[ao + i * as]`, `b[bo + i * bs]` and `c[co + i *
    /// cs]` for every `i` below `n`, with strides and overlaps as in [BinaryLoop].
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
            Object y,
            int yo,
            int ys,
            int n);
}
