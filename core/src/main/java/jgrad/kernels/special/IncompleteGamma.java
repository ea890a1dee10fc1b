package jgrad.kernels.special;

/// The regularised incomplete gamma functions `P(a, x)`, `Q(a, x) = 1 - P(a, x)`.
///
/// Whichever of the two is small is computed, with a relative error around 1e-14: by the power
/// series (DLMF 8.11.4) below `a`, by the continued fraction (8.9.2) above, by the uniform
/// expansion (8.12.8, Temme 1979) for `a` from 100 on near `x = a`, and for small `a` and `x` by
/// the series of the difference (8.7.1).
public final class IncompleteGamma {
    private static final double LARGE = 100;
    private static final int TERMS = 2000;
    private static final double EPSILON = 0x1p-54;

    private IncompleteGamma() {}

    /// `P(a, x)`; NaN for negative arguments
    public static double igamma(double a, double x) {
        if (!(a >= 0 && x >= 0)) {
            return Double.NaN;
        }
        if (a == 0) {
            return x > 0 ? 1 : Double.NaN;
        }
        if (x == 0) {
            return 0;
        }
        if (Double.isInfinite(a)) {
            return Double.isInfinite(x) ? Double.NaN : 0;
        }
        if (Double.isInfinite(x)) {
            return 1;
        }
        if (isUniform(a, x)) {
            return uniform(a, x, -1);
        }
        return x > 1 && x > a ? 1 - igammac(a, x) : lowerSeries(a, x);
    }

    /// `Q(a, x)`; NaN for negative arguments
    public static double igammac(double a, double x) {
        if (!(a >= 0 && x >= 0)) {
            return Double.NaN;
        }
        if (a == 0) {
            return x > 0 ? 0 : Double.NaN;
        }
        if (x == 0) {
            return 1;
        }
        if (Double.isInfinite(a)) {
            return Double.isInfinite(x) ? Double.NaN : 1;
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        if (isUniform(a, x)) {
            return uniform(a, x, 1);
        }
        if (x > 1.1) {
            return x < a ? 1 - lowerSeries(a, x) : fraction(a, x);
        }
        boolean mostlyLower = x <= 0.5 ? -0.4 / Math.log(x) < a : x * 1.1 < a;
        return mostlyLower ? 1 - lowerSeries(a, x) : differenceSeries(a, x);
    }

    private static boolean isUniform(double a, double x) {
        return a >= LARGE && Math.abs(x - a) < 0.3 * a;
    }

    private static double lowerSeries(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < TERMS; n++) {
            term *= x / (a + n);
            sum += term;
            if (term < EPSILON * sum) {
                break;
            }
        }
        return sum * factor(a, x) / a;
    }

    /// Lentz's way through the continued fraction.
    private static double fraction(double a, double x) {
        double factor = factor(a, x);
        if (factor == 0) {
            return 0;
        }
        double b = x + 1 - a;
        double c = 0x1p1000;
        double d = 1 / b;
        double product = d;
        for (int n = 1; n < TERMS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / notZero(numerator * d + b);
            c = notZero(b + numerator / c);
            double change = c * d;
            product *= change;
            if (Math.abs(change - 1) < EPSILON * 4) {
                break;
            }
        }
        return factor * product;
    }

    private static double notZero(double x) {
        return x == 0 ? 0x1p-1000 : x;
    }

    private static double differenceSeries(double a, double x) {
        double term = 1;
        double sum = 0;
        for (int n = 1; n < TERMS; n++) {
            term *= -x / n;
            double part = term / (a + n);
            sum += part;
            if (Math.abs(part) < EPSILON * Math.abs(sum)) {
                break;
            }
        }
        double logX = Math.log(x);
        double first = -Math.expm1(a * logX - Gamma.lgammaPlusOne(a));
        return first - Math.exp(a * logX - Gamma.lgamma(a)) * sum;
    }

    /// `x^a e^-x / Gamma(a)`
    private static double factor(double a, double x) {
        if (a < 10) {
            return Math.exp(a * Math.log(x) - x - Gamma.lgamma(a));
        }
        double mu = (x - a) / a;
        double exponent = Math.abs(mu) < 0.4 ? logMinus(mu) : Math.log(x / a) - mu;
        return Math.exp(a * exponent - Gamma.stirling(a)) * Math.sqrt(a / (2 * Math.PI));
    }

    /// `log(1 + mu) - mu`, without losing what the two have in common
    private static double logMinus(double mu) {
        if (Math.abs(mu) > 0.4) {
            return Math.log1p(mu) - mu;
        }
        double power = mu;
        double sum = 0;
        for (int k = 2; k < 60; k++) {
            power *= -mu;
            double term = power / k;
            sum += term;
            if (Math.abs(term) < EPSILON * Math.abs(sum)) {
                break;
            }
        }
        return sum;
    }

    /// @param sign 1 for Q, -1 for P
    private static double uniform(double a, double x, int sign) {
        double mu = (x - a) / a;
        double half = -logMinus(mu); // eta^2 / 2
        double eta = Math.copySign(Math.sqrt(2 * half), mu);
        double sum = 0;
        for (int k = TemmeCoefficients.C.length - 1; k >= 0; k--) {
            sum = sum / a + Series.power(TemmeCoefficients.C[k], eta);
        }
        double rest = Math.exp(-a * half) / Math.sqrt(2 * Math.PI * a) * sum;
        return 0.5 * ErrorFunctions.erfc(sign * eta * Math.sqrt(a / 2)) + sign * rest;
    }
}
