package jgrad.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

import jgrad.kernels.Binary;
import jgrad.kernels.Unary;

/// The scalar operation lane by lane, for arguments too rare to deserve better.
final class Lanes {
    private Lanes() {}

    static FloatVector each(Unary op, FloatVector x) {
        float[] lanes = x.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = op.apply(lanes[i]);
        }
        return FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, lanes, 0);
    }

    static DoubleVector each(Unary op, DoubleVector x) {
        double[] lanes = x.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = op.apply(lanes[i]);
        }
        return DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, lanes, 0);
    }

    static FloatVector pow(FloatVector base, FloatVector exponent) {
        float[] lanes = base.toArray();
        float[] exponents = exponent.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = Binary.POW.apply(lanes[i], exponents[i]);
        }
        return FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, lanes, 0);
    }

    static DoubleVector pow(DoubleVector base, DoubleVector exponent) {
        double[] lanes = base.toArray();
        double[] exponents = exponent.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = Binary.POW.apply(lanes[i], exponents[i]);
        }
        return DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, lanes, 0);
    }
}
