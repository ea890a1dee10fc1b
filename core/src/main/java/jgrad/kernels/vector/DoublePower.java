package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import static jgrad.kernels.vector.DoubleMath.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/// Powers of doubles, within 1 ulp.
///
/// An exponent of 700 makes an error of the logarithm 700 times as large, so the logarithm is a sum
/// of two doubles, good to some 64 bits; so is what becomes of it on the way to the last addition.
/// The parts of products and sums that rounding takes away are those of Dekker and Knuth.
final class DoublePower {
    private static final double THIRD = 1.0 / 3;
    private static final double THIRD_LOW = 0x1.5555555555555p-56; // of 1/3, rounded down

    private DoublePower() {}

    static DoubleVector pow(DoubleVector base, DoubleVector exponent) {
        if (exponent.compare(EQ, 2.0).allTrue()) {
            return base.mul(base);
        }
        LongVector bits = base.reinterpretAsLongs();
        LongVector k = DoubleMath.exponent(bits);
        DoubleVector n = DoubleMath.toDouble(k);
        DoubleVector m = DoubleMath.mantissa(bits, k);

        // s = (m - 1) / (m + 1), of which the numerator is exact
        DoubleVector numerator = m.sub(1.0);
        DoubleVector sum = m.add(1.0);
        DoubleVector sumLow = m.sub(sum.sub(1.0));
        DoubleVector s = numerator.div(sum);
        DoubleVector rest = s.neg().fma(sum, numerator);
        DoubleVector sLow = s.neg().fma(sumLow, rest).div(sum);

        // log(m) / 2 = s + s w, with w = z / 3 + z^2 / 5 + ... and z = s^2
        DoubleVector z = s.mul(s);
        DoubleVector zLow = s.fma(s, z.neg()).add(s.add(s).mul(sLow));
        DoubleVector q = z.fma(v(1.0 / 25), v(1.0 / 23)).fma(z, v(1.0 / 21));
        q = q.fma(z, v(1.0 / 19)).fma(z, v(1.0 / 17)).fma(z, v(1.0 / 15));
        q = q.fma(z, v(1.0 / 13)).fma(z, v(1.0 / 11)).fma(z, v(1.0 / 9));
        q = q.fma(z, v(1.0 / 7)).fma(z, v(1.0 / 5)).mul(z);
        DoubleVector p = q.add(THIRD);
        DoubleVector pLow = p.neg().add(THIRD).add(q).add(THIRD_LOW);
        DoubleVector w = z.mul(p);
        DoubleVector wLow = z.fma(p, w.neg()).add(z.mul(pLow)).add(zLow.mul(p));
        DoubleVector t = s.mul(w);
        DoubleVector tLow = s.fma(w, t.neg()).add(s.mul(wLow)).add(sLow.mul(w));
        DoubleVector half = s.add(t);
        DoubleVector halfLow = s.sub(half).add(t).add(sLow.add(tLow));

        // the logarithm: n log(2) and twice that
        DoubleVector twice = half.add(half);
        DoubleVector whole = n.mul(DoubleMath.LN2_HIGH); // exact
        DoubleVector most = whole.add(twice);
        DoubleVector least = n.fma(v(DoubleMath.LN2_LOW), halfLow.add(halfLow));
        least = whole.sub(most).add(twice).add(least);
        DoubleVector log = most.add(least);
        DoubleVector logLow = most.sub(log).add(least);

        DoubleVector x = exponent.mul(log);
        DoubleVector xLow = exponent.fma(log, x.neg()).add(exponent.mul(logLow));
        VectorMask<Double> usual =
                x.abs()
                        .compare(LE, 708.0)
                        .and(base.compare(GE, Double.MIN_NORMAL))
                        .and(base.compare(LT, Double.POSITIVE_INFINITY));
        DoubleVector y = exp(x, xLow);
        return usual.allTrue() ? y : Lanes.pow(base, exponent).blend(y, usual);
    }

    /// `exp(x + low)`, rounded little more than once.
    private static DoubleVector exp(DoubleVector x, DoubleVector low) {
        DoubleVector t = x.fma(v(DoubleMath.LOG2_E), v(DoubleMath.ROUND));
        DoubleVector n = t.sub(DoubleMath.ROUND);
        DoubleVector near = n.fma(v(-DoubleMath.LN2_HIGH), x); // exact
        DoubleVector far = n.mul(-DoubleMath.LN2_LOW);
        DoubleVector rough = near.add(far);
        DoubleVector rest = near.sub(rough).add(far).add(low);
        DoubleVector r = rough.add(rest);
        DoubleVector rLow = rough.sub(r).add(rest);
        DoubleVector one = r.add(1.0);
        DoubleVector oneLow = one.neg().add(1.0).add(r);
        DoubleVector bend = DoubleMath.curvature(r).mul(r).mul(r);
        return DoubleMath.shifted(one.add(rLow.fma(one, oneLow).add(bend)), t);
    }
}
