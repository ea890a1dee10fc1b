// Made of FloatUnary.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.functions.Unary;

/// The vector forms of [Unary] operations, by name.
final class DoubleUnary {
    private DoubleUnary() {}

    static DoubleVector neg(DoubleVector x) {
        return x.neg();
    }

    static DoubleVector abs(DoubleVector x) {
        return x.abs();
    }

    static DoubleVector sign(DoubleVector x) {
        return DoubleVector.zero(DoubleMath.S)
                .blend(1.0, x.compare(GT, 0.0))
                .blend(-1.0, x.compare(LT, 0.0));
    }

    static DoubleVector square(DoubleVector x) {
        return x.mul(x);
    }

    static DoubleVector reciprocal(DoubleVector x) {
        return DoubleVector.broadcast(DoubleMath.S, 1.0).div(x);
    }

    static DoubleVector sqrt(DoubleVector x) {
        return x.sqrt();
    }

    static DoubleVector rsqrt(DoubleVector x) {
        return DoubleVector.broadcast(DoubleMath.S, 1.0).div(x.sqrt());
    }

    static DoubleVector relu(DoubleVector x) {
        return x.blend(0.0, x.compare(LT, 0.0));
    }

    static DoubleVector exp(DoubleVector x) {
        return DoubleMath.exp(x);
    }

    static DoubleVector exp2(DoubleVector x) {
        return DoubleMath.exp2(x);
    }

    static DoubleVector expm1(DoubleVector x) {
        return DoubleMath.expm1(x);
    }

    static DoubleVector log(DoubleVector x) {
        return DoubleMath.log(x);
    }

    static DoubleVector log2(DoubleVector x) {
        return DoubleMath.log2(x);
    }

    static DoubleVector log10(DoubleVector x) {
        return DoubleMath.log10(x);
    }

    static DoubleVector log1p(DoubleVector x) {
        return DoubleMath.log1p(x);
    }

    static DoubleVector sin(DoubleVector x) {
        return DoubleTrigonometry.sin(x);
    }

    static DoubleVector cos(DoubleVector x) {
        return DoubleTrigonometry.cos(x);
    }

    static DoubleVector tanh(DoubleVector x) {
        return DoubleMath.tanh(x);
    }

    static DoubleVector sigmoid(DoubleVector x) {
        return DoubleMath.sigmoid(x);
    }

    static DoubleVector logSigmoid(DoubleVector x) {
        return DoubleMath.v(0.0).sub(DoubleMath.log1pExp(x.neg()));
    }

    static DoubleVector silu(DoubleVector x) {
        return x.div(DoubleMath.exp(x.neg()).add(1.0));
    }

    static DoubleVector erf(DoubleVector x) {
        return DoubleNormal.erf(x);
    }

    static DoubleVector gelu(DoubleVector x) {
        return DoubleNormal.gelu(x);
    }
}
