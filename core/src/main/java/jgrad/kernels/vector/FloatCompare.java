package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

import jgrad.kernels.functions.Compare;

/// The vector forms of [Compare] operations, by name.
final class FloatCompare {
    private FloatCompare() {}

    static VectorMask<Float> eq(FloatVector a, FloatVector b) {
        return a.compare(EQ, b);
    }

    static VectorMask<Float> ne(FloatVector a, FloatVector b) {
        return a.compare(NE, b);
    }

    static VectorMask<Float> lt(FloatVector a, FloatVector b) {
        return a.compare(LT, b);
    }

    static VectorMask<Float> le(FloatVector a, FloatVector b) {
        return a.compare(LE, b);
    }

    static VectorMask<Float> gt(FloatVector a, FloatVector b) {
        return a.compare(GT, b);
    }

    static VectorMask<Float> ge(FloatVector a, FloatVector b) {
        return a.compare(GE, b);
    }

    static VectorMask<Float> logicalAnd(FloatVector a, FloatVector b) {
        return a.compare(NE, 0f).and(b.compare(NE, 0f));
    }

    static VectorMask<Float> logicalOr(FloatVector a, FloatVector b) {
        return a.compare(NE, 0f).or(b.compare(NE, 0f));
    }

    static VectorMask<Float> logicalXor(FloatVector a, FloatVector b) {
        return a.compare(NE, 0f).xor(b.compare(NE, 0f));
    }

    static VectorMask<Float> absEq(FloatVector a, FloatVector b) {
        return a.abs().compare(EQ, b);
    }

    static VectorMask<Float> absLt(FloatVector a, FloatVector b) {
        return a.abs().compare(LT, b);
    }
}
