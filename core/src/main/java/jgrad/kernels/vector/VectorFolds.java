package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.FoldLoops;

/// The loops of reductions on vectors of doubles, into which floats are widened as they are read.
public final class VectorFolds implements FoldLoops {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));
    private static final int LANES = D.length();

    private static DoubleVector load(float[] x, int i) {
        return (DoubleVector) FloatVector.fromArray(HALF, x, i).convertShape(F2D, D, 0);
    }

    private static DoubleVector load(double[] x, int i) {
        return DoubleVector.fromArray(D, x, i);
    }

    @Override
    public double sum(float[] x, int at, int n) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            a = a.add(load(x, i));
            b = b.add(load(x, i + LANES));
            c = c.add(load(x, i + 2 * LANES));
            d = d.add(load(x, i + 3 * LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(load(x, i));
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double sum(double[] x, int at, int n) {
        int bound = at + n - n % (4 * LANES);
        DoubleVector a = DoubleVector.zero(D);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = at;
        for (; i < bound; i += 4 * LANES) {
            a = a.add(load(x, i));
            b = b.add(load(x, i + LANES));
            c = c.add(load(x, i + 2 * LANES));
            d = d.add(load(x, i + 3 * LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(load(x, i));
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
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
            a = square(load(x, i).sub(center), a);
            b = square(load(x, i + LANES).sub(center), b);
            c = square(load(x, i + 2 * LANES).sub(center), c);
            d = square(load(x, i + 3 * LANES).sub(center), d);
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = square(load(x, i).sub(center), a);
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
        for (; i < at + n; i++) {
            double e = x[i] - center;
            sum = Math.fma(e, e, sum);
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
            a = square(load(x, i).sub(center), a);
            b = square(load(x, i + LANES).sub(center), b);
            c = square(load(x, i + 2 * LANES).sub(center), c);
            d = square(load(x, i + 3 * LANES).sub(center), d);
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = square(load(x, i).sub(center), a);
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
        for (; i < at + n; i++) {
            double e = x[i] - center;
            sum = Math.fma(e, e, sum);
        }
        return sum;
    }

    private static DoubleVector square(DoubleVector x, DoubleVector acc) {
        return x.fma(x, acc);
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
            a = a.add(load(x, i).abs());
            b = b.add(load(x, i + LANES).abs());
            c = c.add(load(x, i + 2 * LANES).abs());
            d = d.add(load(x, i + 3 * LANES).abs());
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(load(x, i).abs());
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += Math.abs(x[i]);
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
            a = a.add(load(x, i).abs());
            b = b.add(load(x, i + LANES).abs());
            c = c.add(load(x, i + 2 * LANES).abs());
            d = d.add(load(x, i + 3 * LANES).abs());
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(load(x, i).abs());
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += Math.abs(x[i]);
        }
        return sum;
    }

    @Override
    public double exps(float[] x, int at, int n, double shift) {
        DoubleVector a = DoubleVector.zero(D);
        int i = at;
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(Exponential.exp(load(x, i).sub(shift)));
        }
        double sum = a.reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += Math.exp(x[i] - shift);
        }
        return sum;
    }

    @Override
    public double exps(double[] x, int at, int n, double shift) {
        DoubleVector a = DoubleVector.zero(D);
        int i = at;
        for (; i <= at + n - LANES; i += LANES) {
            a = a.add(Exponential.exp(load(x, i).sub(shift)));
        }
        double sum = a.reduceLanes(ADD);
        for (; i < at + n; i++) {
            sum += Math.exp(x[i] - shift);
        }
        return sum;
    }

    @Override
    public double max(float[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * LANES; i += 2 * LANES) {
            a = greater(a, load(x, i));
            b = greater(b, load(x, i + LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = greater(a, load(x, i));
        }
        double best = greater(a, b).reduceLanes(MAX);
        for (; i < at + n; i++) {
            best = Math.max(best, x[i]);
        }
        return best;
    }

    @Override
    public double max(double[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * LANES; i += 2 * LANES) {
            a = greater(a, load(x, i));
            b = greater(b, load(x, i + LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = greater(a, load(x, i));
        }
        double best = greater(a, b).reduceLanes(MAX);
        for (; i < at + n; i++) {
            best = Math.max(best, x[i]);
        }
        return best;
    }

    /// `x` where it wins or is NaN. Comparing costs less than `max` does, and a NaN in `best`
    /// stays.
    private static DoubleVector greater(DoubleVector best, DoubleVector x) {
        VectorMask<Double> wins = x.compare(GT, best).or(x.compare(NE, x));
        return best.blend(x, wins);
    }

    @Override
    public double min(float[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.POSITIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * LANES; i += 2 * LANES) {
            a = smaller(a, load(x, i));
            b = smaller(b, load(x, i + LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = smaller(a, load(x, i));
        }
        double best = smaller(a, b).reduceLanes(MIN);
        for (; i < at + n; i++) {
            best = Math.min(best, x[i]);
        }
        return best;
    }

    @Override
    public double min(double[] x, int at, int n) {
        DoubleVector a = DoubleVector.broadcast(D, Double.POSITIVE_INFINITY);
        DoubleVector b = a;
        int i = at;
        for (; i <= at + n - 2 * LANES; i += 2 * LANES) {
            a = smaller(a, load(x, i));
            b = smaller(b, load(x, i + LANES));
        }
        for (; i <= at + n - LANES; i += LANES) {
            a = smaller(a, load(x, i));
        }
        double best = smaller(a, b).reduceLanes(MIN);
        for (; i < at + n; i++) {
            best = Math.min(best, x[i]);
        }
        return best;
    }

    /// `x` where it wins or is NaN. Comparing costs less than `min` does, and a NaN in `best`
    /// stays.
    private static DoubleVector smaller(DoubleVector best, DoubleVector x) {
        VectorMask<Double> wins = x.compare(LT, best).or(x.compare(NE, x));
        return best.blend(x, wins);
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
                DoubleVector low = load(x, r0 + j).add(load(x, r1 + j));
                DoubleVector high = load(x, r2 + j).add(load(x, r3 + j));
                sum = sum.add(low.add(high));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(load(x, r0 + j));
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
                DoubleVector low = load(x, r0 + j).add(load(x, r1 + j));
                DoubleVector high = load(x, r2 + j).add(load(x, r3 + j));
                sum = sum.add(low.add(high));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(load(x, r0 + j));
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
                sum = square(load(x, r0 + j).sub(mean), sum);
                sum = square(load(x, r1 + j).sub(mean), sum);
                sum = square(load(x, r2 + j).sub(mean), sum);
                sum = square(load(x, r3 + j).sub(mean), sum);
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector mean = DoubleVector.fromArray(D, center, c + j);
                sum = square(load(x, r0 + j).sub(mean), sum);
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
                sum = square(load(x, r0 + j).sub(mean), sum);
                sum = square(load(x, r1 + j).sub(mean), sum);
                sum = square(load(x, r2 + j).sub(mean), sum);
                sum = square(load(x, r3 + j).sub(mean), sum);
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector mean = DoubleVector.fromArray(D, center, c + j);
                sum = square(load(x, r0 + j).sub(mean), sum);
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
                sum = sum.add(load(x, r0 + j).abs());
                sum = sum.add(load(x, r1 + j).abs());
                sum = sum.add(load(x, r2 + j).abs());
                sum = sum.add(load(x, r3 + j).abs());
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(load(x, r0 + j).abs());
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
                sum = sum.add(load(x, r0 + j).abs());
                sum = sum.add(load(x, r1 + j).abs());
                sum = sum.add(load(x, r2 + j).abs());
                sum = sum.add(load(x, r3 + j).abs());
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                sum = sum.add(load(x, r0 + j).abs());
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
    public void exps(
            float[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] shift,
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
                DoubleVector most = DoubleVector.fromArray(D, shift, c + j);
                sum = sum.add(Exponential.exp(load(x, r0 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r1 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r2 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r3 + j).sub(most)));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector most = DoubleVector.fromArray(D, shift, c + j);
                sum = sum.add(Exponential.exp(load(x, r0 + j).sub(most)));
                sum.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] += Math.exp(x[at + r * rowStride + j] - shift[c + j]);
            }
        }
    }

    @Override
    public void exps(
            double[] x,
            int at,
            int rowStride,
            int rows,
            int columns,
            double[] shift,
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
                DoubleVector most = DoubleVector.fromArray(D, shift, c + j);
                sum = sum.add(Exponential.exp(load(x, r0 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r1 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r2 + j).sub(most)));
                sum = sum.add(Exponential.exp(load(x, r3 + j).sub(most)));
                sum.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(D, acc, to + j);
                DoubleVector most = DoubleVector.fromArray(D, shift, c + j);
                sum = sum.add(Exponential.exp(load(x, r0 + j).sub(most)));
                sum.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] += Math.exp(x[at + r * rowStride + j] - shift[c + j]);
            }
        }
    }

    @Override
    public void max(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = greater(best, load(x, r0 + j));
                best = greater(best, load(x, r1 + j));
                best = greater(best, load(x, r2 + j));
                best = greater(best, load(x, r3 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = greater(best, load(x, r0 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[at + r * rowStride + j]);
            }
        }
    }

    @Override
    public void max(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = greater(best, load(x, r0 + j));
                best = greater(best, load(x, r1 + j));
                best = greater(best, load(x, r2 + j));
                best = greater(best, load(x, r3 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = greater(best, load(x, r0 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.max(acc[to + j], x[at + r * rowStride + j]);
            }
        }
    }

    @Override
    public void min(float[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = smaller(best, load(x, r0 + j));
                best = smaller(best, load(x, r1 + j));
                best = smaller(best, load(x, r2 + j));
                best = smaller(best, load(x, r3 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = smaller(best, load(x, r0 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[at + r * rowStride + j]);
            }
        }
    }

    @Override
    public void min(
            double[] x, int at, int rowStride, int rows, int columns, double[] acc, int to) {
        int bound = D.loopBound(columns);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int r0 = at + r * rowStride;
            int r1 = r0 + rowStride;
            int r2 = r1 + rowStride;
            int r3 = r2 + rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = smaller(best, load(x, r0 + j));
                best = smaller(best, load(x, r1 + j));
                best = smaller(best, load(x, r2 + j));
                best = smaller(best, load(x, r3 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (; r < rows; r++) {
            int r0 = at + r * rowStride;
            for (int j = 0; j < bound; j += LANES) {
                DoubleVector best = DoubleVector.fromArray(D, acc, to + j);
                best = smaller(best, load(x, r0 + j));
                best.intoArray(acc, to + j);
            }
        }
        for (r = 0; r < rows; r++) {
            for (int j = bound; j < columns; j++) {
                acc[to + j] = Math.min(acc[to + j], x[at + r * rowStride + j]);
            }
        }
    }
}
