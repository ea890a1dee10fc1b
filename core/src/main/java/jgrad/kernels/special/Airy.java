package jgrad.kernels.special;

import static jgrad.kernels.special.AiryCoefficients.COSINE;
import static jgrad.kernels.special.AiryCoefficients.DECAY;
import static jgrad.kernels.special.AiryCoefficients.MIDDLE;
import static jgrad.kernels.special.AiryCoefficients.SINE;
import static jgrad.kernels.special.AiryCoefficients.SMALL;

/// The Airy function Ai: series of Chebyshev polynomials around 0, and in the variable `zeta = 2/3
/// abs(x)^(3/2)` of its expansions (DLMF 9.7) beyond.
///
/// Relative error below 1e-14 for positive x; for negative x beside the amplitude of the waves, and
/// growing with `zeta`.
public final class Airy {
    private static final double SMALL_END = 2;
    private static final double DECAY_END = 0.5303300858899107;
    private static final double MIDDLE_END = -4;
    private static final double WAVES_END = 0.03515625;

    private Airy() {}

    public static double ai(double x) {
        if (Double.isInfinite(x)) {
            return Double.NaN; // as PyTorch has it at both ends
        }
        double a = Math.abs(x);
        if (x > SMALL_END) {
            double zeta = a * Math.sqrt(a) * 2 / 3;
            double scaled = Series.chebyshev(DECAY, 1 / zeta, 0, DECAY_END);
            return scaled * Math.exp(-zeta) / (2 * Math.sqrt(Math.PI * Math.sqrt(a)));
        }
        if (x >= MIDDLE_END) {
            return x >= 0
                    ? Series.chebyshev(SMALL, x, 0, SMALL_END)
                    : Series.chebyshev(MIDDLE, x, MIDDLE_END, 0);
        }
        double zeta = a * Math.sqrt(a) * 2 / 3;
        double z = 1 / (zeta * zeta);
        double p = Series.chebyshev(SINE, z, 0, WAVES_END);
        double q = Series.chebyshev(COSINE, z, 0, WAVES_END) / zeta;
        double sin = Math.sin(zeta);
        double cos = Math.cos(zeta);
        double waves = (p * (sin + cos) - q * (cos - sin)) * Math.sqrt(0.5);
        return waves / Math.sqrt(Math.PI * Math.sqrt(a));
    }
}
