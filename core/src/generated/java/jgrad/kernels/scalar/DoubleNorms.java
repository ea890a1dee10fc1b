// Made of FloatNorms.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.scalar;

import jgrad.kernels.loops.NormLoops;

/// The loops of layer norm on doubles in plain Java.
public final class DoubleNorms implements NormLoops<double[]> {
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
        for (int i = 0; i < n; i++) {
            y[to + i] = ((x[at + i] - mean) * rstd * w[wAt + i] + b[bAt + i]);
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
        double sum = 0;
        double dot = 0;
        for (int i = 0; i < n; i++) {
            double normal = (x[at + i] - mean) * rstd;
            double grad = g[gAt + i];
            dw[i] += (grad * normal);
            db[i] += grad;
            sum += grad * w[wAt + i];
            dot += grad * w[wAt + i] * normal;
        }
        double meanGrad = sum / n;
        double meanDot = dot / n;
        for (int i = 0; i < n; i++) {
            double normal = (x[at + i] - mean) * rstd;
            dx[to + i] = (rstd * (g[gAt + i] * w[wAt + i] - meanGrad - normal * meanDot));
        }
    }
}
