package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.ULT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import jgrad.kernels.functions.Unary;

/// Elementary functions on vectors of doubles, by polynomials and quotients fitted to the least
/// greatest error.
///
/// Bounds are in units in the last place of the exact value. Zeros keep their sign, NaN stays NaN,
/// infinities and subnormal results are right. Where a vector holds an argument outside of the
/// usual range, all of it takes a slower road.
final class DoubleMath {
    static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

    static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_HIGH =
            0x1.62e42fefa38p-1; // 42 bits: products with small integers are exact
    static final double LN2_LOW = 0x1.ef35793c7673p-45;
    private static final double LOG10_E = 0x1.bcb7b1526e50ep-2;
    private static final double LOG10_2_HIGH = 0x1.34413509f78p-2;
    private static final double LOG10_2_LOW = 0x1.fef311f12b358p-46;
    static final double ROUND = 0x1.8p52; // added, it leaves the nearest integer in the low bits
    private static final long ROUND_BITS = 0x4338000000000000L;
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long MIN_NORMAL_BITS = 0x0010000000000000L;
    private static final long INFINITY_BITS = 0x7ff0000000000000L;
    private static final long SIGN_BIT = 1L << 63;

    private DoubleMath() {}

    static DoubleVector v(double x) {
        return DoubleVector.broadcast(S, x);
    }

    /// `result`, which is not negative unless `x` is, with the sign of `x`.
    static DoubleVector withSign(DoubleVector result, DoubleVector x) {
        return x.reinterpretAsLongs()
                .and(SIGN_BIT)
                .or(result.reinterpretAsLongs())
                .reinterpretAsDoubles();
    }

    /// Within 1.1 ulp.
    static DoubleVector exp(DoubleVector x) {
        if (x.abs().compare(LE, 708.0).allTrue()) {
            DoubleVector t = x.fma(v(LOG2_E), v(ROUND));
            return shifted(expm1Near0(reduced(x, t)).add(1.0), t);
        }
        DoubleVector c = x.blend(-746.0, x.compare(LT, -746.0)).blend(710.0, x.compare(GT, 710.0));
        DoubleVector t = c.fma(v(LOG2_E), v(ROUND));
        return scaled(expm1Near0(reduced(c, t)).add(1.0), t);
    }

    /// Within 1.1 ulp, and exact at integers.
    static DoubleVector exp2(DoubleVector x) {
        if (x.abs().compare(LE, 1021.0).allTrue()) {
            DoubleVector t = x.add(ROUND);
            return shifted(expm1Near0(x.sub(t.sub(ROUND)).mul(LN2)).add(1.0), t);
        }
        DoubleVector c =
                x.blend(-1080.0, x.compare(LT, -1080.0)).blend(1025.0, x.compare(GT, 1025.0));
        DoubleVector t = c.add(ROUND);
        return scaled(expm1Near0(c.sub(t.sub(ROUND)).mul(LN2)).add(1.0), t);
    }

    /// Within 1.6 ulp.
    static DoubleVector expm1(DoubleVector x) {
        DoubleVector c = x.blend(-60.0, x.compare(LT, -60.0)).blend(710.0, x.compare(GT, 710.0));
        DoubleVector t = c.fma(v(LOG2_E), v(ROUND));
        DoubleVector half =
                power(t.reinterpretAsLongs().sub(ROUND_BITS + 1)); // 2^(n-1), as 2^1024 is no float
        DoubleVector e = half.fma(expm1Near0(reduced(c, t)), half.sub(0.5));
        return withSign(e.add(e), x);
    }

    /// Within 2.6 ulp: `-e / (e + 2)` for `e = exp(-2|x|) - 1`.
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector c = a.mul(-2.0).blend(-60.0, a.compare(GT, 30.0));
        DoubleVector t = c.fma(v(LOG2_E), v(ROUND));
        DoubleVector power = power(t.reinterpretAsLongs().sub(ROUND_BITS));
        DoubleVector e = power.fma(expm1Near0(reduced(c, t)), power.sub(1.0));
        return withSign(e.div(e.add(2.0)).abs(), x);
    }

    /// Within 2 ulp where the result is a normal number, below which it becomes 0.
    static DoubleVector sigmoid(DoubleVector x) {
        return v(1.0).div(exp(x.neg()).add(1.0));
    }

    /// `x` minus the multiple of log(2) whose factor is in the low bits of `t`.
    private static DoubleVector reduced(DoubleVector x, DoubleVector t) {
        DoubleVector n = t.sub(ROUND);
        return n.fma(v(-LN2_LOW), n.fma(v(-LN2_HIGH), x));
    }

    /// `exp(r) - 1` for r up to half of log(2).
    private static DoubleVector expm1Near0(DoubleVector r) {
        return curvature(r).mul(r).fma(r, r);
    }

    /// `(exp(r) - 1 - r) / r^2` for r up to half of log(2).
    static DoubleVector curvature(DoubleVector r) {
        DoubleVector p = r.fma(v(0x1.1f45ec29d7ad3p-29), v(0x1.af5f169ace7d1p-26));
        p = p.fma(r, v(0x1.27e4f64e66e14p-22)).fma(r, v(0x1.71ddf8199878ep-19));
        p = p.fma(r, v(0x1.a01a019bc3f34p-16)).fma(r, v(0x1.a01a01b000853p-13));
        p = p.fma(r, v(0x1.6c16c16c17f6fp-10)).fma(r, v(0x1.111111110f659p-7));
        p = p.fma(r, v(0x1.5555555555553p-5)).fma(r, v(0x1.5555555555559p-3));
        return p.fma(r, v(0.5));
    }

    /// `p` times two to the integer in the low bits of `t`, if that is a normal number.
    static DoubleVector shifted(DoubleVector p, DoubleVector t) {
        return p.reinterpretAsLongs()
                .add(t.reinterpretAsLongs().lanewise(LSHL, 52))
                .reinterpretAsDoubles();
    }

    /// `p` times two to the integer in the low bits of `t`, in two steps, so that it may overflow
    /// or underflow.
    private static DoubleVector scaled(DoubleVector p, DoubleVector t) {
        LongVector n = t.reinterpretAsLongs().sub(ROUND_BITS);
        LongVector half = n.lanewise(ASHR, 1);
        return p.mul(power(half)).mul(power(n.sub(half)));
    }

    /// `2^n`, for n from -1022 to 1023.
    private static DoubleVector power(LongVector n) {
        return n.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
    }

    /// Within 1 ulp.
    static DoubleVector log(DoubleVector x) {
        return log(x, LN2_HIGH, LN2_LOW, 1.0);
    }

    /// Within 2 ulp, and exact at powers of two.
    static DoubleVector log2(DoubleVector x) {
        return log(x, 1.0, 0.0, LOG2_E);
    }

    /// Within 2 ulp.
    static DoubleVector log10(DoubleVector x) {
        return log(x, LOG10_2_HIGH, LOG10_2_LOW, LOG10_E);
    }

    /// The logarithm to a base: the logarithm of 2 to it in two parts, and that of e.
    private static DoubleVector log(DoubleVector x, double high, double low, double scale) {
        LongVector bits = x.reinterpretAsLongs();
        if (bits.sub(MIN_NORMAL_BITS).compare(ULT, INFINITY_BITS - MIN_NORMAL_BITS).allTrue()) {
            LongVector k = exponent(bits);
            return log(toDouble(k), mantissa(bits, k).sub(1.0), high, low, scale);
        }
        VectorMask<Double> small = x.compare(LT, Double.MIN_NORMAL);
        LongVector up = x.blend(x.mul(0x1p52), small).reinterpretAsLongs();
        LongVector k = exponent(up);
        DoubleVector exponent = toDouble(k).sub(v(0.0).blend(52.0, small));
        return log(exponent, mantissa(up, k).sub(1.0), high, low, scale)
                .blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not())
                .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0))
                .blend(Double.NaN, x.compare(LT, 0.0));
    }

    /// Within 1.5 ulp.
    static DoubleVector log1p(DoubleVector x) {
        VectorMask<Double> usual = x.compare(GT, -1.0).and(x.compare(LT, 0x1p500));
        DoubleVector y = withSign(log1pNormal(x), x);
        return usual.allTrue() ? y : Lanes.each(Unary.LOG1P, x).blend(y, usual);
    }

    /// `log(1 + exp(x))`, within 2 ulp.
    static DoubleVector log1pExp(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector c = a.neg().blend(-708.0, a.compare(GT, 708.0));
        DoubleVector t = c.fma(v(LOG2_E), v(ROUND));
        DoubleVector e =
                shifted(expm1Near0(reduced(c, t)).add(1.0), t).blend(0.0, a.compare(GT, 708.0));
        return log1pNormal(e).add(x.blend(0.0, x.compare(LT, 0.0)));
    }

    private static DoubleVector log1pNormal(DoubleVector x) {
        LongVector k = exponent(x.add(1.0).reinterpretAsLongs());
        DoubleVector scale = power(k.neg());
        return log(toDouble(k), x.fma(scale, scale.sub(1.0)), LN2_HIGH, LN2_LOW, 1.0);
    }

    /// The integer `k` for which `x / 2^k` lies between the root of a half and that of 2.
    static LongVector exponent(LongVector bits) {
        return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 52);
    }

    static DoubleVector mantissa(LongVector bits, LongVector exponent) {
        return bits.sub(exponent.lanewise(LSHL, 52)).reinterpretAsDoubles();
    }

    static DoubleVector toDouble(LongVector k) {
        return k.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
    }

    /// The logarithm of `2^k (1 + f)`.
    private static DoubleVector log(
            DoubleVector k, DoubleVector f, double high, double low, double scale) {
        DoubleVector s = f.div(f.add(2.0)); // log(1 + f) = 2 atanh(s)
        DoubleVector z = s.mul(s);
        DoubleVector p = z.fma(v(0x1.2f09d63bc60ccp-3), v(0x1.39a143dd03e6dp-3));
        p = p.fma(z, v(0x1.746643d105abap-3)).fma(z, v(0x1.c71c51ef6b1adp-3));
        p = p.fma(z, v(0x1.2492494214989p-2)).fma(z, v(0x1.999999997fad8p-2));
        p = p.fma(z, v(0x1.5555555555593p-1));
        DoubleVector tail = s.mul(p.mul(z).sub(f)); // log(1 + f) - f
        return k.fma(v(high), k.fma(v(low), f.add(tail).mul(scale)));
    }
}
