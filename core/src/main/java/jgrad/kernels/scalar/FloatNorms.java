package jgrad.kernels.scalar;

import jgrad.kernels.loops.NormLoops;

/// The loops of layer norm on floats in plain Java.
public final class FloatNorms implements NormLoops<float[]> {
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
        for (int i = 0; i < n; i++) {
            y[to + i] = (float) ((x[at + i] - mean) * rstd * w[wAt + i] + b[bAt + i]);
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
        double sum = 0;
        double dot = 0;
        for (int i = 0; i < n; i++) {
            double normal = (x[at + i] - mean) * rstd;
            double grad = g[gAt + i];
            dw[i] += (float) (grad * normal);
            db[i] += (float) grad;
            sum += grad * w[wAt + i];
            dot += grad * w[wAt + i] * normal;
        }
        double meanGrad = sum / n;
        double meanDot = dot / n;
        for (int i = 0; i < n; i++) {
            double normal = (x[at + i] - mean) * rstd;
            dx[to + i] =
                    (float)
                            (rstd
                                    * (g[gAt + i] * (double) w[wAt + i]
                                            - meanGrad
                                            - normal * meanDot));
        }
    }
}
