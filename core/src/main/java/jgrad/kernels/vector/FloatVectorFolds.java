package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.FoldLoops;

/// The loops of reductions on floats by vectors of doubles, into which they are widened as they are
/// read.
///
/// Nothing is factored out of the loops: a call that the JIT compiler does not inline makes every
/// vector an object.
public final class FloatVectorFolds implements FoldLoops<float[]> {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));
    private static final int LANES = D.length();

    /// Eight running sums, since a conversion and an addition take longer than what they read.
    @Override
    public double sum(float[] x, int at, int n) {
        int bound = at + n - n % (8 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        DoubleVector e = a;
        DoubleVector f = a;
        DoubleVector g = a;
        DoubleVector h = a;
        int i = at;
        for (; i < bound; i += 8 * LANES) {
            a = a.add(FloatVector.fromArray(HALF, x, i).convertShape(F2D, D, 0));
            b = b.add(FloatVector.fromArray(HALF, x, i + LANES).convertShape(F2D, D, 0));
            c = c.add(FloatVector.fromArray(HALF, x, i + 2 * LANES).convertShape(F2D, D, 0));
            d = d.add(FloatVector.fromArray(HALF, x, i + 3 * LANES).convertShape(F2D, D, 0));
            e = e.add(FloatVector.fromArray(HALF, x, i + 4 * LANES).convertShape(F2D, D, 0));
            f = f.add(FloatVector.fromArray(HALF, x, i + 5 * LANES).convertShape(F2D, D, 0));
            g = g.add(FloatVector.fromArray(HALF, x, i + 6 * LANES).convertShape(F2D, D, 0));
            h = h.add(FloatVector.fromArray(HALF, x, i + 7 * LANES).convertShape(F2D, D, 0));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(FloatVector.fromArray(HALF, x, i).convertShape(F2D, D, 0));
        }
        a = a.add(b).add(c.add(d));
        e = e.add(f).add(g.add(h));
        double sum = Lanes.sum(a.add(e));
        for (; i < at + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double squares(float[] x, int at, int n, double center) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            DoubleVector ax =
                    ((DoubleVector) FloatVector.fromArray(HALF, x, i).convertShape(F2D, D, 0))
                            .sub(center);
            a = ax.fma(ax, a);
            DoubleVector bx =
                    ((DoubleVector)
                                    FloatVector.fromArray(HALF, x, i + LANES)
                                            .convertShape(F2D, D, 0))
                            .sub(center);
            b = bx.fma(bx, b);
            DoubleVector cx =
                    ((DoubleVector)
                                    FloatVector.fromArray(HALF, x, i + 2 * LANES)
                                            .convertShape(F2D, D, 0))
                            .sub(center);
            c = cx.fma(cx, c);
            DoubleVector dx =
                    ((DoubleVector)
                                    FloatVector.fromArray(HALF, x, i + 3 * LANES)
                                            .convertShape(F2D, D, 0))
                            .sub(center);
            d = dx.fma(dx, d);
        }
        for (; i <= at + n - LANES; i += LANES) {
            DoubleVector ax =
                    ((DoubleVector) FloatVector.fromArray(HALF, x, i).convertShape(F2D, D, 0))
                            .sub(center);
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
    public double magnitudes(float[] x, int at, int n) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            a =
                    a.add(
                            ((DoubleVector)
                                            FloatVector.fromArray(HALF, x, i)
                                                    .convertShape(F2D, D, 0))
                                    .abs());
            b =
                    b.add(
                            ((DoubleVector)
                                            FloatVector.fromArray(HALF, x, i + LANES)
                                                    .convertShape(F2D, D, 0))
                                    .abs());
            c =
                    c.add(
                            ((DoubleVector)
                                            FloatVector.fromArray(HALF, x, i + 2 * LANES)
                                                    .convertShape(F2D, D, 0))
                                    .abs());
            d =
                    d.add(
                            ((DoubleVector)
                                            FloatVector.fromArray(HALF, x, i + 3 * LANES)
                                                    .convertShape(F2D, D, 0))
                                    .abs());
        }
        for (; i <= at + n - LANES; i += LANES) {
            a =
                    a.add(
                            ((DoubleVector)
                                            FloatVector.fromArray(HALF, x, i)
                                                    .convertShape(F2D, D, 0))
                                    .abs());
        }
        double sum = Lanes.sum(a.add(b).add(c.add(d)));
        for (; i < at + n; i++) {
            sum += Math.abs(x[i]);
        }
        return sum;
    }

    /// Comparing costs less than `max` does, and a NaN that came to win stays.
    @Override
    public double max(float[] x, int at, int n) {
        FloatVector a = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector b = a;
        int i = at;
        for (; i <= at + n - 2 * F.length(); i += 2 * F.length()) {
            FloatVector p = FloatVector.fromArray(F, x, i);
            FloatVector q = FloatVector.fromArray(F, x, i + F.length());
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
    public double min(float[] x, int at, int n) {
        FloatVector a = FloatVector.broadcast(F, Float.POSITIVE_INFINITY);
        FloatVector b = a;
        int i = at;
        for (; i <= at + n - 2 * F.length(); i += 2 * F.length()) {
            FloatVector p = FloatVector.fromArray(F, x, i);
            FloatVector q = FloatVector.fromArray(F, x, i + F.length());
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
    public void sum(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
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
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r0 + j)
                                                .convertShape(F2D, D, 0))
                                .add(
                                        (DoubleVector)
                                                FloatVector.fromArray(HALF, x, r1 + j)
                                                        .convertShape(F2D, D, 0));
                DoubleVector high =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r2 + j)
                                                .convertShape(F2D, D, 0))
                                .add(
                                        (DoubleVector)
                                                FloatVector.fromArray(HALF, x, r3 + j)
                                                        .convertShape(F2D, D, 0));
                sum = sum.add(low.add(high));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum =
                        sum.add(
                                (DoubleVector)
                                        FloatVector.fromArray(HALF, x, r0 + j)
                                                .convertShape(F2D, D, 0));
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
            float[] x,
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
                DoubleVector d0 =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r0 + j)
                                                .convertShape(F2D, D, 0))
                                .sub(mean);
                sum = d0.fma(d0, sum);
                DoubleVector d1 =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r1 + j)
                                                .convertShape(F2D, D, 0))
                                .sub(mean);
                sum = d1.fma(d1, sum);
                DoubleVector d2 =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r2 + j)
                                                .convertShape(F2D, D, 0))
                                .sub(mean);
                sum = d2.fma(d2, sum);
                DoubleVector d3 =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r3 + j)
                                                .convertShape(F2D, D, 0))
                                .sub(mean);
                sum = d3.fma(d3, sum);
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector mean = DoubleVector.fromArray(D, center, c + j);
                DoubleVector d0 =
                        ((DoubleVector)
                                        FloatVector.fromArray(HALF, x, r0 + j)
                                                .convertShape(F2D, D, 0))
                                .sub(mean);
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
            float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum =
                        sum.add(
                                ((DoubleVector)
                                                FloatVector.fromArray(HALF, x, r0 + j)
                                                        .convertShape(F2D, D, 0))
                                        .abs());
                sum =
                        sum.add(
                                ((DoubleVector)
                                                FloatVector.fromArray(HALF, x, r1 + j)
                                                        .convertShape(F2D, D, 0))
                                        .abs());
                sum =
                        sum.add(
                                ((DoubleVector)
                                                FloatVector.fromArray(HALF, x, r2 + j)
                                                        .convertShape(F2D, D, 0))
                                        .abs());
                sum =
                        sum.add(
                                ((DoubleVector)
                                                FloatVector.fromArray(HALF, x, r3 + j)
                                                        .convertShape(F2D, D, 0))
                                        .abs());
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum =
                        sum.add(
                                ((DoubleVector)
                                                FloatVector.fromArray(HALF, x, r0 + j)
                                                        .convertShape(F2D, D, 0))
                                        .abs());
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
    public void max(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            int row = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector v =
                        (DoubleVector)
                                FloatVector.fromArray(HALF, x, row + j).convertShape(F2D, D, 0);
                best.blend(v, v.compare(GT, best).or(v.compare(NE, v))).intoArray(acc, to + j);
            }
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[row + j]);
            }
        }
    }

    @Override
    public void min(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            int row = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector v =
                        (DoubleVector)
                                FloatVector.fromArray(HALF, x, row + j).convertShape(F2D, D, 0);
                best.blend(v, v.compare(LT, best).or(v.compare(NE, v))).intoArray(acc, to + j);
            }
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[row + j]);
            }
        }
    }
}
