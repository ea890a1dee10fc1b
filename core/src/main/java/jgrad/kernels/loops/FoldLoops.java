package jgrad.kernels.loops;

/// The inner loops of reductions over arrays `A` of one type: of neighbours in a row into one
/// result, or of a panel of rows, `rowStride` apart, into as many results as there are columns.
///
/// Results are doubles, whatever the elements: a float32 sum is rounded once.
public interface FoldLoops<A> {
    double sum(A x, int at, int n);

    /// The sum of `(x - center)^2`.
    double squares(A x, int at, int n, double center);

    /// The sum of `|x|`.
    double magnitudes(A x, int at, int n);

    /// NaN if there is one; minus infinity of nothing.
    double max(A x, int at, int n);

    /// NaN if there is one; infinity of nothing.
    double min(A x, int at, int n);

    void sum(A x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    /// `center[c + j]` belongs to column `j`.
    void squares(
            A x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] center,
            int c,
            double[] acc,
            int to);

    void magnitudes(A x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void max(A x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void min(A x, int at, int rowStride, int rows, int columns, double[] acc, int to);
}
