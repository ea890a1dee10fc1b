package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.SoftmaxLoops;

/// The loops of softmax on vectors. Columns are taken a vector at a time, from the first row to the
/// last.
public final class VectorSoftmaxes implements SoftmaxLoops {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;

    /// Elements whose float32 sums are added up before they join a double: a long row loses no
    /// digits.
    private static final int BLOCK = 8192;

    @Override
    public void softmax(float[] x, int at, float[] y, int to, int n) {
        float max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += exps(x, at + i, max, y, to + i, Math.min(BLOCK, n - i));
        }
        float scale = (float) (1 / sum);
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector.fromArray(F, y, to + i).mul(scale).intoArray(y, to + i);
        }
        if (bound < n) {
            VectorMask<Float> in = F.indexInRange(bound, n);
            FloatVector.fromArray(F, y, to + bound, in).mul(scale).intoArray(y, to + bound, in);
        }
    }

    @Override
    public void logSoftmax(float[] x, int at, float[] y, int to, int n) {
        float max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += exps(x, at + i, max, Math.min(BLOCK, n - i));
        }
        float log = (float) Math.log(sum);
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector.fromArray(F, x, at + i).sub(max).sub(log).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = x[at + i] - max - log;
        }
    }

    @Override
    public void softmaxBackward(float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += dot(g, gAt + i, y, yAt + i, Math.min(BLOCK, n - i));
        }
        float dot = (float) sum;
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector grad = FloatVector.fromArray(F, g, gAt + i).sub(dot);
            grad.mul(FloatVector.fromArray(F, y, yAt + i)).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            dx[to + i] = (g[gAt + i] - dot) * y[yAt + i];
        }
    }

    @Override
    public void logSoftmaxBackward(
            float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n) {
        double total = 0;
        for (int i = 0; i < n; i += BLOCK) {
            total += sum(g, gAt + i, Math.min(BLOCK, n - i));
        }
        FloatVector sum = FloatVector.broadcast(F, (float) -total);
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector e = Exponential.exp(FloatVector.fromArray(F, y, yAt + i));
            e.fma(sum, FloatVector.fromArray(F, g, gAt + i)).intoArray(dx, to + i);
        }
        if (bound < n) {
            VectorMask<Float> in = F.indexInRange(bound, n);
            FloatVector e = Exponential.exp(FloatVector.fromArray(F, y, yAt + bound, in));
            e.fma(sum, FloatVector.fromArray(F, g, gAt + bound, in)).intoArray(dx, to + bound, in);
        }
    }

    @Override
    public void softmax(float[] x, int at, float[] y, int to, int rows, int stride, int columns) {
        for (int j = 0; j < columns; j += F.length()) {
            VectorMask<Float> in = F.indexInRange(j, columns);
            FloatVector max = max(x, at + j, rows, stride, in);
            FloatVector sum = FloatVector.zero(F);
            for (int r = 0; r < rows; r++) {
                FloatVector e =
                        Exponential.exp(
                                FloatVector.fromArray(F, x, at + r * stride + j, in).sub(max));
                e.intoArray(y, to + r * stride + j, in);
                sum = sum.add(e);
            }
            FloatVector scale = FloatVector.broadcast(F, 1).div(sum);
            for (int r = 0; r < rows; r++) {
                FloatVector e = FloatVector.fromArray(F, y, to + r * stride + j, in);
                e.mul(scale).intoArray(y, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void logSoftmax(
            float[] x, int at, float[] y, int to, int rows, int stride, int columns) {
        float[] logs = new float[F.length()];
        for (int j = 0; j < columns; j += F.length()) {
            VectorMask<Float> in = F.indexInRange(j, columns);
            FloatVector max = max(x, at + j, rows, stride, in);
            FloatVector sum = FloatVector.zero(F);
            for (int r = 0; r < rows; r++) {
                sum =
                        sum.add(
                                Exponential.exp(
                                        FloatVector.fromArray(F, x, at + r * stride + j, in)
                                                .sub(max)));
            }
            sum.intoArray(logs, 0);
            for (int k = 0; k < logs.length; k++) {
                logs[k] = (float) Math.log(logs[k]);
            }
            FloatVector log = FloatVector.fromArray(F, logs, 0);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(F, x, at + r * stride + j, in);
                v.sub(max).sub(log).intoArray(y, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void softmaxBackward(
            float[] g,
            int gAt,
            float[] y,
            int yAt,
            float[] dx,
            int to,
            int rows,
            int stride,
            int columns) {
        for (int j = 0; j < columns; j += F.length()) {
            VectorMask<Float> in = F.indexInRange(j, columns);
            FloatVector dot = FloatVector.zero(F);
            for (int r = 0; r < rows; r++) {
                FloatVector grad = FloatVector.fromArray(F, g, gAt + r * stride + j, in);
                dot = grad.fma(FloatVector.fromArray(F, y, yAt + r * stride + j, in), dot);
            }
            for (int r = 0; r < rows; r++) {
                FloatVector grad = FloatVector.fromArray(F, g, gAt + r * stride + j, in).sub(dot);
                FloatVector value = FloatVector.fromArray(F, y, yAt + r * stride + j, in);
                grad.mul(value).intoArray(dx, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void logSoftmaxBackward(
            float[] g,
            int gAt,
            float[] y,
            int yAt,
            float[] dx,
            int to,
            int rows,
            int stride,
            int columns) {
        for (int j = 0; j < columns; j += F.length()) {
            VectorMask<Float> in = F.indexInRange(j, columns);
            FloatVector sum = FloatVector.zero(F);
            for (int r = 0; r < rows; r++) {
                sum = sum.sub(FloatVector.fromArray(F, g, gAt + r * stride + j, in));
            }
            for (int r = 0; r < rows; r++) {
                FloatVector e =
                        Exponential.exp(FloatVector.fromArray(F, y, yAt + r * stride + j, in));
                FloatVector grad = FloatVector.fromArray(F, g, gAt + r * stride + j, in);
                e.fma(sum, grad).intoArray(dx, to + r * stride + j, in);
            }
        }
    }

    /// The greatest number; a NaN is not noticed here, but spoils the sum of exponentials.
    private static float max(float[] x, int at, int n) {
        FloatVector a = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector b = a;
        int i = at;
        for (; i <= at + n - 2 * F.length(); i += 2 * F.length()) {
            a = greater(a, FloatVector.fromArray(F, x, i));
            b = greater(b, FloatVector.fromArray(F, x, i + F.length()));
        }
        for (; i <= at + n - F.length(); i += F.length()) {
            a = greater(a, FloatVector.fromArray(F, x, i));
        }
        float max = greater(a, b).reduceLanes(MAX);
        for (; i < at + n; i++) {
            max = x[i] > max ? x[i] : max;
        }
        return max;
    }

    private static FloatVector max(float[] x, int at, int rows, int stride, VectorMask<Float> in) {
        FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            max = greater(max, FloatVector.fromArray(F, x, at + r * stride, in));
        }
        return max;
    }

    private static FloatVector greater(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(GT, a));
    }

    /// Writes `exp(x - max)` and returns its sum.
    private static double exps(float[] x, int at, float max, float[] y, int to, int n) {
        FloatVector sum = FloatVector.zero(F);
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector e = Exponential.exp(FloatVector.fromArray(F, x, at + i).sub(max));
            e.intoArray(y, to + i);
            sum = sum.add(e);
        }
        if (bound < n) {
            VectorMask<Float> in = F.indexInRange(bound, n);
            FloatVector e = Exponential.exp(FloatVector.fromArray(F, x, at + bound, in).sub(max));
            e.intoArray(y, to + bound, in);
            sum = sum.add(e, in);
        }
        return sum.reduceLanes(ADD);
    }

    private static double exps(float[] x, int at, float max, int n) {
        FloatVector sum = FloatVector.zero(F);
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            sum = sum.add(Exponential.exp(FloatVector.fromArray(F, x, at + i).sub(max)));
        }
        if (bound < n) {
            VectorMask<Float> in = F.indexInRange(bound, n);
            sum =
                    sum.add(
                            Exponential.exp(FloatVector.fromArray(F, x, at + bound, in).sub(max)),
                            in);
        }
        return sum.reduceLanes(ADD);
    }

    private static double sum(float[] g, int at, int n) {
        FloatVector a = FloatVector.zero(F);
        FloatVector b = a;
        int i = at;
        for (; i <= at + n - 2 * F.length(); i += 2 * F.length()) {
            a = a.add(FloatVector.fromArray(F, g, i));
            b = b.add(FloatVector.fromArray(F, g, i + F.length()));
        }
        double sum = a.add(b).reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += g[i];
        }
        return sum;
    }

    private static double dot(float[] g, int gAt, float[] y, int yAt, int n) {
        FloatVector a = FloatVector.zero(F);
        FloatVector b = a;
        int i = 0;
        for (; i <= n - 2 * F.length(); i += 2 * F.length()) {
            a = FloatVector.fromArray(F, g, gAt + i).fma(FloatVector.fromArray(F, y, yAt + i), a);
            int k = i + F.length();
            b = FloatVector.fromArray(F, g, gAt + k).fma(FloatVector.fromArray(F, y, yAt + k), b);
        }
        double sum = a.add(b).reduceLanes(ADD);
        for (; i < n; i++) {
            sum += (double) g[gAt + i] * y[yAt + i];
        }
        return sum;
    }

    @Override
    public void softmax(double[] x, int at, double[] y, int to, int n) {
        double max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += exps(x, at + i, max, y, to + i, Math.min(BLOCK, n - i));
        }
        double scale = (1 / sum);
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector.fromArray(D, y, to + i).mul(scale).intoArray(y, to + i);
        }
        if (bound < n) {
            VectorMask<Double> in = D.indexInRange(bound, n);
            DoubleVector.fromArray(D, y, to + bound, in).mul(scale).intoArray(y, to + bound, in);
        }
    }

    @Override
    public void logSoftmax(double[] x, int at, double[] y, int to, int n) {
        double max = max(x, at, n);
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += exps(x, at + i, max, Math.min(BLOCK, n - i));
        }
        double log = Math.log(sum);
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector.fromArray(D, x, at + i).sub(max).sub(log).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = x[at + i] - max - log;
        }
    }

    @Override
    public void softmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += dot(g, gAt + i, y, yAt + i, Math.min(BLOCK, n - i));
        }
        double dot = sum;
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector grad = DoubleVector.fromArray(D, g, gAt + i).sub(dot);
            grad.mul(DoubleVector.fromArray(D, y, yAt + i)).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            dx[to + i] = (g[gAt + i] - dot) * y[yAt + i];
        }
    }

    @Override
    public void logSoftmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        double total = 0;
        for (int i = 0; i < n; i += BLOCK) {
            total += sum(g, gAt + i, Math.min(BLOCK, n - i));
        }
        DoubleVector sum = DoubleVector.broadcast(D, -total);
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector e = Exponential.exp(DoubleVector.fromArray(D, y, yAt + i));
            e.fma(sum, DoubleVector.fromArray(D, g, gAt + i)).intoArray(dx, to + i);
        }
        if (bound < n) {
            VectorMask<Double> in = D.indexInRange(bound, n);
            DoubleVector e = Exponential.exp(DoubleVector.fromArray(D, y, yAt + bound, in));
            e.fma(sum, DoubleVector.fromArray(D, g, gAt + bound, in)).intoArray(dx, to + bound, in);
        }
    }

    @Override
    public void softmax(double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = D.indexInRange(j, columns);
            DoubleVector max = max(x, at + j, rows, stride, in);
            DoubleVector sum = DoubleVector.zero(D);
            for (int r = 0; r < rows; r++) {
                DoubleVector e =
                        Exponential.exp(
                                DoubleVector.fromArray(D, x, at + r * stride + j, in).sub(max));
                e.intoArray(y, to + r * stride + j, in);
                sum = sum.add(e);
            }
            DoubleVector scale = DoubleVector.broadcast(D, 1).div(sum);
            for (int r = 0; r < rows; r++) {
                DoubleVector e = DoubleVector.fromArray(D, y, to + r * stride + j, in);
                e.mul(scale).intoArray(y, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void logSoftmax(
            double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        double[] logs = new double[D.length()];
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = D.indexInRange(j, columns);
            DoubleVector max = max(x, at + j, rows, stride, in);
            DoubleVector sum = DoubleVector.zero(D);
            for (int r = 0; r < rows; r++) {
                sum =
                        sum.add(
                                Exponential.exp(
                                        DoubleVector.fromArray(D, x, at + r * stride + j, in)
                                                .sub(max)));
            }
            sum.intoArray(logs, 0);
            for (int k = 0; k < logs.length; k++) {
                logs[k] = Math.log(logs[k]);
            }
            DoubleVector log = DoubleVector.fromArray(D, logs, 0);
            for (int r = 0; r < rows; r++) {
                DoubleVector v = DoubleVector.fromArray(D, x, at + r * stride + j, in);
                v.sub(max).sub(log).intoArray(y, to + r * stride + j, in);
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
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = D.indexInRange(j, columns);
            DoubleVector dot = DoubleVector.zero(D);
            for (int r = 0; r < rows; r++) {
                DoubleVector grad = DoubleVector.fromArray(D, g, gAt + r * stride + j, in);
                dot = grad.fma(DoubleVector.fromArray(D, y, yAt + r * stride + j, in), dot);
            }
            for (int r = 0; r < rows; r++) {
                DoubleVector grad = DoubleVector.fromArray(D, g, gAt + r * stride + j, in).sub(dot);
                DoubleVector value = DoubleVector.fromArray(D, y, yAt + r * stride + j, in);
                grad.mul(value).intoArray(dx, to + r * stride + j, in);
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
        for (int j = 0; j < columns; j += D.length()) {
            VectorMask<Double> in = D.indexInRange(j, columns);
            DoubleVector sum = DoubleVector.zero(D);
            for (int r = 0; r < rows; r++) {
                sum = sum.sub(DoubleVector.fromArray(D, g, gAt + r * stride + j, in));
            }
            for (int r = 0; r < rows; r++) {
                DoubleVector e =
                        Exponential.exp(DoubleVector.fromArray(D, y, yAt + r * stride + j, in));
                DoubleVector grad = DoubleVector.fromArray(D, g, gAt + r * stride + j, in);
                e.fma(sum, grad).intoArray(dx, to + r * stride + j, in);
            }
        }
    }

    /// The greatest number; a NaN is not noticed here, but spoils the sum of exponentials.
    private static double max(double[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * D.length(); i += 2 * D.length()) {
            a = greater(a, DoubleVector.fromArray(D, x, i));
            b = greater(b, DoubleVector.fromArray(D, x, i + D.length()));
        }
        for (; i <= at + n - D.length(); i += D.length()) {
            a = greater(a, DoubleVector.fromArray(D, x, i));
        }
        double max = greater(a, b).reduceLanes(MAX);
        for (; i < at + n; i++) {
            max = x[i] > max ? x[i] : max;
        }
        return max;
    }

    private static DoubleVector max(
            double[] x, int at, int rows, int stride, VectorMask<Double> in) {
        DoubleVector max = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            max = greater(max, DoubleVector.fromArray(D, x, at + r * stride, in));
        }
        return max;
    }

    private static DoubleVector greater(DoubleVector a, DoubleVector b) {
        return a.blend(b, b.compare(GT, a));
    }

    /// Writes `exp(x - max)` and returns its sum.
    private static double exps(double[] x, int at, double max, double[] y, int to, int n) {
        DoubleVector sum = DoubleVector.zero(D);
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector e = Exponential.exp(DoubleVector.fromArray(D, x, at + i).sub(max));
            e.intoArray(y, to + i);
            sum = sum.add(e);
        }
        if (bound < n) {
            VectorMask<Double> in = D.indexInRange(bound, n);
            DoubleVector e = Exponential.exp(DoubleVector.fromArray(D, x, at + bound, in).sub(max));
            e.intoArray(y, to + bound, in);
            sum = sum.add(e, in);
        }
        return sum.reduceLanes(ADD);
    }

    private static double exps(double[] x, int at, double max, int n) {
        DoubleVector sum = DoubleVector.zero(D);
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            sum = sum.add(Exponential.exp(DoubleVector.fromArray(D, x, at + i).sub(max)));
        }
        if (bound < n) {
            VectorMask<Double> in = D.indexInRange(bound, n);
            sum =
                    sum.add(
                            Exponential.exp(DoubleVector.fromArray(D, x, at + bound, in).sub(max)),
                            in);
        }
        return sum.reduceLanes(ADD);
    }

    private static double sum(double[] g, int at, int n) {
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * D.length(); i += 2 * D.length()) {
            a = a.add(DoubleVector.fromArray(D, g, i));
            b = b.add(DoubleVector.fromArray(D, g, i + D.length()));
        }
        double sum = a.add(b).reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += g[i];
        }
        return sum;
    }

    private static double dot(double[] g, int gAt, double[] y, int yAt, int n) {
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        int i = 0;
        for (; i <= n - 2 * D.length(); i += 2 * D.length()) {
            a = DoubleVector.fromArray(D, g, gAt + i).fma(DoubleVector.fromArray(D, y, yAt + i), a);
            int k = i + D.length();
            b = DoubleVector.fromArray(D, g, gAt + k).fma(DoubleVector.fromArray(D, y, yAt + k), b);
        }
        double sum = a.add(b).reduceLanes(ADD);
        for (; i < n; i++) {
            sum += g[gAt + i] * y[yAt + i];
        }
        return sum;
    }
}
