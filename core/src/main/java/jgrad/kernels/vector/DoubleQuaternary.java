package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.Quaternary;

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
        return a.blend(0.0, b.compare(LE, c).or(b.compare(GE, d)));
    }

    static DoubleVector clampBackward(
            DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
        return DoubleVector.zero(DoubleMath.S).blend(a, b.compare(GE, c).and(b.compare(LE, d)));
    }
}
