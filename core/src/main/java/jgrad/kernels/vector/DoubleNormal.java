package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import static jgrad.kernels.special.ErfCoefficients.P0;
import static jgrad.kernels.special.ErfCoefficients.P1;
import static jgrad.kernels.special.ErfCoefficients.P10;
import static jgrad.kernels.special.ErfCoefficients.P11;
import static jgrad.kernels.special.ErfCoefficients.P2;
import static jgrad.kernels.special.ErfCoefficients.P3;
import static jgrad.kernels.special.ErfCoefficients.P4;
import static jgrad.kernels.special.ErfCoefficients.P5;
import static jgrad.kernels.special.ErfCoefficients.P6;
import static jgrad.kernels.special.ErfCoefficients.P7;
import static jgrad.kernels.special.ErfCoefficients.P8;
import static jgrad.kernels.special.ErfCoefficients.P9;
import static jgrad.kernels.special.ErfCoefficients.W0;
import static jgrad.kernels.special.ErfCoefficients.W1;
import static jgrad.kernels.special.ErfCoefficients.W10;
import static jgrad.kernels.special.ErfCoefficients.W11;
import static jgrad.kernels.special.ErfCoefficients.W12;
import static jgrad.kernels.special.ErfCoefficients.W13;
import static jgrad.kernels.special.ErfCoefficients.W14;
import static jgrad.kernels.special.ErfCoefficients.W15;
import static jgrad.kernels.special.ErfCoefficients.W16;
import static jgrad.kernels.special.ErfCoefficients.W17;
import static jgrad.kernels.special.ErfCoefficients.W18;
import static jgrad.kernels.special.ErfCoefficients.W19;
import static jgrad.kernels.special.ErfCoefficients.W2;
import static jgrad.kernels.special.ErfCoefficients.W20;
import static jgrad.kernels.special.ErfCoefficients.W21;
import static jgrad.kernels.special.ErfCoefficients.W22;
import static jgrad.kernels.special.ErfCoefficients.W3;
import static jgrad.kernels.special.ErfCoefficients.W4;
import static jgrad.kernels.special.ErfCoefficients.W5;
import static jgrad.kernels.special.ErfCoefficients.W6;
import static jgrad.kernels.special.ErfCoefficients.W7;
import static jgrad.kernels.special.ErfCoefficients.W8;
import static jgrad.kernels.special.ErfCoefficients.W9;

import jdk.incubator.vector.DoubleVector;

/// The error function and the functions of the normal distribution on vectors of doubles.
///
/// All rest on the complement `erfc(a) = exp(-a^2) w(a)` for a positive argument, whose factor w is
/// smooth.
final class DoubleNormal {
    private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double ONE_OVER_SQRT_TWO_PI = 0x1.9884533d43651p-2;

    private DoubleNormal() {}

    /// Within 2 ulp.
    static DoubleVector erf(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector c = a.blend(7.0, a.compare(GT, 7.0));
        DoubleVector far = DoubleMath.v(1.0).sub(complement(c));
        return DoubleMath.withSign(far.blend(erfNear0(a), a.compare(LT, 0.75)), x);
    }

    private static DoubleVector erfNear0(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = z.fma(DoubleMath.v(P11), DoubleMath.v(P10));
        p = p.fma(z, DoubleMath.v(P9)).fma(z, DoubleMath.v(P8));
        p = p.fma(z, DoubleMath.v(P7)).fma(z, DoubleMath.v(P6));
        p = p.fma(z, DoubleMath.v(P5)).fma(z, DoubleMath.v(P4));
        p = p.fma(z, DoubleMath.v(P3)).fma(z, DoubleMath.v(P2));
        p = p.fma(z, DoubleMath.v(P1)).fma(z, DoubleMath.v(P0));
        return p.fma(x, x);
    }

    /// `x` times the distribution function, within 6 ulp.
    static DoubleVector gelu(DoubleVector x) {
        return x.mul(distribution(x));
    }

    static DoubleVector geluBackward(DoubleVector g, DoubleVector x) {
        DoubleVector density = DoubleMath.exp(x.mul(x).mul(-0.5)).mul(ONE_OVER_SQRT_TWO_PI);
        return g.mul(x.fma(density, distribution(x)));
    }

    private static DoubleVector distribution(DoubleVector x) {
        DoubleVector tail = complement(x.abs().mul(SQRT_HALF)).mul(0.5);
        return tail.blend(DoubleMath.v(1.0).sub(tail), x.compare(GT, 0.0));
    }

    /// `erfc(a)` for `a` not negative.
    private static DoubleVector complement(DoubleVector a) {
        DoubleVector c = a.blend(28.0, a.compare(GT, 28.0));
        DoubleVector u = DoubleMath.v(1.0).div(c.add(4.0));
        DoubleVector t = c.sub(4.0).mul(u);
        DoubleVector tt = t.mul(t); // even and odd powers apart, as a chain of 23 steps would stall
        DoubleVector even = tt.fma(DoubleMath.v(W22), DoubleMath.v(W20));
        even =
                even.fma(tt, DoubleMath.v(W18))
                        .fma(tt, DoubleMath.v(W16))
                        .fma(tt, DoubleMath.v(W14));
        even = even.fma(tt, DoubleMath.v(W12)).fma(tt, DoubleMath.v(W10)).fma(tt, DoubleMath.v(W8));
        even = even.fma(tt, DoubleMath.v(W6)).fma(tt, DoubleMath.v(W4)).fma(tt, DoubleMath.v(W2));
        even = even.fma(tt, DoubleMath.v(W0));
        DoubleVector odd = tt.fma(DoubleMath.v(W21), DoubleMath.v(W19));
        odd = odd.fma(tt, DoubleMath.v(W17)).fma(tt, DoubleMath.v(W15)).fma(tt, DoubleMath.v(W13));
        odd = odd.fma(tt, DoubleMath.v(W11)).fma(tt, DoubleMath.v(W9)).fma(tt, DoubleMath.v(W7));
        odd = odd.fma(tt, DoubleMath.v(W5)).fma(tt, DoubleMath.v(W3)).fma(tt, DoubleMath.v(W1));
        DoubleVector w = odd.fma(t, even);
        DoubleVector square = c.mul(c);
        DoubleVector rounding =
                c.fma(c, square.neg()); // of the square, which the exponential magnifies
        DoubleVector e = DoubleMath.exp(square.neg());
        return e.sub(e.mul(rounding)).mul(u.mul(w));
    }
}
