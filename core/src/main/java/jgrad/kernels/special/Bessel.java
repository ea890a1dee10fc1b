package jgrad.kernels.special;

import static jgrad.kernels.special.BesselCoefficients.J0_SMALL;
import static jgrad.kernels.special.BesselCoefficients.J1_SMALL;
import static jgrad.kernels.special.BesselCoefficients.P0;
import static jgrad.kernels.special.BesselCoefficients.P1;
import static jgrad.kernels.special.BesselCoefficients.Q0;
import static jgrad.kernels.special.BesselCoefficients.Q1;
import static jgrad.kernels.special.BesselCoefficients.Y0_SMALL;
import static jgrad.kernels.special.BesselCoefficients.Y1_SMALL;

/// The Bessel functions of orders 0 and 1, and the spherical one.
///
/// Up to 8 a series in `x^2`, from which the zeros of J are taken out; beyond, amplitudes beside
/// cosine and sine (DLMF 10.17). The error is some 1e-16, beside the amplitude where the function
/// swings, and beside the function itself at the first zeros of J.
public final class Bessel {
    private static final double TWO_OVER_PI = 2 / Math.PI;
    private static final double ONE_OVER_SQRT_PI = 1 / Math.sqrt(Math.PI);

    private Bessel() {}

    public static double j0(double x) {
        double a = Math.abs(x);
        if (a > 8) {
            double z = 64 / (a * a);
            double p = Series.chebyshev(P0, 2 * z - 1);
            double q = Series.chebyshev(Q0, 2 * z - 1) / a;
            double sin = Math.sin(a);
            double cos = Math.cos(a);
            // cos(a - pi / 4), sin(a - pi / 4) without the rounding of a - pi / 4
            return ONE_OVER_SQRT_PI * (p * (cos + sin) - q * (sin - cos)) / Math.sqrt(a);
        }
        return without(a, 2.404825557695773, -1.176691651530894e-16)
                * without(a, 5.520078110286311, 8.088597146146722e-17)
                * Series.chebyshev(J0_SMALL, a * a, 0, 64);
    }

    public static double j1(double x) {
        double a = Math.abs(x);
        if (a > 8) {
            double z = 64 / (a * a);
            double p = Series.chebyshev(P1, 2 * z - 1);
            double q = Series.chebyshev(Q1, 2 * z - 1) / a;
            double sin = Math.sin(a);
            double cos = Math.cos(a);
            double j = ONE_OVER_SQRT_PI * (p * (sin - cos) + q * (sin + cos)) / Math.sqrt(a);
            return x < 0 ? -j : j;
        }
        return x
                * without(a, 3.8317059702075125, -1.5269184090088067e-16)
                * without(a, 7.015586669815619, -9.414165653410389e-17)
                * Series.chebyshev(J1_SMALL, a * a, 0, 64);
    }

    /// Minus infinity at 0, NaN below.
    public static double y0(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x > 8) {
            double z = 64 / (x * x);
            double p = Series.chebyshev(P0, 2 * z - 1);
            double q = Series.chebyshev(Q0, 2 * z - 1) / x;
            double sin = Math.sin(x);
            double cos = Math.cos(x);
            return ONE_OVER_SQRT_PI * (p * (sin - cos) + q * (cos + sin)) / Math.sqrt(x);
        }
        return Series.chebyshev(Y0_SMALL, x * x, 0, 64) + TWO_OVER_PI * Math.log(0.5 * x) * j0(x);
    }

    /// Minus infinity at 0, NaN below.
    public static double y1(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x > 8) {
            double z = 64 / (x * x);
            double p = Series.chebyshev(P1, 2 * z - 1);
            double q = Series.chebyshev(Q1, 2 * z - 1) / x;
            double sin = Math.sin(x);
            double cos = Math.cos(x);
            return ONE_OVER_SQRT_PI * (q * (sin - cos) - p * (sin + cos)) / Math.sqrt(x);
        }
        return x * Series.chebyshev(Y1_SMALL, x * x, 0, 64)
                + TWO_OVER_PI * (Math.log(0.5 * x) * j1(x) - 1 / x);
    }

    /// `sin(x) / x`
    public static double sphericalJ0(double x) {
        return x == 0 ? 1 : Double.isInfinite(x) ? 0 : Math.sin(x) / x;
    }

    /// `x^2 - root^2`, relative to its own size, with the root as the sum of two numbers
    private static double without(double x, double root, double rest) {
        return (x - root - rest) * (x + root);
    }
}
