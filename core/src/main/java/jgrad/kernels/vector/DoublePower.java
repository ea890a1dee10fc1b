package jgrad.kernels.vector;

import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.DoubleVector;

/// Powers of doubles: squares by vectors, the others lane by lane, as a logarithm good enough to be
/// multiplied by a large exponent costs more than the JVM's own power.
final class DoublePower {
    private DoublePower() {}

    static DoubleVector pow(DoubleVector base, DoubleVector exponent) {
        return exponent.compare(EQ, 2.0).allTrue() ? base.mul(base) : Lanes.pow(base, exponent);
    }
}
