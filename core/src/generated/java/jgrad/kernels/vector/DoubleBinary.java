// Made of FloatBinary.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

import jgrad.kernels.functions.Binary;

/// The vector forms of [Binary] operations, by name.
final class DoubleBinary {
    private DoubleBinary() {}

    static DoubleVector add(DoubleVector a, DoubleVector b) {
        return a.add(b);
    }

    static DoubleVector sub(DoubleVector a, DoubleVector b) {
        return a.sub(b);
    }

    static DoubleVector mul(DoubleVector a, DoubleVector b) {
        return a.mul(b);
    }

    static DoubleVector div(DoubleVector a, DoubleVector b) {
        return a.div(b);
    }

    static DoubleVector pow(DoubleVector a, DoubleVector b) {
        return DoublePower.pow(a, b);
    }

    static DoubleVector maximum(DoubleVector a, DoubleVector b) {
        return b.blend(a, a.compare(GT, b).or(a.test(IS_NAN)));
    }

    static DoubleVector minimum(DoubleVector a, DoubleVector b) {
        return b.blend(a, a.compare(LT, b).or(a.test(IS_NAN)));
    }

    static DoubleVector leakyRelu(DoubleVector a, DoubleVector b) {
        return a.mul(b).blend(a, a.compare(GT, 0.0));
    }

    static DoubleVector tanhBackward(DoubleVector a, DoubleVector b) {
        return a.mul(DoubleVector.broadcast(DoubleMath.S, 1.0).sub(b.mul(b)));
    }

    static DoubleVector sigmoidBackward(DoubleVector a, DoubleVector b) {
        return a.mul(DoubleVector.broadcast(DoubleMath.S, 1.0).sub(b)).mul(b);
    }

    static DoubleVector geluBackward(DoubleVector a, DoubleVector b) {
        return DoubleNormal.geluBackward(a, b);
    }

    static DoubleVector siluBackward(DoubleVector g, DoubleVector x) {
        DoubleVector s = DoubleMath.sigmoid(x);
        return g.mul(s).mul(x.fma(DoubleMath.v(1.0).sub(s), DoubleMath.v(1.0)));
    }
}
