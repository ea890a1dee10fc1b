package jgrad.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.NormLoops;

/// The loops of layer norm on vectors of doubles.
public final class DoubleVectorNorms implements NormLoops<double[]> {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;

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
        int bound = D.loopBound(n);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector normal = DoubleVector.fromArray(D, x, at + i).sub(center).mul(scale);
            DoubleVector grad = DoubleVector.fromArray(D, g, gAt + i);
            grad.fma(normal, DoubleVector.fromArray(D, dw, i)).intoArray(dw, i);
            grad.add(DoubleVector.fromArray(D, db, i)).intoArray(db, i);
            DoubleVector weighted = grad.mul(DoubleVector.fromArray(D, w, wAt + i));
            sums = sums.add(weighted);
            dots = weighted.fma(normal, dots);
        }
        double sum = Lanes.sum(sums);
        double dot = Lanes.sum(dots);
        for (int i = bound; i < n; i++) {
            double normal = (x[at + i] - center) * scale;
            dw[i] += g[gAt + i] * normal;
            db[i] += g[gAt + i];
            sum += g[gAt + i] * w[wAt + i];
            dot += g[gAt + i] * w[wAt + i] * normal;
        }
        double meanGrad = sum / n;
        double meanDot = -dot / n;
        DoubleVector meanDots = DoubleVector.broadcast(D, meanDot);
        for (int i = 0; i < bound; i += D.length()) {
            DoubleVector normal = DoubleVector.fromArray(D, x, at + i).sub(center).mul(scale);
            DoubleVector weighted =
                    DoubleVector.fromArray(D, g, gAt + i)
                            .mul(DoubleVector.fromArray(D, w, wAt + i));
            normal.fma(meanDots, weighted.sub(meanGrad)).mul(scale).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            double normal = (x[at + i] - center) * scale;
            dx[to + i] = (normal * meanDot + (g[gAt + i] * w[wAt + i] - meanGrad)) * scale;
        }
    }
}
