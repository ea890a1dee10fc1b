package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.FoldLoops;

/// The loops of reductions by vectors of doubles.
///
/// Nothing is factored out of the loops: a call that the JIT compiler does not inline makes every
/// vector an object.
public final class DoubleVectorFolds implements FoldLoops<double[]> {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = D.length();

    @Override
    public double sum(double[] x, int at, int n) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            a = a.add(DoubleVector.fromArray(D, x, i));
            b = b.add(DoubleVector.fromArray(D, x, i + LANES));
            c = c.add(DoubleVector.fromArray(D, x, i + 2 * LANES));
            d = d.add(DoubleVector.fromArray(D, x, i + 3 * LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(DoubleVector.fromArray(D, x, i));
        }
        double sum = Lanes.sum(a.add(b).add(c.add(d)));
        for (; i < at + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double squares(double[] x, int at, int n, double center) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            DoubleVector ax = DoubleVector.fromArray(D, x, i).sub(center);
            a = ax.fma(ax, a);
            DoubleVector bx = DoubleVector.fromArray(D, x, i + LANES).sub(center);
            b = bx.fma(bx, b);
            DoubleVector cx = DoubleVector.fromArray(D, x, i + 2 * LANES).sub(center);
            c = cx.fma(cx, c);
            DoubleVector dx = DoubleVector.fromArray(D, x, i + 3 * LANES).sub(center);
            d = dx.fma(dx, d);
        }
        for (; i <= at + n - LANES; i += LANES) {
            DoubleVector ax = DoubleVector.fromArray(D, x, i).sub(center);
            a = ax.fma(ax, a);
        }
        double sum = Lanes.sum(a.add(b).add(c.add(d)));
        for (; i < at + n; i++) {
            double e = x[i] - center;
            sum = Math.fma(e, e, sum);
        }
        return sum;
    }

    @Override
    public double magnitudes(double[] x, int at, int n) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            a = a.add(DoubleVector.fromArray(D, x, i).abs());
            b = b.add(DoubleVector.fromArray(D, x, i + LANES).abs());
            c = c.add(DoubleVector.fromArray(D, x, i + 2 * LANES).abs());
            d = d.add(DoubleVector.fromArray(D, x, i + 3 * LANES).abs());
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(DoubleVector.fromArray(D, x, i).abs());
        }
        double sum = Lanes.sum(a.add(b).add(c.add(d)));
        for (; i < at + n; i++) {
            sum += Math.abs(x[i]);
        }
        return sum;
    }

    /// Comparing costs less than `max` does, and a NaN that came to win stays.
    @Override
    public double max(double[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * D.length(); i += 2 * D.length()) {
            DoubleVector p = DoubleVector.fromArray(D, x, i);
            DoubleVector q = DoubleVector.fromArray(D, x, i + D.length());
            a = a.blend(p, p.compare(GT, a).or(p.compare(NE, p)));
            b = b.blend(q, q.compare(GT, b).or(q.compare(NE, q)));
        }
        double best = Math.max(a.reduceLanes(MAX), b.reduceLanes(MAX));
        for (; i < at + n; i++) {
            best = Math.max(best, x[i]);
        }
        return best;
    }

    /// Comparing costs less than `min` does, and a NaN that came to win stays.
    @Override
    public double min(double[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.POSITIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * D.length(); i += 2 * D.length()) {
            DoubleVector p = DoubleVector.fromArray(D, x, i);
            DoubleVector q = DoubleVector.fromArray(D, x, i + D.length());
            a = a.blend(p, p.compare(LT, a).or(p.compare(NE, p)));
            b = b.blend(q, q.compare(LT, b).or(q.compare(NE, q)));
        }
        double best = Math.min(a.reduceLanes(MIN), b.reduceLanes(MIN));
        for (; i < at + n; i++) {
            best = Math.min(best, x[i]);
        }
        return best;
    }

    @Override
    public void sum(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector low =
                        DoubleVector.fromArray(D, x, r0 + j)
                                .add(DoubleVector.fromArray(D, x, r1 + j));
                DoubleVector high =
                        DoubleVector.fromArray(D, x, r2 + j)
                                .add(DoubleVector.fromArray(D, x, r3 + j));
                sum = sum.add(low.add(high));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(DoubleVector.fromArray(D, x, r0 + j));
                sum.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] += x[at + r * rowStride + j];
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
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector mean = DoubleVector.fromArray(D, center, c + j);
                DoubleVector d0 = DoubleVector.fromArray(D, x, r0 + j).sub(mean);
                sum = d0.fma(d0, sum);
                DoubleVector d1 = DoubleVector.fromArray(D, x, r1 + j).sub(mean);
                sum = d1.fma(d1, sum);
                DoubleVector d2 = DoubleVector.fromArray(D, x, r2 + j).sub(mean);
                sum = d2.fma(d2, sum);
                DoubleVector d3 = DoubleVector.fromArray(D, x, r3 + j).sub(mean);
                sum = d3.fma(d3, sum);
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector mean = DoubleVector.fromArray(D, center, c + j);
                DoubleVector d0 = DoubleVector.fromArray(D, x, r0 + j).sub(mean);
                sum = d0.fma(d0, sum);
                sum.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                double d = x[at + r * rowStride + j] - center[c + j];
                acc[to + j] = Math.fma(d, d, acc[to + j]);
            }
        }
    }

    @Override
    public void magnitudes(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(DoubleVector.fromArray(D, x, r0 + j).abs());
                sum = sum.add(DoubleVector.fromArray(D, x, r1 + j).abs());
                sum = sum.add(DoubleVector.fromArray(D, x, r2 + j).abs());
                sum = sum.add(DoubleVector.fromArray(D, x, r3 + j).abs());
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(DoubleVector.fromArray(D, x, r0 + j).abs());
                sum.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] += Math.abs(x[at + r * rowStride + j]);
            }
        }
    }

    @Override
    public void max(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            int row = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector v = DoubleVector.fromArray(D, x, row + j);
                best.blend(v, v.compare(GT, best).or(v.compare(NE, v))).intoArray(acc, to + j);
            }
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[row + j]);
            }
        }
    }

    @Override
    public void min(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            int row = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector v = DoubleVector.fromArray(D, x, row + j);
                best.blend(v, v.compare(LT, best).or(v.compare(NE, v))).intoArray(acc, to + j);
            }
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[row + j]);
            }
        }
    }
}
