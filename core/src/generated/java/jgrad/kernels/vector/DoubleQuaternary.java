// Made of FloatQuaternary.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.functions.Quaternary;

/// The vector forms of [Quaternary] operations, by name.
final class DoubleQuaternary {
    private DoubleQuaternary() {}

    static DoubleVector addcmul(DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
        return a.add(d.mul(b).mul(c));
    }

    static DoubleVector addcdiv(DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
        return a.add(d.mul(b).div(c));
    }

    static DoubleVector hardtanhBackward(
            DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
        return a.blend(0.0, b.compare(GT, c).and(b.compare(LT, d)).not());
    }

    static DoubleVector clampBackward(
            DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
        return DoubleVector.zero(DoubleMath.S).blend(a, b.compare(GE, c).and(b.compare(LE, d)));
    }

    static DoubleVector elu(
            DoubleVector a, DoubleVector alpha, DoubleVector scale, DoubleVector inputScale) {
        DoubleVector negative = alpha.mul(scale).mul(DoubleMath.expm1(inputScale.mul(a)));
        return negative.blend(scale.mul(a), a.compare(GT, 0.0));
    }

    static DoubleVector softplusBackward(
            DoubleVector g, DoubleVector a, DoubleVector beta, DoubleVector threshold) {
        DoubleVector x = a.mul(beta);
        return g.mul(DoubleMath.sigmoid(x)).blend(g, x.compare(GT, threshold));
    }
}
