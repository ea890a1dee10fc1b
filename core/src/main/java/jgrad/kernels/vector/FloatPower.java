package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/// Powers of floats, within 1 ulp, by way of a base-2 logarithm and exponential in doubles, which
/// are short as floats are all they have to be good for.
final class FloatPower {
    private FloatPower() {}

    static FloatVector pow(FloatVector base, FloatVector exponent) {
        if (exponent.compare(EQ, 2f).allTrue()) {
            return base.mul(base);
        }
        VectorMask<Float> usual =
                base.compare(GT, 0f)
                        .and(base.compare(LT, Float.POSITIVE_INFINITY))
                        .and(exponent.abs().compare(LT, Float.POSITIVE_INFINITY));
        FloatVector low = (FloatVector) half(base, exponent, 0).convertShape(D2F, FloatMath.S, 0);
        FloatVector high = (FloatVector) half(base, exponent, 1).convertShape(D2F, FloatMath.S, -1);
        FloatVector y = low.add(high);
        return usual.allTrue() ? y : Lanes.pow(base, exponent).blend(y, usual);
    }

    private static DoubleVector half(FloatVector base, FloatVector exponent, int part) {
        DoubleVector x = (DoubleVector) base.convertShape(F2D, DoubleMath.S, part);
        DoubleVector y = (DoubleVector) exponent.convertShape(F2D, DoubleMath.S, part);
        return exp2(y.mul(log2(x)));
    }

    private static DoubleVector log2(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector k = DoubleMath.exponent(bits);
        DoubleVector m = DoubleMath.mantissa(bits, k);
        DoubleVector s = m.sub(1.0).div(m.add(1.0));
        DoubleVector z = s.mul(s);
        DoubleVector p =
                z.fma(DoubleMath.v(0x1.21b317330abd3p-2), DoubleMath.v(0x1.47952dfa99520p-2));
        p = p.fma(z, DoubleMath.v(0x1.a61a2fce24c50p-2)).fma(z, DoubleMath.v(0x1.2776c291e3ab9p-1));
        p = p.fma(z, DoubleMath.v(0x1.ec709dc53dbb9p-1)).fma(z, DoubleMath.v(0x1.71547652b8250p1));
        return p.fma(s, DoubleMath.toDouble(k));
    }

    private static DoubleVector exp2(DoubleVector x) {
        DoubleVector c = x.blend(-300.0, x.compare(LT, -300.0)).blend(300.0, x.compare(GT, 300.0));
        DoubleVector t = c.add(DoubleMath.ROUND);
        DoubleVector r = c.sub(t.sub(DoubleMath.ROUND));
        DoubleVector p =
                r.fma(DoubleMath.v(0x1.00f556bb9d4a2p-16), DoubleMath.v(0x1.446c9dd687cb1p-13));
        p =
                p.fma(r, DoubleMath.v(0x1.5d87192d635fcp-10))
                        .fma(r, DoubleMath.v(0x1.3b29d88aa7b5ap-7));
        p = p.fma(r, DoubleMath.v(0x1.c6b08e048c9b8p-5)).fma(r, DoubleMath.v(0x1.ebfbe0aa481f8p-3));
        p = p.fma(r, DoubleMath.v(0x1.62e42fef6ceecp-1)).fma(r, DoubleMath.v(0x1.ffffffffa6e14p-1));
        return DoubleMath.shifted(p, t);
    }
}
