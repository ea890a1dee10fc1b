// Made of FloatTernary.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.functions.Ternary;

/// The vector forms of [Ternary] operations, by name.
final class DoubleTernary {
    private DoubleTernary() {}

    static DoubleVector addScaled(DoubleVector a, DoubleVector b, DoubleVector c) {
        return a.add(c.mul(b));
    }

    static DoubleVector threshold(DoubleVector a, DoubleVector b, DoubleVector c) {
        return a.blend(c, a.compare(LE, b));
    }

    static DoubleVector thresholdBackward(DoubleVector a, DoubleVector b, DoubleVector c) {
        return a.blend(0.0, b.compare(LE, c));
    }

    static DoubleVector leakyReluBackward(DoubleVector a, DoubleVector b, DoubleVector c) {
        return a.mul(c).blend(a, b.compare(GT, 0.0));
    }

    static DoubleVector clamp(DoubleVector a, DoubleVector low, DoubleVector high) {
        DoubleVector raised = a.blend(low, low.compare(GT, a).or(low.test(IS_NAN)));
        return raised.blend(high, high.compare(LT, raised).or(high.test(IS_NAN)));
    }

    static DoubleVector lerp(DoubleVector a, DoubleVector b, DoubleVector weight) {
        DoubleVector span = b.sub(a);
        DoubleVector rest = DoubleVector.broadcast(DoubleMath.S, 1.0).sub(weight);
        return b.sub(span.mul(rest)).blend(a.add(weight.mul(span)), weight.abs().compare(LT, 0.5));
    }

    static DoubleVector softplus(DoubleVector a, DoubleVector beta, DoubleVector threshold) {
        DoubleVector x = a.mul(beta);
        return DoubleMath.log1pExp(x).div(beta).blend(a, x.compare(GT, threshold));
    }
}
