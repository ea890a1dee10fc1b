package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

import jgrad.kernels.functions.Ternary;

/// The vector forms of [Ternary] operations, by name.
final class FloatTernary {
    private FloatTernary() {}

    static FloatVector addScaled(FloatVector a, FloatVector b, FloatVector c) {
        return a.add(c.mul(b));
    }

    static FloatVector threshold(FloatVector a, FloatVector b, FloatVector c) {
        return a.blend(c, a.compare(LE, b));
    }

    static FloatVector thresholdBackward(FloatVector a, FloatVector b, FloatVector c) {
        return a.blend(0f, b.compare(LE, c));
    }

    static FloatVector leakyReluBackward(FloatVector a, FloatVector b, FloatVector c) {
        return a.mul(c).blend(a, b.compare(GT, 0f));
    }

    static FloatVector clamp(FloatVector a, FloatVector low, FloatVector high) {
        FloatVector raised = a.blend(low, low.compare(GT, a).or(low.test(IS_NAN)));
        return raised.blend(high, high.compare(LT, raised).or(high.test(IS_NAN)));
    }

    static FloatVector lerp(FloatVector a, FloatVector b, FloatVector weight) {
        FloatVector span = b.sub(a);
        FloatVector rest = FloatVector.broadcast(FloatMath.S, 1f).sub(weight);
        return b.sub(span.mul(rest)).blend(a.add(weight.mul(span)), weight.abs().compare(LT, 0.5f));
    }

    static FloatVector softplus(FloatVector a, FloatVector beta, FloatVector threshold) {
        FloatVector x = a.mul(beta);
        return FloatMath.log1pExp(x).div(beta).blend(a, x.compare(GT, threshold));
    }
}
