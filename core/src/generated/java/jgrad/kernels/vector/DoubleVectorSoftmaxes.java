// Made of FloatVectorSoftmaxes.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.loops.Specialization;

import java.lang.invoke.MethodHandles;

/// The loops of softmax on vectors of doubles: a template into which [Inliner] writes the
/// exponential in the place of `op`.
///
/// What is left of a row after the whole vectors is done by one more that overlaps the last.
/// Columns are taken a vector at a time, from the first row to the last.
final class DoubleVectorSoftmaxes implements SoftmaxLoops<double[]> {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /// Elements whose sum is kept in vectors before it joins a double, so that a long row loses no
    /// digits.
    private static final int BLOCK = 8192;

    static {
        Specialization.<Unary, SoftmaxLoops<double[]>>open(MethodHandles.lookup())
                .fill(new DoubleVectorSoftmaxes());
    }

    /// Stands where the exponential will.
    static DoubleVector op(DoubleVector x) {
        return x;
    }

    @Override
    public void softmax(double[] x, int at, double[] y, int to, int n) {
        double scale = (1 / exps(x, at, max(x, at, n), y, to, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            DoubleVector.fromArray(S, y, to + i).mul(scale).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] *= scale;
        }
    }

    @Override
    public void logSoftmax(double[] x, int at, double[] y, int to, int n) {
        double max = max(x, at, n);
        double log = Math.log(exps(x, at, max, y, to, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            DoubleVector.fromArray(S, x, at + i).sub(max).sub(log).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = x[at + i] - max - log;
        }
    }

    /// The greatest number; a NaN is not noticed here, but spoils the sum of exponentials.
    private static double max(double[] x, int at, int n) {
        int i = Math.min(LANES, n);
        VectorMask<Double> there = S.indexInRange(0, n);
        DoubleVector a =
                DoubleVector.broadcast(S, x[at])
                        .blend(DoubleVector.fromArray(S, x, at, there), there);
        DoubleVector b = a;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            DoubleVector p = DoubleVector.fromArray(S, x, at + i);
            DoubleVector q = DoubleVector.fromArray(S, x, at + i + LANES);
            a = a.blend(p, p.compare(GT, a));
            b = b.blend(q, q.compare(GT, b));
        }
        double max = a.max(b).reduceLanes(MAX);
        for (; i < n; i++) {
            max = x[at + i] > max ? x[at + i] : max;
        }
        return max;
    }

    /// Writes `exp(x - max)` and returns the sum.
    private static double exps(double[] x, int at, double max, double[] y, int to, int n) {
        double sum = 0;
        int bound = S.loopBound(n);
        for (int from = 0; from < bound; from += BLOCK) {
            int end = Math.min(from + BLOCK, bound);
            DoubleVector sums = DoubleVector.zero(S);
            for (int i = from; i < end; i += LANES) {
                DoubleVector e = op(DoubleVector.fromArray(S, x, at + i).sub(max));
                e.intoArray(y, to + i);
                sums = sums.add(e);
            }
            sum += Lanes.sum(sums);
        }
        if (bound < n) {
            VectorMask<Double> rest = S.indexInRange(bound, n);
            op(DoubleVector.fromArray(S, x, at + bound, rest).sub(max))
                    .intoArray(y, to + bound, rest);
        }
        for (int i = bound; i < n; i++) {
            sum += y[to + i];
        }
        return sum;
    }

    @Override
    public void softmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        double dot = dot(g, gAt, y, yAt, n);
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            DoubleVector grad = DoubleVector.fromArray(S, g, gAt + i).sub(dot);
            grad.mul(DoubleVector.fromArray(S, y, yAt + i)).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            dx[to + i] = (g[gAt + i] - dot) * y[yAt + i];
        }
    }

    private static double dot(double[] g, int gAt, double[] y, int yAt, int n) {
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(from + BLOCK, n);
            DoubleVector a = DoubleVector.zero(S);
            DoubleVector b = a;
            int i = from;
            for (; i <= end - 2 * LANES; i += 2 * LANES) {
                int k = i + LANES;
                a =
                        DoubleVector.fromArray(S, g, gAt + i)
                                .fma(DoubleVector.fromArray(S, y, yAt + i), a);
                b =
                        DoubleVector.fromArray(S, g, gAt + k)
                                .fma(DoubleVector.fromArray(S, y, yAt + k), b);
            }
            sum += Lanes.sum(a.add(b));
            for (; i < end; i++) {
                sum += g[gAt + i] * y[yAt + i];
            }
        }
        return sum;
    }

    @Override
    public void logSoftmaxBackward(
            double[] g, int gAt, double[] y, int yAt, double[] dx, int to, int n) {
        DoubleVector sum = DoubleVector.broadcast(S, -sum(g, gAt, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            DoubleVector e = op(DoubleVector.fromArray(S, y, yAt + i));
            e.fma(sum, DoubleVector.fromArray(S, g, gAt + i)).intoArray(dx, to + i);
        }
        if (bound < n) {
            VectorMask<Double> rest = S.indexInRange(bound, n);
            DoubleVector e = op(DoubleVector.fromArray(S, y, yAt + bound, rest));
            e.fma(sum, DoubleVector.fromArray(S, g, gAt + bound, rest))
                    .intoArray(dx, to + bound, rest);
        }
    }

    private static double sum(double[] g, int at, int n) {
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(from + BLOCK, n);
            DoubleVector a = DoubleVector.zero(S);
            DoubleVector b = a;
            int i = from;
            for (; i <= end - 2 * LANES; i += 2 * LANES) {
                a = a.add(DoubleVector.fromArray(S, g, at + i));
                b = b.add(DoubleVector.fromArray(S, g, at + i + LANES));
            }
            sum += Lanes.sum(a.add(b));
            for (; i < end; i++) {
                sum += g[at + i];
            }
        }
        return sum;
    }

    /// The first `n` lanes, or all.
    private static VectorMask<Double> first(int n) {
        return VectorMask.fromLong(S, n < LANES ? (1L << n) - 1 : -1L);
    }

    @Override
    public void softmax(double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Double> in = first(columns - j);
            DoubleVector max = DoubleVector.fromArray(S, x, at + j, in);
            for (int r = 1; r < rows; r++) {
                DoubleVector v = DoubleVector.fromArray(S, x, at + r * stride + j, in);
                max = max.blend(v, v.compare(GT, max));
            }
            DoubleVector sum = DoubleVector.zero(S);
            for (int r = 0; r < rows; r++) {
                DoubleVector e = op(DoubleVector.fromArray(S, x, at + r * stride + j, in).sub(max));
                e.intoArray(y, to + r * stride + j, in);
                sum = sum.add(e);
            }
            for (int r = 0; r < rows; r++) {
                DoubleVector e = DoubleVector.fromArray(S, y, to + r * stride + j, in);
                e.div(sum).intoArray(y, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void logSoftmax(
            double[] x, int at, double[] y, int to, int rows, int stride, int columns) {
        double[] logs = new double[LANES];
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Double> in = first(columns - j);
            DoubleVector max = DoubleVector.fromArray(S, x, at + j, in);
            for (int r = 1; r < rows; r++) {
                DoubleVector v = DoubleVector.fromArray(S, x, at + r * stride + j, in);
                max = max.blend(v, v.compare(GT, max));
            }
            DoubleVector sum = DoubleVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.add(op(DoubleVector.fromArray(S, x, at + r * stride + j, in).sub(max)));
            }
            sum.intoArray(logs, 0);
            for (int k = 0; k < Math.min(LANES, columns - j); k++) {
                logs[k] = Math.log(logs[k]);
            }
            DoubleVector log = DoubleVector.fromArray(S, logs, 0);
            for (int r = 0; r < rows; r++) {
                DoubleVector v = DoubleVector.fromArray(S, x, at + r * stride + j, in);
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
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Double> in = first(columns - j);
            DoubleVector dot = DoubleVector.zero(S);
            for (int r = 0; r < rows; r++) {
                DoubleVector grad = DoubleVector.fromArray(S, g, gAt + r * stride + j, in);
                dot = grad.fma(DoubleVector.fromArray(S, y, yAt + r * stride + j, in), dot);
            }
            for (int r = 0; r < rows; r++) {
                DoubleVector grad = DoubleVector.fromArray(S, g, gAt + r * stride + j, in).sub(dot);
                DoubleVector value = DoubleVector.fromArray(S, y, yAt + r * stride + j, in);
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
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Double> in = first(columns - j);
            DoubleVector sum = DoubleVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.sub(DoubleVector.fromArray(S, g, gAt + r * stride + j, in));
            }
            for (int r = 0; r < rows; r++) {
                DoubleVector e = op(DoubleVector.fromArray(S, y, yAt + r * stride + j, in));
                DoubleVector grad = DoubleVector.fromArray(S, g, gAt + r * stride + j, in);
                e.fma(sum, grad).intoArray(dx, to + r * stride + j, in);
            }
        }
    }
}
