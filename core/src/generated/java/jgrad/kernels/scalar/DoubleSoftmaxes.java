// Made of FloatSoftmaxes.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.SoftmaxLoops;

import java.util.Arrays;

/// The loops of softmax on doubles in plain Java. Sums are doubles.
public final class DoubleSoftmaxes implements SoftmaxLoops<double[]> {
    @Override
    public void softmax(double[] x, int at, double[] y, int to, int n) {
        double max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double e = Math.exp(x[at + i] - max);
            sum += e;
            y[to + i] = e;
        }
        double scale = 1 / sum;
        for (int i = 0; i < n; i++) {
            y[to + i] = (y[to + i] * scale);
        }
    }

    @Override
    public void logSoftmax(double[] x, int at, double[] y, int to, int n) {
        double max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(x[at + i] - max);
        }
        double log = Math.log(sum);
        for (int i = 0; i < n; i++) {
            y[to + i] = (x[at + i] - max - log);
        }
    }

    @Override
    public void softmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        double dot = 0;
        for (int i = 0; i < n; i++) {
            dot += g[gAt + i] * y[yAt + i];
        }
        for (int i = 0; i < n; i++) {
            dx[to + i] = ((g[gAt + i] - dot) * y[yAt + i]);
        }
    }

    @Override
    public void logSoftmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += g[gAt + i];
        }
        for (int i = 0; i < n; i++) {
            dx[to + i] = (g[gAt + i] - Math.exp(y[yAt + i]) * sum);
        }
    }

    @Override
    public void softmax(double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        double[] max = max(x, at, rows, stride, columns);
        double[] sum = new double[columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                double e = Math.exp(x[at + r * stride + j] - max[j]);
                sum[j] += e;
                y[to + r * stride + j] = e;
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                y[to + r * stride + j] = (y[to + r * stride + j] / sum[j]);
            }
        }
    }

    @Override
    public void logSoftmax(
            double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        double[] max = max(x, at, rows, stride, columns);
        double[] sum = new double[columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                sum[j] += Math.exp(x[at + r * stride + j] - max[j]);
            }
        }
        for (int j = 0; j < columns; j++) {
            sum[j] = Math.log(sum[j]);
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                y[to + r * stride + j] = (x[at + r * stride + j] - max[j] - sum[j]);
            }
        }
    }

    @Override
    public void softmaxBackward(
            double[] g,
            int gAt,
            double[] y,
            int yAt,
            double[] dx,
            int to,
            int rows,
            int stride,
            int columns) {
        double[] dot = new double[columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                dot[j] += g[gAt + r * stride + j] * y[yAt + r * stride + j];
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                dx[to + r * stride + j] =
                        ((g[gAt + r * stride + j] - dot[j]) * y[yAt + r * stride + j]);
            }
        }
    }

    @Override
    public void logSoftmaxBackward(
            double[] g,
            int gAt,
            double[] y,
            int yAt,
            double[] dx,
            int to,
            int rows,
            int stride,
            int columns) {
        double[] sum = new double[columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                sum[j] += g[gAt + r * stride + j];
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                dx[to + r * stride + j] =
                        (g[gAt + r * stride + j] - Math.exp(y[yAt + r * stride + j]) * sum[j]);
            }
        }
    }

    private static double max(double[] x, int at, int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    private static double[] max(double[] x, int at, int rows, int stride, int columns) {
        double[] max = new double[columns];
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                max[j] = Math.max(max[j], x[at + r * stride + j]);
            }
        }
        return max;
    }
}
