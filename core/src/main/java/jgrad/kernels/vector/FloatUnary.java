package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

import jgrad.kernels.functions.Unary;

/// The vector forms of [Unary] operations, by name.
final class FloatUnary {
    private FloatUnary() {}

    static FloatVector neg(FloatVector x) {
        return x.neg();
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector sign(FloatVector x) {
        return FloatVector.zero(FloatMath.S)
                .blend(1f, x.compare(GT, 0f))
                .blend(-1f, x.compare(LT, 0f));
    }

    static FloatVector square(FloatVector x) {
        return x.mul(x);
    }

    static FloatVector reciprocal(FloatVector x) {
        return FloatVector.broadcast(FloatMath.S, 1f).div(x);
    }

    static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    static FloatVector rsqrt(FloatVector x) {
        return FloatVector.broadcast(FloatMath.S, 1f).div(x.sqrt());
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(0f, x.compare(LT, 0f));
    }

    static FloatVector exp(FloatVector x) {
        return FloatMath.exp(x);
    }

    static FloatVector exp2(FloatVector x) {
        return FloatMath.exp2(x);
    }

    static FloatVector expm1(FloatVector x) {
        return FloatMath.expm1(x);
    }

    static FloatVector log(FloatVector x) {
        return FloatMath.log(x);
    }

    static FloatVector log2(FloatVector x) {
        return FloatMath.log2(x);
    }

    static FloatVector log10(FloatVector x) {
        return FloatMath.log10(x);
    }

    static FloatVector log1p(FloatVector x) {
        return FloatMath.log1p(x);
    }

    static FloatVector sin(FloatVector x) {
        return FloatTrigonometry.sin(x);
    }

    static FloatVector cos(FloatVector x) {
        return FloatTrigonometry.cos(x);
    }

    static FloatVector tanh(FloatVector x) {
        return FloatMath.tanh(x);
    }

    static FloatVector sigmoid(FloatVector x) {
        return FloatMath.sigmoid(x);
    }

    static FloatVector logSigmoid(FloatVector x) {
        return FloatMath.v(0f).sub(FloatMath.log1pExp(x.neg()));
    }

    static FloatVector silu(FloatVector x) {
        return x.div(FloatMath.exp(x.neg()).add(1f));
    }

    static FloatVector erf(FloatVector x) {
        return FloatNormal.erf(x);
    }

    static FloatVector gelu(FloatVector x) {
        return FloatNormal.gelu(x);
    }
}
