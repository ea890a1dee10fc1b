package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The exponential of vectors: a power of two times Taylor's polynomial of what is left, right from
/// overflow to underflow and for NaN.
final class Exponential {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final float ROUND =
            0x1.8p23f; // added, it leaves the nearest integer in the low bits
    private static final double ROUND_DOUBLE = 0x1.8p52;

    private Exponential() {}

    static FloatVector exp(FloatVector x) {
        FloatVector c = x.blend(-104f, x.compare(LT, -104f)).blend(89f, x.compare(GT, 89f));
        FloatVector t =
                c.fma(FloatVector.broadcast(F, 0x1.715476p0f), FloatVector.broadcast(F, ROUND));
        FloatVector k = t.sub(ROUND);
        FloatVector r = k.fma(FloatVector.broadcast(F, -0x1.62e4p-1f), c);
        r = k.fma(FloatVector.broadcast(F, -0x1.7f7d1cp-20f), r);
        FloatVector p =
                r.fma(
                        FloatVector.broadcast(F, 0x1.a01a020000000p-13f),
                        FloatVector.broadcast(F, 0x1.6c16c20000000p-10f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.1111120000000p-7f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.5555560000000p-5f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.5555560000000p-3f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.0000000000000p-1f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.0000000000000p+0f));
        p = p.fma(r, FloatVector.broadcast(F, 0x1.0000000000000p+0f));
        IntVector n = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
        IntVector half = n.lanewise(ASHR, 1);
        return p.mul(power(half)).mul(power(n.sub(half)));
    }

    private static FloatVector power(IntVector n) {
        return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    static DoubleVector exp(DoubleVector x) {
        DoubleVector c = x.blend(-746, x.compare(LT, -746)).blend(710, x.compare(GT, 710));
        DoubleVector t =
                c.fma(
                        DoubleVector.broadcast(D, 0x1.71547652b82fep+0),
                        DoubleVector.broadcast(D, ROUND_DOUBLE));
        DoubleVector k = t.sub(ROUND_DOUBLE);
        DoubleVector r = k.fma(DoubleVector.broadcast(D, -0x1.62e42feep-1), c);
        r = k.fma(DoubleVector.broadcast(D, -0x1.a39ef35793c76p-33), r);
        DoubleVector p =
                r.fma(
                        DoubleVector.broadcast(D, 0x1.6124613a86d09p-33),
                        DoubleVector.broadcast(D, 0x1.1eed8eff8d898p-29));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.ae64567f544e4p-26));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.27e4fb7789f5cp-22));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.71de3a556c734p-19));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.a01a01a01a01ap-16));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.a01a01a01a01ap-13));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.6c16c16c16c17p-10));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.1111111111111p-7));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.5555555555555p-5));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.5555555555555p-3));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.0000000000000p-1));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.0000000000000p+0));
        p = p.fma(r, DoubleVector.broadcast(D, 0x1.0000000000000p+0));
        LongVector n = t.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUND_DOUBLE));
        LongVector half = n.lanewise(ASHR, 1);
        return p.mul(power(half)).mul(power(n.sub(half)));
    }

    private static DoubleVector power(LongVector n) {
        return n.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
    }
}
