package jgrad.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.loops.NormLoops;

/// The loops of layer norm on vectors of floats. The mean is taken off in two parts, so that none
/// of its digits are lost.
public final class FloatVectorNorms implements NormLoops<float[]> {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

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
        int bound = F.loopBound(n);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector normal = FloatVector.fromArray(F, x, at + i).sub(center).mul(scale);
            FloatVector grad = FloatVector.fromArray(F, g, gAt + i);
            grad.fma(normal, FloatVector.fromArray(F, dw, i)).intoArray(dw, i);
            grad.add(FloatVector.fromArray(F, db, i)).intoArray(db, i);
            FloatVector weighted = grad.mul(FloatVector.fromArray(F, w, wAt + i));
            sums = sums.add(weighted);
            dots = weighted.fma(normal, dots);
        }
        float sum = Lanes.sum(sums);
        float dot = Lanes.sum(dots);
        for (int i = bound; i < n; i++) {
            float normal = (x[at + i] - center) * scale;
            dw[i] += g[gAt + i] * normal;
            db[i] += g[gAt + i];
            sum += g[gAt + i] * w[wAt + i];
            dot += g[gAt + i] * w[wAt + i] * normal;
        }
        float meanGrad = sum / n;
        float meanDot = -dot / n;
        FloatVector meanDots = FloatVector.broadcast(F, meanDot);
        for (int i = 0; i < bound; i += F.length()) {
            FloatVector normal = FloatVector.fromArray(F, x, at + i).sub(center).mul(scale);
            FloatVector weighted =
                    FloatVector.fromArray(F, g, gAt + i).mul(FloatVector.fromArray(F, w, wAt + i));
            normal.fma(meanDots, weighted.sub(meanGrad)).mul(scale).intoArray(dx, to + i);
        }
        for (int i = bound; i < n; i++) {
            float normal = (x[at + i] - center) * scale;
            dx[to + i] = (normal * meanDot + (g[gAt + i] * w[wAt + i] - meanGrad)) * scale;
        }
    }
}
