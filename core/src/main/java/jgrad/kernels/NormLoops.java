package jgrad.kernels;

import jgrad.kernels.scalar.ScalarNorms;
import jgrad.kernels.vector.VectorNorms;

/// The inner loops of layer norm, over one row of neighbours.
public interface NormLoops {
    /// The fastest there is on this machine.
    NormLoops BEST = Simd.AVAILABLE ? new VectorNorms() : new ScalarNorms();

    /// `y = (x - mean) * rstd * w + b`
    void normalize(
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
            int to);

    void normalize(
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
            int to);

    /// `dx` for `y` of [#normalize], and what this row adds to `dw` and `db`, which begin at 0.
    void normalizeBackward(
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
            float[] db);

    void normalizeBackward(
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
            double[] db);
}
