package jgrad.kernels.special;

import static jgrad.kernels.special.GammaCoefficients.DIGAMMA;
import static jgrad.kernels.special.GammaCoefficients.NEAR_ONE;
import static jgrad.kernels.special.GammaCoefficients.NEAR_TWO;

/// The logarithm of the gamma function and its derivatives.
///
/// Within a few units in the last place for positive arguments. For negative ones, where the
/// reflection formulas serve, the error is that small beside the largest of their terms, not beside
/// a result near one of the zeros between the poles.
public final class Gamma {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /// The positive zero of digamma, as the sum of two numbers.
    private static final double ROOT = 1.4616321449683622;

    private static final double ROOT_REST = 9.549995429965697e-17;

    /// `B_2k / (2k (2k - 1))`, which is Stirling's series (DLMF 5.11.1)
    private static final double[] STIRLING = {
        1.0 / 12,
        -1.0 / 360,
        1.0 / 1260,
        -1.0 / 1680,
        1.0 / 1188,
        -691.0 / 360360,
        1.0 / 156,
        -3617.0 / 122400,
    };

    /// The numbers of Bernoulli `B_2, B_4, ...`
    private static final double[] BERNOULLI = {
        1.0 / 6,
        -1.0 / 30,
        1.0 / 42,
        -1.0 / 30,
        5.0 / 66,
        -691.0 / 2730,
        7.0 / 6,
        -3617.0 / 510,
        43867.0 / 798,
        -174611.0 / 330,
    };

    private Gamma() {}

    /// The logarithm of the absolute value of the gamma function; infinite at its poles.
    public static double lgamma(double x) {
        if (x != x) {
            return x;
        }
        if (x <= 0) {
            if (x == Math.rint(x)) {
                return Double.POSITIVE_INFINITY;
            }
            // DLMF 5.5.3; a tiny x would make the fraction overflow
            return x > -1e-300
                    ? -Math.log(-x)
                    : Math.log(Math.PI / Math.abs(x * Series.sinPi(x))) - lgamma(-x);
        }
        if (x < 0.5) {
            return nearOneAndTwo(1 + x) - Math.log(x);
        }
        if (x <= 3) {
            return nearOneAndTwo(x);
        }
        if (x >= 8) {
            return x > 1e300
                    ? x * (Math.log(x) - 1)
                    : (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5) + stirling(x);
        }
        double product = 1;
        double y = x;
        while (y > 3) {
            y -= 1;
            product *= y;
        }
        return Math.log(product) + nearOneAndTwo(y);
    }

    private static double nearOneAndTwo(double x) {
        double rest =
                x < 1.25
                        ? Series.chebyshev(NEAR_ONE, x, 0.5, 1.25)
                        : Series.chebyshev(NEAR_TWO, x, 1.25, 3);
        return (x - 1) * (x - 2) * rest + 0.0; // 0 at 1, not -0
    }

    /// `lgamma(1 + x)` for x of at most 1, also relative to its own size near 0
    static double lgammaPlusOne(double x) {
        return Math.abs(x) < 0.25
                ? x * (x - 1) * Series.chebyshev(NEAR_ONE, 1 + x, 0.5, 1.25)
                : lgamma(1 + x);
    }

    /// What Stirling's formula lacks: `lgamma(x) - (x - 1/2) log(x) + x - log(2 pi) / 2`, for x of
    /// at least 8.
    static double stirling(double x) {
        return Series.power(STIRLING, 1 / (x * x)) / x;
    }

    /// The derivative of [#lgamma].
    public static double digamma(double x) {
        if (x == 0) {
            return Math.copySign(Double.POSITIVE_INFINITY, -x);
        }
        if (x < 0) {
            if (x == Math.rint(x)) {
                return Double.NaN; // also at minus infinity
            }
            double r = x - Math.rint(x);
            return positiveDigamma(1 - x) - Math.PI / Math.tan(Math.PI * r); // DLMF 5.5.4
        }
        return positiveDigamma(x);
    }

    private static double positiveDigamma(double x) {
        double y = x;
        double sum = 0;
        if (x < 1) {
            sum = -1 / y;
            y += 1;
        }
        if (y < 10) {
            while (y > 2) {
                y -= 1;
                sum += 1 / y;
            }
            double rest = Series.chebyshev(DIGAMMA, y, 1, 2);
            return (y - ROOT - ROOT_REST) * rest + sum;
        }
        double z = 1 / (y * y);
        double tail = 0;
        for (int k = 8; k >= 1; k--) {
            tail = (tail + BERNOULLI[k - 1] / (2 * k)) * z;
        }
        return Math.log(y) - 0.5 / y - tail;
    }

    /// The derivative of [#digamma]. At the poles below 0 it is not infinite, but what PyTorch has:
    /// as large as the rounding of pi allows.
    public static double trigamma(double x) {
        if (x < 0.5) {
            double sine = x == Math.rint(x) ? Math.sin(Math.PI * x) : Series.sinPi(x);
            return Math.PI * Math.PI / (sine * sine) - trigamma(1 - x);
        }
        double sum = 0;
        double y = x;
        while (y < 10) {
            sum += 1 / (y * y);
            y += 1;
        }
        double z = 1 / (y * y);
        double tail = 0;
        for (int k = 8; k >= 1; k--) {
            tail = (tail + BERNOULLI[k - 1]) * z;
        }
        return sum + (1 + (0.5 / y + tail)) / y;
    }

    /// The n-th derivative of [#digamma].
    public static double polygamma(long n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        if (n == 1) {
            return trigamma(x);
        }
        double factorial = 1;
        for (long k = 2; k <= n && factorial < Double.POSITIVE_INFINITY; k++) {
            factorial *= k;
        }
        return (n % 2 == 0 ? -factorial : factorial) * zeta((double) (n + 1), x);
    }

    /// Hurwitz's zeta function `sum of (q + k)^-s`, by the formula of Euler and Maclaurin (DLMF
    /// 25.11.28 and 25.2.9). Of negative `q` only integers `s` have one; at the poles it is
    /// infinite.
    public static double zeta(double s, double q) {
        if (s == 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (s < 1 || q != q) {
            return Double.NaN;
        }
        if (q <= 0) {
            if (q == Math.rint(q)) {
                return Double.POSITIVE_INFINITY;
            }
            if (s != Math.rint(s)) { // also for NaN
                return Double.NaN;
            }
            if (q < -16) { // the terms of negative base are a difference of two such sums
                double r = q - Math.floor(q);
                double negative = zeta(s, 1 - r) - zeta(s, 1 - q);
                return zeta(s, r) + (s % 2 == 0 ? negative : -negative);
            }
        }
        if (s != s || s == Double.POSITIVE_INFINITY && q > 1) {
            return Double.NaN; // the latter as in PyTorch
        }
        double sum = 0;
        double a = q;
        double end = s + 12; // from where the formula's terms shrink
        while (a < end) {
            double term = a == 1 ? 1 : Math.pow(a, -s); // NaN in Java for an infinite s
            sum += term;
            if (a > 0 && !(Math.abs(term) > 0x1p-60 * Math.abs(sum))) {
                return sum; // also where both are 0 or infinite
            }
            a += 1;
        }
        double power = Math.pow(a, -s);
        double tail = power * a / (s - 1) + 0.5 * power;
        double factor = s * power / a;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            double term = BERNOULLI[k - 1] * factor;
            for (int i = 2; i <= 2 * k; i++) {
                term /= i;
            }
            tail += term;
            factor *= (s + 2 * k - 1) / a * ((s + 2 * k) / a);
        }
        return sum + tail;
    }
}
