package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.Unary;

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
}
