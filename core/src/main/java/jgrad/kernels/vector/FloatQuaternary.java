package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

import jgrad.kernels.functions.Quaternary;

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
        return a.blend(0f, b.compare(GT, c).and(b.compare(LT, d)).not());
    }

    static FloatVector clampBackward(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return FloatVector.zero(FloatMath.S).blend(a, b.compare(GE, c).and(b.compare(LE, d)));
    }

    static FloatVector elu(
            FloatVector a, FloatVector alpha, FloatVector scale, FloatVector inputScale) {
        FloatVector negative = alpha.mul(scale).mul(FloatMath.expm1(inputScale.mul(a)));
        return negative.blend(scale.mul(a), a.compare(GT, 0f));
    }

    static FloatVector softplusBackward(
            FloatVector g, FloatVector a, FloatVector beta, FloatVector threshold) {
        FloatVector x = a.mul(beta);
        return g.mul(FloatMath.sigmoid(x)).blend(g, x.compare(GT, threshold));
    }
}
