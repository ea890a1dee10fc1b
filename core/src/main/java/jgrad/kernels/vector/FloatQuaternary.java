package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

import jgrad.kernels.Quaternary;

/// The vector forms of [Quaternary] operations, by name.
final class FloatQuaternary {
    private FloatQuaternary() {}

    static FloatVector addcmul(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return a.add(d.mul(b).mul(c));
    }

    static FloatVector addcdiv(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return a.add(d.mul(b).div(c));
    }

    static FloatVector hardtanhBackward(
            FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return a.blend(0f, b.compare(LE, c).or(b.compare(GE, d)));
    }

    static FloatVector clampBackward(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return FloatVector.zero(FloatMath.S).blend(a, b.compare(GE, c).and(b.compare(LE, d)));
    }
}
