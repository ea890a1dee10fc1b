// Made of FloatCompare.java by format/Twins.java. Change that, and then run
// mvn -q -pl format verify -Dformat=apply
package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

import jgrad.kernels.functions.Compare;

/// The vector forms of [Compare] operations, by name.
final class DoubleCompare {
    private DoubleCompare() {}

    static VectorMask<Double> eq(DoubleVector a, DoubleVector b) {
        return a.compare(EQ, b);
    }

    static VectorMask<Double> ne(DoubleVector a, DoubleVector b) {
        return a.compare(NE, b);
    }

    static VectorMask<Double> lt(DoubleVector a, DoubleVector b) {
        return a.compare(LT, b);
    }

    static VectorMask<Double> le(DoubleVector a, DoubleVector b) {
        return a.compare(LE, b);
    }

    static VectorMask<Double> gt(DoubleVector a, DoubleVector b) {
        return a.compare(GT, b);
    }

    static VectorMask<Double> ge(DoubleVector a, DoubleVector b) {
        return a.compare(GE, b);
    }

    static VectorMask<Double> logicalAnd(DoubleVector a, DoubleVector b) {
        return a.compare(NE, 0.0).and(b.compare(NE, 0.0));
    }

    static VectorMask<Double> logicalOr(DoubleVector a, DoubleVector b) {
        return a.compare(NE, 0.0).or(b.compare(NE, 0.0));
    }

    static VectorMask<Double> logicalXor(DoubleVector a, DoubleVector b) {
        return a.compare(NE, 0.0).xor(b.compare(NE, 0.0));
    }

    static VectorMask<Double> absEq(DoubleVector a, DoubleVector b) {
        return a.abs().compare(EQ, b);
    }

    static VectorMask<Double> absLt(DoubleVector a, DoubleVector b) {
        return a.abs().compare(LT, b);
    }
}
