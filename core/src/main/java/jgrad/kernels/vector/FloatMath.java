package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.ULT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Unary;

/// Elementary functions on vectors of floats, by polynomials and quotients fitted to the least
/// greatest error.
///
/// Bounds are in units in the last place of the exact value. Zeros keep their sign, NaN stays NaN,
/// infinities and subnormal results are right. Where a vector holds an argument outside of the
/// usual range, all of it takes a slower road.
final class FloatMath {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2 = 0x1.62e430p-1f;
    private static final float LN2_HIGH =
            0x1.62e4p-1f; // 15 bits: products with small integers are exact
    private static final float LN2_LOW = 0x1.7f7d1cp-20f;
    private static final float LOG10_E = 0x1.bcb7b2p-2f;
    private static final float LOG10_2_HIGH = 0x1.344p-2f;
    private static final float LOG10_2_LOW = 0x1.3509f8p-18f;
    private static final float ROUND =
            0x1.8p23f; // added, it leaves the nearest integer in the low bits
    private static final int ROUND_BITS = 0x4b400000;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    private static final int MIN_NORMAL_BITS = 0x00800000;
    private static final int INFINITY_BITS = 0x7f800000;
    private static final int SIGN_BIT = 1 << 31;

    private FloatMath() {}

    static FloatVector v(float x) {
        return FloatVector.broadcast(S, x);
    }

    /// `result`, which is not negative unless `x` is, with the sign of `x`.
    static FloatVector withSign(FloatVector result, FloatVector x) {
        return x.reinterpretAsInts()
                .and(SIGN_BIT)
                .or(result.reinterpretAsInts())
                .reinterpretAsFloats();
    }

    /// Within 1.1 ulp.
    static FloatVector exp(FloatVector x) {
        if (x.abs().compare(LE, 87.3f).allTrue()) {
            FloatVector t = x.fma(v(LOG2_E), v(ROUND));
            return shifted(expm1Near0(reduced(x, t)).add(1f), t);
        }
        FloatVector c = x.blend(-104f, x.compare(LT, -104f)).blend(89f, x.compare(GT, 89f));
        FloatVector t = c.fma(v(LOG2_E), v(ROUND));
        return scaled(expm1Near0(reduced(c, t)).add(1f), t);
    }

    /// Within 1.1 ulp, and exact at integers.
    static FloatVector exp2(FloatVector x) {
        if (x.abs().compare(LE, 125f).allTrue()) {
            FloatVector t = x.add(ROUND);
            return shifted(expm1Near0(x.sub(t.sub(ROUND)).mul(LN2)).add(1f), t);
        }
        FloatVector c = x.blend(-151f, x.compare(LT, -151f)).blend(129f, x.compare(GT, 129f));
        FloatVector t = c.add(ROUND);
        return scaled(expm1Near0(c.sub(t.sub(ROUND)).mul(LN2)).add(1f), t);
    }

    /// Within 1.6 ulp.
    static FloatVector expm1(FloatVector x) {
        FloatVector c = x.blend(-30f, x.compare(LT, -30f)).blend(89f, x.compare(GT, 89f));
        FloatVector t = c.fma(v(LOG2_E), v(ROUND));
        FloatVector half =
                power(t.reinterpretAsInts().sub(ROUND_BITS + 1)); // 2^(n-1), as 2^128 is no float
        FloatVector e = half.fma(expm1Near0(reduced(c, t)), half.sub(0.5f));
        return withSign(e.add(e), x);
    }

    /// Within 5 ulp, and never beyond 1: an odd quotient of polynomials.
    static FloatVector tanh(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector z = square.blend(81.4f, square.compare(GT, 81.4f)); // where it has come to 1
        FloatVector p = z.fma(v(0x1.c9714ep-27f), v(0x1.5941ccp-16f));
        p = p.fma(z, v(0x1.c9ee6ap-9f)).fma(z, v(0x1.1202eap-3f)).fma(z, v(1f));
        FloatVector q = z.fma(v(0x1.a0966ap-21f), v(0x1.583538p-12f));
        q = q.fma(z, v(0x1.a7da56p-6f)).fma(z, v(0x1.de56bep-2f)).fma(z, v(1f));
        return clamped(x.mul(p).div(q), 1f);
    }

    static FloatVector clamped(FloatVector x, float limit) {
        return x.blend(limit, x.compare(GT, limit)).blend(-limit, x.compare(LT, -limit));
    }

    /// Within 2 ulp where the result is a normal number, below which it becomes 0.
    static FloatVector sigmoid(FloatVector x) {
        return v(1f).div(exp(x.neg()).add(1f));
    }

    /// `x` minus the multiple of log(2) whose factor is in the low bits of `t`.
    private static FloatVector reduced(FloatVector x, FloatVector t) {
        FloatVector n = t.sub(ROUND);
        return n.fma(v(-LN2_LOW), n.fma(v(-LN2_HIGH), x));
    }

    /// `exp(r) - 1` for r up to half of log(2).
    private static FloatVector expm1Near0(FloatVector r) {
        FloatVector p = r.fma(v(0x1.6b6782p-10f), v(0x1.122662p-7f));
        p = p.fma(r, v(0x1.555720p-5f)).fma(r, v(0x1.5554b2p-3f)).fma(r, v(0x1.fffffep-2f));
        return p.mul(r).fma(r, r);
    }

    /// `p` times two to the integer in the low bits of `t`, if that is a normal number.
    private static FloatVector shifted(FloatVector p, FloatVector t) {
        return p.reinterpretAsInts()
                .add(t.reinterpretAsInts().lanewise(LSHL, 23))
                .reinterpretAsFloats();
    }

    /// `p` times two to the integer in the low bits of `t`, in two steps, so that it may overflow
    /// or underflow.
    private static FloatVector scaled(FloatVector p, FloatVector t) {
        IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(ASHR, 1);
        return p.mul(power(half)).mul(power(n.sub(half)));
    }

    /// `2^n`, for n from -126 to 127.
    private static FloatVector power(IntVector n) {
        return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    /// Within 1 ulp.
    static FloatVector log(FloatVector x) {
        return log(x, LN2_HIGH, LN2_LOW, 1f);
    }

    /// Within 2 ulp, and exact at powers of two.
    static FloatVector log2(FloatVector x) {
        return log(x, 1f, 0f, LOG2_E);
    }

    /// Within 2 ulp.
    static FloatVector log10(FloatVector x) {
        return log(x, LOG10_2_HIGH, LOG10_2_LOW, LOG10_E);
    }

    /// The logarithm to a base: the logarithm of 2 to it in two parts, and that of e.
    private static FloatVector log(FloatVector x, float high, float low, float scale) {
        IntVector bits = x.reinterpretAsInts();
        if (bits.sub(MIN_NORMAL_BITS).compare(ULT, INFINITY_BITS - MIN_NORMAL_BITS).allTrue()) {
            IntVector k = exponent(bits);
            return log(toFloat(k), mantissa(bits, k).sub(1f), high, low, scale);
        }
        VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
        IntVector up = x.blend(x.mul(0x1p23f), small).reinterpretAsInts();
        IntVector k = exponent(up);
        FloatVector exponent = toFloat(k).sub(v(0f).blend(23f, small));
        return log(exponent, mantissa(up, k).sub(1f), high, low, scale)
                .blend(x, x.compare(LT, Float.POSITIVE_INFINITY).not())
                .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
                .blend(Float.NaN, x.compare(LT, 0f));
    }

    /// Within 1.5 ulp.
    static FloatVector log1p(FloatVector x) {
        VectorMask<Float> usual = x.compare(GT, -1f).and(x.compare(LT, 0x1p60f));
        FloatVector y = withSign(log1pNormal(x), x);
        return usual.allTrue() ? y : Lanes.each(Unary.LOG1P, x).blend(y, usual);
    }

    /// `log(1 + exp(x))`, within 2 ulp.
    static FloatVector log1pExp(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector c = a.neg().blend(-87f, a.compare(GT, 87f));
        FloatVector t = c.fma(v(LOG2_E), v(ROUND));
        FloatVector e = shifted(expm1Near0(reduced(c, t)).add(1f), t).blend(0f, a.compare(GT, 87f));
        return log1pNormal(e).add(x.blend(0f, x.compare(LT, 0f)));
    }

    private static FloatVector log1pNormal(FloatVector x) {
        IntVector k = exponent(x.add(1f).reinterpretAsInts());
        FloatVector scale = power(k.neg());
        return log(toFloat(k), x.fma(scale, scale.sub(1f)), LN2_HIGH, LN2_LOW, 1f);
    }

    /// The integer `k` for which `x / 2^k` lies between the root of a half and that of 2.
    private static IntVector exponent(IntVector bits) {
        return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    }

    private static FloatVector mantissa(IntVector bits, IntVector exponent) {
        return bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats();
    }

    private static FloatVector toFloat(IntVector k) {
        return k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    }

    /// The logarithm of `2^k (1 + f)`.
    private static FloatVector log(
            FloatVector k, FloatVector f, float high, float low, float scale) {
        FloatVector p = f.fma(v(0x1.13939ep-4f), v(-0x1.dd8386p-4f));
        p = p.fma(f, v(0x1.e6e2fcp-4f)).fma(f, v(-0x1.fc41b8p-4f)).fma(f, v(0x1.233adep-3f));
        p =
                p.fma(f, v(-0x1.555b7ap-3f))
                        .fma(f, v(0x1.99a478p-3f))
                        .fma(f, v(-0x1.000008p-2f))
                        .fma(f, v(0x1.555548p-2f));
        FloatVector tail = p.fma(f, v(-0.5f)).mul(f.mul(f)); // log(1 + f) - f
        return k.fma(v(high), k.fma(v(low), f.add(tail).mul(scale)));
    }
}
