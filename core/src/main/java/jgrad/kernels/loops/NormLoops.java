package jgrad.kernels.loops;

/// The inner loops of layer norm over arrays `A` of one type, a row of neighbours at a time.
public interface NormLoops<A> {
    /// `y = (x - mean) * rstd * w + b`
    void normalize(
            A x, int at, int n, double mean, double rstd, A w, int wAt, A b, int bAt, A y, int to);

    /// `dx` for `y` of [#normalize], and what this row adds to `dw` and `db`, which begin at 0.
    void normalizeBackward(
            A g,
            int gAt,
            A x,
            int at,
            int n,
            double mean,
            double rstd,
            A w,
            int wAt,
            A dx,
            int to,
            A dw,
            A db);
}
