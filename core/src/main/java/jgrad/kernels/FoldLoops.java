package jgrad.kernels;

import jgrad.kernels.scalar.ScalarFolds;
import jgrad.kernels.vector.VectorFolds;

/// The inner loops of reductions, over neighbouring elements: one result from a row, or a row of
/// results from a panel.
///
/// Results are doubles, whatever the elements: a float32 sum is rounded once.
public interface FoldLoops {
    /// The fastest there is on this machine.
    FoldLoops BEST = Simd.AVAILABLE ? new VectorFolds() : new ScalarFolds();

    double sum(float[] x, int at, int n);

    double sum(double[] x, int at, int n);

    /// The sum of `(x - center)^2`.
    double squares(float[] x, int at, int n, double center);

    double squares(double[] x, int at, int n, double center);

    double magnitudes(float[] x, int at, int n);

    double magnitudes(double[] x, int at, int n);

    /// NaN if there is one; minus infinity of nothing.
    double max(float[] x, int at, int n);

    double max(double[] x, int at, int n);

    double min(float[] x, int at, int n);

    double min(double[] x, int at, int n);

    void sum(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void sum(double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    /// `center[c + j]` belongs to column `j`.
    void squares(
            float[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] center,
            int c,
            double[] acc,
            int to);

    void squares(
            double[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] center,
            int c,
            double[] acc,
            int to);

    void magnitudes(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void magnitudes(double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void max(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void max(double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void min(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);

    void min(double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to);
}
