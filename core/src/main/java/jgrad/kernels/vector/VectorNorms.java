package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.NormLoops;

/// The loops of layer norm on vectors. The mean is taken off in two parts, so that none of its
/// digits are lost.
public final class VectorNorms implements NormLoops {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;

    @Override
    public void normalize(
            float[] x,
            int at,
            int n,
            double mean,
            double rstd,
            float[] w,
            int wAt,
            float[] b,
            int bAt,
            float[] y,
            int to) {
        float high = (float) mean;
        float low = (float) (mean - high);
        float scale = (float) rstd;
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector normal = FloatVector.fromArray(F, x, at + i).sub(high).sub(low).mul(scale);
            FloatVector shift = FloatVector.fromArray(F, b, bAt + i);
            normal.fma(FloatVector.fromArray(F, w, wAt + i), shift).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = (x[at + i] - high - low) * scale * w[wAt + i] + b[bAt + i];
        }
    }

    @Override
    public void normalizeBackward(
            float[] g,
            int gAt,
            float[] x,
            int at,
            int n,
            double mean,
            double rstd,
            float[] w,
            int wAt,
            float[] dx,
            int to,
            float[] dw,
            float[] db) {
        float center = (float) mean;
        float scale = (float) rstd;
        FloatVector sums = FloatVector.zero(F);
        FloatVector dots = sums;
        for (int i = 0; i < n; i += F.length()) {
            VectorMask<Float> in = F.indexInRange(i, n);
            FloatVector normal = FloatVector.fromArray(F, x, at + i, in).sub(center).mul(scale);
            FloatVector grad = FloatVector.fromArray(F, g, gAt + i, in);
            grad.fma(normal, FloatVector.fromArray(F, dw, i, in)).intoArray(dw, i, in);
            grad.add(FloatVector.fromArray(F, db, i, in)).intoArray(db, i, in);
            FloatVector weighted = grad.mul(FloatVector.fromArray(F, w, wAt + i, in));
            sums = sums.add(weighted);
            dots = weighted.fma(normal, dots);
        }
        float meanGrad = sums.reduceLanes(ADD) / n;
        FloatVector meanDot = FloatVector.broadcast(F, -dots.reduceLanes(ADD) / n);
        for (int i = 0; i < n; i += F.length()) {
            VectorMask<Float> in = F.indexInRange(i, n);
            FloatVector normal = FloatVector.fromArray(F, x, at + i, in).sub(center).mul(scale);
            FloatVector grad = FloatVector.fromArray(F, g, gAt + i, in);
            FloatVector weighted = grad.mul(FloatVector.fromArray(F, w, wAt + i, in));
            normal.fma(meanDot, weighted.sub(meanGrad)).mul(scale).intoArray(dx, to + i, in);
        }
    }

    @Override
    public void normalize(
            double[] x,
            int at,
            int n,
            double mean,
            double rstd,
            double[] w,
            int wAt,
            double[] b,
            int bAt,
            double[] y,
            int to) {
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector normal = DoubleVector.fromArray(D, x, at + i).sub(mean).mul(rstd);
            DoubleVector shift = DoubleVector.fromArray(D, b, bAt + i);
            normal.fma(DoubleVector.fromArray(D, w, wAt + i), shift).intoArray(y, to + i);
        }
        for (int i = bound; i < n; i++) {
            y[to + i] = (x[at + i] - mean) * rstd * w[wAt + i] + b[bAt + i];
        }
    }

    @Override
    public void normalizeBackward(
            double[] g,
            int gAt,
            double[] x,
            int at,
            int n,
            double mean,
            double rstd,
            double[] w,
            int wAt,
            double[] dx,
            int to,
            double[] dw,
            double[] db) {
        double center = mean;
        double scale = rstd;
        DoubleVector sums = DoubleVector.zero(D);
        DoubleVector dots = sums;
        for (int i = 0; i < n; i += D.length()) {
            VectorMask<Double> in = D.indexInRange(i, n);
            DoubleVector normal = DoubleVector.fromArray(D, x, at + i, in).sub(center).mul(scale);
            DoubleVector grad = DoubleVector.fromArray(D, g, gAt + i, in);
            grad.fma(normal, DoubleVector.fromArray(D, dw, i, in)).intoArray(dw, i, in);
            grad.add(DoubleVector.fromArray(D, db, i, in)).intoArray(db, i, in);
            DoubleVector weighted = grad.mul(DoubleVector.fromArray(D, w, wAt + i, in));
            sums = sums.add(weighted);
            dots = weighted.fma(normal, dots);
        }
        double meanGrad = sums.reduceLanes(ADD) / n;
        DoubleVector meanDot = DoubleVector.broadcast(D, -dots.reduceLanes(ADD) / n);
        for (int i = 0; i < n; i += D.length()) {
            VectorMask<Double> in = D.indexInRange(i, n);
            DoubleVector normal = DoubleVector.fromArray(D, x, at + i, in).sub(center).mul(scale);
            DoubleVector grad = DoubleVector.fromArray(D, g, gAt + i, in);
            DoubleVector weighted = grad.mul(DoubleVector.fromArray(D, w, wAt + i, in));
            normal.fma(meanDot, weighted.sub(meanGrad)).mul(scale).intoArray(dx, to + i, in);
        }
    }
}
