// Made of FloatFolds.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.FoldLoops;

/// The loops of reductions on doubles in plain Java, with four running sums so that additions
/// overlap.
public final class DoubleFolds implements FoldLoops<double[]> {
    @Override
    public double sum(double[] x, int at, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = at;
        int end = at + n;
        for (; i <= end - 4; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < end; i++) {
            a += x[i];
        }
        return a + b + (c + d);
    }

    @Override
    public double squares(double[] x, int at, int n, double center) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = at;
        int end = at + n;
        for (; i <= end - 4; i += 4) {
            a += square(x[i] - center);
            b += square(x[i + 1] - center);
            c += square(x[i + 2] - center);
            d += square(x[i + 3] - center);
        }
        for (; i < end; i++) {
            a += square(x[i] - center);
        }
        return a + b + (c + d);
    }

    @Override
    public double magnitudes(double[] x, int at, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = at;
        int end = at + n;
        for (; i <= end - 4; i += 4) {
            a += Math.abs(x[i]);
            b += Math.abs(x[i + 1]);
            c += Math.abs(x[i + 2]);
            d += Math.abs(x[i + 3]);
        }
        for (; i < end; i++) {
            a += Math.abs(x[i]);
        }
        return a + b + (c + d);
    }

    @Override
    public double max(double[] x, int at, int n) {
        double best = Double.NEGATIVE_INFINITY;
        boolean nan = false;
        for (int i = at; i < at + n; i++) {
            double v = x[i];
            nan |= Double.isNaN(v);
            best = v > best ? v : best;
        }
        return nan ? Double.NaN : best;
    }

    @Override
    public double min(double[] x, int at, int n) {
        double best = Double.POSITIVE_INFINITY;
        boolean nan = false;
        for (int i = at; i < at + n; i++) {
            double v = x[i];
            nan |= Double.isNaN(v);
            best = v < best ? v : best;
        }
        return nan ? Double.NaN : best;
    }

    @Override
    public void sum(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < columns; j++) {
                acc[to + j] += x[from + j];
            }
        }
    }

    @Override
    public void squares(
            double[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] center,
            int c,
            double[] acc,
            int to) {
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < columns; j++) {
                acc[to + j] += square(x[from + j] - center[c + j]);
            }
        }
    }

    @Override
    public void magnitudes(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < columns; j++) {
                acc[to + j] += Math.abs(x[from + j]);
            }
        }
    }

    @Override
    public void max(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[from + j]);
            }
        }
    }

    @Override
    public void min(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        for (int r = 0; r < rows; r++) {
            int from = at + r * rowStride;
            for (int j = 0; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[from + j]);
            }
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
