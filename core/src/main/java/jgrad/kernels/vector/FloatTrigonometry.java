package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import jgrad.kernels.functions.Unary;

/// Sine and cosine on vectors of floats, within 1.6 ulp.
final class FloatTrigonometry {
    /// Up to here the three parts of a half pi leave a remainder good to the last bit; beyond,
    /// lanes are taken singly.
    private static final float LIMIT = 0x1p15f;

    private static final float TWO_OVER_PI = 0x1.45f306p-1f;
    private static final float HALF_PI_HIGH =
            0x1.921fbp0f; // 20 bits after the point: multiples subtract exactly
    private static final float HALF_PI_MIDDLE = 0x1.5110b4p-22f;
    private static final float HALF_PI_LOW = 0x1.84698ap-48f;
    private static final float ROUND = 0x1.8p23f;

    private FloatTrigonometry() {}

    static FloatVector sin(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> usual = a.compare(LE, LIMIT);
        IntVector sign = x.reinterpretAsInts().and(1 << 31);
        FloatVector y = quadrant(a, 0).lanewise(XOR, sign).reinterpretAsFloats();
        return usual.allTrue() ? y : Lanes.each(Unary.SIN, x).blend(y, usual);
    }

    static FloatVector cos(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> usual = a.compare(LE, LIMIT);
        FloatVector y = quadrant(a, 1).reinterpretAsFloats();
        return usual.allTrue() ? y : Lanes.each(Unary.COS, x).blend(y, usual);
    }

    /// The bits of the sine of `a` plus so many quarter turns.
    private static IntVector quadrant(FloatVector a, int turns) {
        FloatVector t = a.fma(FloatMath.v(TWO_OVER_PI), FloatMath.v(ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(FloatMath.v(-HALF_PI_HIGH), a);
        r = n.fma(FloatMath.v(-HALF_PI_LOW), n.fma(FloatMath.v(-HALF_PI_MIDDLE), r));
        FloatVector z = r.mul(r);
        FloatVector s = z.fma(FloatMath.v(-0x1.995404p-13f), FloatMath.v(0x1.110778p-7f));
        s = s.fma(z, FloatMath.v(-0x1.555546p-3f)).mul(z).fma(r, r);
        FloatVector c = z.fma(FloatMath.v(0x1.99e912p-16f), FloatMath.v(-0x1.6c0c2ap-10f));
        c =
                c.fma(z, FloatMath.v(0x1.55554ap-5f))
                        .fma(z, FloatMath.v(-0.5f))
                        .fma(z, FloatMath.v(1f));
        IntVector count = t.reinterpretAsInts().add(turns);
        VectorMask<Float> even = count.and(1).compare(EQ, 0).cast(FloatMath.S);
        IntVector negative = count.and(2).lanewise(LSHL, 30);
        return c.blend(s, even).reinterpretAsInts().lanewise(XOR, negative);
    }
}
