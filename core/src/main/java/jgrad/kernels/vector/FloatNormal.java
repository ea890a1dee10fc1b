package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/// The error function and the functions of the normal distribution on vectors of floats.
///
/// erf is an odd quotient of polynomials up to where it rounds to 1, which needs neither an
/// exponential nor a case for small arguments.
final class FloatNormal {
    private static final float ONE_OVER_SQRT_TWO_PI = 0x1.988454p-2f;

    private FloatNormal() {}

    /// Within 6 ulp, and never beyond 1.
    static FloatVector erf(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector z = square.blend(15.4f, square.compare(GT, 15.4f)); // where it has come to 1
        FloatVector p = z.fma(FloatMath.v(0x1.120688p-19f), FloatMath.v(0x1.2aac2cp-12f));
        p = p.fma(z, FloatMath.v(0x1.ef975cp-9f)).fma(z, FloatMath.v(0x1.b07eb4p-5f));
        p = p.fma(z, FloatMath.v(0x1.86cbd2p-3f)).fma(z, FloatMath.v(0x1.20dd74p0f));
        FloatVector q = z.fma(FloatMath.v(0x1.3ec90cp-15f), FloatMath.v(0x1.318b0cp-10f));
        q = q.fma(z, FloatMath.v(0x1.eb882ap-7f)).fma(z, FloatMath.v(0x1.d40ea2p-4f));
        q = q.fma(z, FloatMath.v(0x1.013ff8p-1f)).fma(z, FloatMath.v(1f));
        return FloatMath.clamped(x.mul(p).div(q), 1f);
    }

    /// `x` times the distribution function, within `2^-22 |x|`: as in PyTorch it is 0 where that is
    /// below a rounding of 1.
    static FloatVector gelu(FloatVector x) {
        return x.mul(distribution(x));
    }

    /// Within `2^-22 |g|` for the distribution function and as much again for the density.
    static FloatVector geluBackward(FloatVector g, FloatVector x) {
        FloatVector density = FloatMath.exp(x.mul(x).mul(-0.5f)).mul(ONE_OVER_SQRT_TWO_PI);
        return g.mul(x.fma(density, distribution(x)));
    }

    private static FloatVector distribution(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector z = square.blend(31.3f, square.compare(GT, 31.3f)); // where it has come to 1
        FloatVector p = z.fma(FloatMath.v(0x1.7cd636p-26f), FloatMath.v(0x1.a9a480p-18f));
        p = p.fma(z, FloatMath.v(0x1.6a9e8cp-13f)).fma(z, FloatMath.v(0x1.342008p-8f));
        p = p.fma(z, FloatMath.v(0x1.18eaf4p-5f)).fma(z, FloatMath.v(0x1.988450p-2f));
        FloatVector q = z.fma(FloatMath.v(0x1.3cb3d0p-20f), FloatMath.v(0x1.398f16p-14f));
        q = q.fma(z, FloatMath.v(0x1.f41d08p-10f)).fma(z, FloatMath.v(0x1.d9577ep-6f));
        q = q.fma(z, FloatMath.v(0x1.02af78p-2f)).fma(z, FloatMath.v(1f));
        return FloatMath.clamped(x.mul(p).div(q), 0.5f).add(0.5f);
    }
}
