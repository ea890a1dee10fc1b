package jgrad.kernels;

import jgrad.kernels.scalar.ScalarSoftmaxes;
import jgrad.kernels.vector.VectorSoftmaxes;

/// The inner loops of softmax and log-softmax: over one row of neighbours, or over several columns
/// beside each other.
///
/// Columns hold `rows` elements each, `stride` apart.
public interface SoftmaxLoops {
    /// The fastest there is on this machine.
    SoftmaxLoops BEST = Simd.AVAILABLE ? new VectorSoftmaxes() : new ScalarSoftmaxes();

    void softmax(float[] x, int at, float[] y, int to, int n);

    void softmax(double[] x, int at, double[] y, int to, int n);

    void logSoftmax(float[] x, int at, float[] y, int to, int n);

    void logSoftmax(double[] x, int at, double[] y, int to, int n);

    /// `dx = (g - sum(g * y)) * y`
    void softmaxBackward(float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n);

    void softmaxBackward(double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n);

    /// `dx = g - exp(y) * sum(g)`
    void logSoftmaxBackward(float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n);

    void logSoftmaxBackward(double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n);

    void softmax(float[] x, int at, float[] y, int to, int rows, int stride, int columns);

    void softmax(double[] x, int at, double[] y, int to, int rows, int stride, int columns);

    void logSoftmax(float[] x, int at, float[] y, int to, int rows, int stride, int columns);

    void logSoftmax(double[] x, int at, double[] y, int to, int rows, int stride, int columns);

    void softmaxBackward(
            float[] g,
            int gAt,
            float[] y,
            int yAt,
            float[] dx,
            int to,
            int rows,
            int stride,
            int columns);

    void softmaxBackward(
            double[] g,
            int gAt,
            double[] y,
            int yAt,
            double[] dx,
            int to,
            int rows,
            int stride,
            int columns);

    void logSoftmaxBackward(
            float[] g,
            int gAt,
            float[] y,
            int yAt,
            float[] dx,
            int to,
            int rows,
            int stride,
            int columns);

    void logSoftmaxBackward(
            double[] g,
            int gAt,
            double[] y,
            int yAt,
            double[] dx,
            int to,
            int rows,
            int stride,
            int columns);
}
