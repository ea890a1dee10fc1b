package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

import jgrad.kernels.functions.Unary;

/// Sine and cosine on vectors of doubles, within 1.6 ulp.
final class DoubleTrigonometry {
    /// Up to here the three parts of a half pi leave a remainder good to the last bit; beyond,
    /// lanes are taken singly.
    private static final double LIMIT = 0x1p19;

    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    private static final double HALF_PI_HIGH =
            0x1.921fb54480000p0; // 33 bits after the point: multiples subtract exactly
    private static final double HALF_PI_MIDDLE = -0x1.e973dcb4p-35;
    private static final double HALF_PI_LOW = 0x1.3198a2e037073p-69;
    private static final double ROUND = 0x1.8p52;

    private DoubleTrigonometry() {}

    static DoubleVector sin(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> usual = a.compare(LE, LIMIT);
        LongVector sign = x.reinterpretAsLongs().and(1L << 63);
        DoubleVector y = quadrant(a, 0).lanewise(XOR, sign).reinterpretAsDoubles();
        return usual.allTrue() ? y : Lanes.each(Unary.SIN, x).blend(y, usual);
    }

    static DoubleVector cos(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> usual = a.compare(LE, LIMIT);
        DoubleVector y = quadrant(a, 1).reinterpretAsDoubles();
        return usual.allTrue() ? y : Lanes.each(Unary.COS, x).blend(y, usual);
    }

    /// The bits of the sine of `a` plus so many quarter turns.
    private static LongVector quadrant(DoubleVector a, int turns) {
        DoubleVector t = a.fma(DoubleMath.v(TWO_OVER_PI), DoubleMath.v(ROUND));
        DoubleVector n = t.sub(ROUND);
        DoubleVector r = n.fma(DoubleMath.v(-HALF_PI_HIGH), a);
        r = n.fma(DoubleMath.v(-HALF_PI_LOW), n.fma(DoubleMath.v(-HALF_PI_MIDDLE), r));
        DoubleVector z = r.mul(r);
        DoubleVector s =
                z.fma(DoubleMath.v(0x1.5d8e1b2f5fdf3p-33), DoubleMath.v(-0x1.ae5e5410047e9p-26));
        s =
                s.fma(z, DoubleMath.v(0x1.71de355e7ff4ep-19))
                        .fma(z, DoubleMath.v(-0x1.a01a019bf1889p-13));
        s =
                s.fma(z, DoubleMath.v(0x1.111111110f759p-7))
                        .fma(z, DoubleMath.v(-0x1.5555555555548p-3))
                        .mul(r.mul(z))
                        .add(r);
        DoubleVector c =
                z.fma(DoubleMath.v(-0x1.8fa692530b2c8p-37), DoubleMath.v(0x1.1ee9dbe9ab91fp-29));
        c =
                c.fma(z, DoubleMath.v(-0x1.27e4f7f1b5eadp-22))
                        .fma(z, DoubleMath.v(0x1.a01a019c8f4eep-16));
        c =
                c.fma(z, DoubleMath.v(-0x1.6c16c16c15016p-10))
                        .fma(z, DoubleMath.v(0x1.555555555554bp-5))
                        .mul(z)
                        .sub(0.5)
                        .fma(z, DoubleMath.v(1.0));
        LongVector count = t.reinterpretAsLongs().add(turns);
        VectorMask<Double> even = count.and(1).compare(EQ, 0).cast(DoubleMath.S);
        LongVector negative = count.and(2).lanewise(LSHL, 62);
        return c.blend(s, even).reinterpretAsLongs().lanewise(XOR, negative);
    }
}
