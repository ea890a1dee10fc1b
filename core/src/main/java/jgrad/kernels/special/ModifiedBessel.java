package jgrad.kernels.special;

import static jgrad.kernels.special.ModifiedBesselCoefficients.I0_LARGE;
import static jgrad.kernels.special.ModifiedBesselCoefficients.I0_SMALL;
import static jgrad.kernels.special.ModifiedBesselCoefficients.I1_LARGE;
import static jgrad.kernels.special.ModifiedBesselCoefficients.I1_SMALL;
import static jgrad.kernels.special.ModifiedBesselCoefficients.K0_LARGE;
import static jgrad.kernels.special.ModifiedBesselCoefficients.K0_SMALL;
import static jgrad.kernels.special.ModifiedBesselCoefficients.K1_LARGE;
import static jgrad.kernels.special.ModifiedBesselCoefficients.K1_SMALL;

/// The modified Bessel functions of orders 0 and 1, as they are and without their exponential.
///
/// A series of Chebyshev polynomials near 0 and one in `1 / x` beyond, as in Clenshaw's tables
/// (1962); a few units in the last place. See DLMF 10.31 and 10.40.
public final class ModifiedBessel {
    private ModifiedBessel() {}

    public static double i0(double x) {
        return grow(x, i0e(x));
    }

    public static double i1(double x) {
        return grow(x, i1e(x));
    }

    /// `exp(-abs(x)) I0(x)`
    public static double i0e(double x) {
        double a = Math.abs(x);
        return a <= 8
                ? Series.chebyshev(I0_SMALL, a, 0, 8)
                : Series.chebyshev(I0_LARGE, 16 / a - 1) / Math.sqrt(a);
    }

    /// `exp(-abs(x)) I1(x)`
    public static double i1e(double x) {
        double a = Math.abs(x);
        return a <= 8
                ? (x < 0 ? -a : a) * Series.chebyshev(I1_SMALL, a, 0, 8) // 0 at -0, as in PyTorch
                : Math.copySign(Series.chebyshev(I1_LARGE, 16 / a - 1) / Math.sqrt(a), x);
    }

    /// Infinite at 0, NaN below.
    public static double k0(double x) {
        return x <= 2 ? smallK0(x) : Math.exp(-x) * largeK0(x);
    }

    /// `exp(x) K0(x)`
    public static double scaledK0(double x) {
        return x <= 2 ? Math.exp(x) * smallK0(x) : largeK0(x);
    }

    /// Infinite at 0, NaN below.
    public static double k1(double x) {
        return x <= 2 ? smallK1(x) : Math.exp(-x) * largeK1(x);
    }

    /// `exp(x) K1(x)`
    public static double scaledK1(double x) {
        return x <= 2 ? Math.exp(x) * smallK1(x) : largeK1(x);
    }

    private static double smallK0(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return Series.chebyshev(K0_SMALL, x * x, 0, 4) - Math.log(0.5 * x) * i0(x);
    }

    private static double largeK0(double x) {
        return Series.chebyshev(K0_LARGE, 4 / x - 1) / Math.sqrt(x);
    }

    private static double smallK1(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return Math.log(0.5 * x) * i1(x) + Series.chebyshev(K1_SMALL, x * x, 0, 4) / x;
    }

    private static double largeK1(double x) {
        return Series.chebyshev(K1_LARGE, 4 / x - 1) / Math.sqrt(x);
    }

    /// In two halves, since the exponential alone overflows before the product does.
    private static double grow(double x, double scaled) {
        double half = Math.exp(0.5 * Math.abs(x));
        return scaled * half * half; // NaN at infinity, as in PyTorch
    }
}
