package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.loops.Specialization;

import java.lang.invoke.MethodHandles;

/// The loops of softmax on vectors of floats: a template into which [Inliner] writes the
/// exponential in the place of `op`.
///
/// What is left of a row after the whole vectors is done by one more that overlaps the last.
/// Columns are taken a vector at a time, from the first row to the last.
final class FloatVectorSoftmaxes implements SoftmaxLoops<float[]> {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /// Elements whose sum is kept in vectors before it joins a double, so that a long row loses no
    /// digits.
    private static final int BLOCK = 8192;

    static {
        Specialization.<Unary, SoftmaxLoops<float[]>>open(MethodHandles.lookup())
                .fill(new FloatVectorSoftmaxes());
    }

    /// Stands where the exponential will.
    static FloatVector op(FloatVector x) {
        return x;
    }

    @Override
    public void softmax(float[] x, int at, float[] y, int to, int n) {
        float scale = (float) (1 / exps(x, at, max(x, at, n), y, to, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector.fromArray(S, y, to + i).mul(scale).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] *= scale;
        }
    }

    @Override
    public void logSoftmax(float[] x, int at, float[] y, int to, int n) {
        float max = max(x, at, n);
        float log = (float) Math.log(exps(x, at, max, y, to, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector.fromArray(S, x, at + i).sub(max).sub(log).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = x[at + i] - max - log;
        }
    }

    /// The greatest number; a NaN is not noticed here, but spoils the sum of exponentials.
    private static float max(float[] x, int at, int n) {
        int i = Math.min(LANES, n);
        VectorMask<Float> there = S.indexInRange(0, n);
        FloatVector a =
                FloatVector.broadcast(S, x[at])
                        .blend(FloatVector.fromArray(S, x, at, there), there);
        FloatVector b = a;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            FloatVector p = FloatVector.fromArray(S, x, at + i);
            FloatVector q = FloatVector.fromArray(S, x, at + i + LANES);
            a = a.blend(p, p.compare(GT, a));
            b = b.blend(q, q.compare(GT, b));
        }
        float max = a.max(b).reduceLanes(MAX);
        for (; i < n; i++) {
            max = x[at + i] > max ? x[at + i] : max;
        }
        return max;
    }

    /// Writes `exp(x - max)` and returns the sum.
    private static double exps(float[] x, int at, float max, float[] y, int to, int n) {
        double sum = 0;
        int bound = S.loopBound(n);
        for (int from = 0; from < bound; from += BLOCK) {
            int end = Math.min(from + BLOCK, bound);
            FloatVector sums = FloatVector.zero(S);
            for (int i = from; i < end; i += LANES) {
                FloatVector e = op(FloatVector.fromArray(S, x, at + i).sub(max));
                e.intoArray(y, to + i);
                sums = sums.add(e);
            }
            sum += Lanes.sum(sums);
        }
        if (bound < n) {
            VectorMask<Float> rest = S.indexInRange(bound, n);
            op(FloatVector.fromArray(S, x, at + bound, rest).sub(max))
                    .intoArray(y, to + bound, rest);
        }
        for (int i = bound; i < n; i++) {
            sum += y[to + i];
        }
        return sum;
    }

    @Override
    public void softmaxBackward(float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n) {
        float dot = (float) dot(g, gAt, y, yAt, n);
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector grad = FloatVector.fromArray(S, g, gAt + i).sub(dot);
            grad.mul(FloatVector.fromArray(S, y, yAt + i)).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            dx[to + i] = (g[gAt + i] - dot) * y[yAt + i];
        }
    }

    private static double dot(float[] g, int gAt, float[] y, int yAt, int n) {
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(from + BLOCK, n);
            FloatVector a = FloatVector.zero(S);
            FloatVector b = a;
            int i = from;
            for (; i <= end - 2 * LANES; i += 2 * LANES) {
                int k = i + LANES;
                a =
                        FloatVector.fromArray(S, g, gAt + i)
                                .fma(FloatVector.fromArray(S, y, yAt + i), a);
                b =
                        FloatVector.fromArray(S, g, gAt + k)
                                .fma(FloatVector.fromArray(S, y, yAt + k), b);
            }
            sum += Lanes.sum(a.add(b));
            for (; i < end; i++) {
                sum += (double) g[gAt + i] * y[yAt + i];
            }
        }
        return sum;
    }

    @Override
    public void logSoftmaxBackward(
            float[] g, int gAt, float[] y, int yAt, float[] dx, int to, int n) {
        FloatVector sum = FloatVector.broadcast(S, (float) -sum(g, gAt, n));
        int bound = S.loopBound(n);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector e = op(FloatVector.fromArray(S, y, yAt + i));
            e.fma(sum, FloatVector.fromArray(S, g, gAt + i)).intoArray(dx, to + i);
        }
        if (bound < n) {
            VectorMask<Float> rest = S.indexInRange(bound, n);
            FloatVector e = op(FloatVector.fromArray(S, y, yAt + bound, rest));
            e.fma(sum, FloatVector.fromArray(S, g, gAt + bound, rest))
                    .intoArray(dx, to + bound, rest);
        }
    }

    private static double sum(float[] g, int at, int n) {
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(from + BLOCK, n);
            FloatVector a = FloatVector.zero(S);
            FloatVector b = a;
            int i = from;
            for (; i <= end - 2 * LANES; i += 2 * LANES) {
                a = a.add(FloatVector.fromArray(S, g, at + i));
                b = b.add(FloatVector.fromArray(S, g, at + i + LANES));
            }
            sum += Lanes.sum(a.add(b));
            for (; i < end; i++) {
                sum += g[at + i];
            }
        }
        return sum;
    }

    /// The first `n` lanes, or all.
    private static VectorMask<Float> first(int n) {
        return VectorMask.fromLong(S, n < LANES ? (1L << n) - 1 : -1L);
    }

    @Override
    public void softmax(float[] x, int at, float[] y, int to, int rows, int stride, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Float> in = first(columns - j);
            FloatVector max = FloatVector.fromArray(S, x, at + j, in);
            for (int r = 1; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(S, x, at + r * stride + j, in);
                max = max.blend(v, v.compare(GT, max));
            }
            FloatVector sum = FloatVector.zero(S);
            for (int r = 0; r < rows; r++) {
                FloatVector e = op(FloatVector.fromArray(S, x, at + r * stride + j, in).sub(max));
                e.intoArray(y, to + r * stride + j, in);
                sum = sum.add(e);
            }
            for (int r = 0; r < rows; r++) {
                FloatVector e = FloatVector.fromArray(S, y, to + r * stride + j, in);
                e.div(sum).intoArray(y, to + r * stride + j, in);
            }
        }
    }

    @Override
    public void logSoftmax(
            float[] x, int at, float[] y, int to, int rows, int stride, int columns) {
        float[] logs = new float[LANES];
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Float> in = first(columns - j);
            FloatVector max = FloatVector.fromArray(S, x, at + j, in);
            for (int r = 1; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(S, x, at + r * stride + j, in);
                max = max.blend(v, v.compare(GT, max));
            }
            FloatVector sum = FloatVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.add(op(FloatVector.fromArray(S, x, at + r * stride + j, in).sub(max)));
            }
            sum.intoArray(logs, 0);
            for (int k = 0; k < Math.min(LANES, columns - j); k++) {
                logs[k] = (float) Math.log(logs[k]);
            }
            FloatVector log = FloatVector.fromArray(S, logs, 0);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(S, x, at + r * stride + j, in);
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
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Float> in = first(columns - j);
            FloatVector dot = FloatVector.zero(S);
            for (int r = 0; r < rows; r++) {
                FloatVector grad = FloatVector.fromArray(S, g, gAt + r * stride + j, in);
                dot = grad.fma(FloatVector.fromArray(S, y, yAt + r * stride + j, in), dot);
            }
            for (int r = 0; r < rows; r++) {
                FloatVector grad = FloatVector.fromArray(S, g, gAt + r * stride + j, in).sub(dot);
                FloatVector value = FloatVector.fromArray(S, y, yAt + r * stride + j, in);
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
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Float> in = first(columns - j);
            FloatVector sum = FloatVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.sub(FloatVector.fromArray(S, g, gAt + r * stride + j, in));
            }
            for (int r = 0; r < rows; r++) {
                FloatVector e = op(FloatVector.fromArray(S, y, yAt + r * stride + j, in));
                FloatVector grad = FloatVector.fromArray(S, g, gAt + r * stride + j, in);
                e.fma(sum, grad).intoArray(dx, to + r * stride + j, in);
            }
        }
    }
}
