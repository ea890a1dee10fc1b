package jgrad.kernels.resample;

/// Cubic convolution: R. G. Keys, "Cubic convolution interpolation for digital image processing",
/// 1981.
final class Cubic {
    /// What interpolation uses.
    static final double USUAL = -0.75;

    /// What antialiased interpolation uses.
    static final double SOFT = -0.5;

    private Cubic() {}

    /// What an element counts `x` away from it.
    static double weight(double x, double a) {
        double d = Math.abs(x);
        if (d <= 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? ((d - 5) * d + 8) * d * a - 4 * a : 0;
    }

    /// The derivative of [#weight] with respect to `x`.
    static double slope(double x, double a) {
        double d = Math.abs(x);
        double slope =
                d <= 1
                        ? (3 * (a + 2) * d - 2 * (a + 3)) * d
                        : d < 2 ? ((3 * d - 10) * d + 8) * a : 0;
        return x < 0 ? -slope : slope;
    }
}
