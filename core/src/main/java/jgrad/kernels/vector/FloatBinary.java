package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

import jgrad.kernels.functions.Binary;

/// The vector forms of [Binary] operations, by name.
final class FloatBinary {
    private FloatBinary() {}

    static FloatVector add(FloatVector a, FloatVector b) {
        return a.add(b);
    }

    static FloatVector sub(FloatVector a, FloatVector b) {
        return a.sub(b);
    }

    static FloatVector mul(FloatVector a, FloatVector b) {
        return a.mul(b);
    }

    static FloatVector div(FloatVector a, FloatVector b) {
        return a.div(b);
    }

    static FloatVector pow(FloatVector a, FloatVector b) {
        return FloatPower.pow(a, b);
    }

    static FloatVector maximum(FloatVector a, FloatVector b) {
        return b.blend(a, a.compare(GT, b).or(a.test(IS_NAN)));
    }

    static FloatVector minimum(FloatVector a, FloatVector b) {
        return b.blend(a, a.compare(LT, b).or(a.test(IS_NAN)));
    }

    static FloatVector leakyRelu(FloatVector a, FloatVector b) {
        return a.mul(b).blend(a, a.compare(GT, 0f));
    }

    static FloatVector tanhBackward(FloatVector a, FloatVector b) {
        return a.mul(FloatVector.broadcast(FloatMath.S, 1f).sub(b.mul(b)));
    }

    static FloatVector sigmoidBackward(FloatVector a, FloatVector b) {
        return a.mul(FloatVector.broadcast(FloatMath.S, 1f).sub(b)).mul(b);
    }

    static FloatVector geluBackward(FloatVector a, FloatVector b) {
        return FloatNormal.geluBackward(a, b);
    }

    static FloatVector siluBackward(FloatVector g, FloatVector x) {
        FloatVector s = FloatMath.sigmoid(x);
        return g.mul(s).mul(x.fma(FloatMath.v(1f).sub(s), FloatMath.v(1f)));
    }
}
