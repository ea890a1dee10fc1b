package jgrad.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Unary;

/// What the Vector API has not: scalar operations lane by lane, for arguments too rare to deserve
/// better, and sums whose order is known.
final class Lanes {
    private static final int FLOATS = FloatVector.SPECIES_PREFERRED.length();
    private static final int DOUBLES = DoubleVector.SPECIES_PREFERRED.length();

    private static final VectorShuffle<Float> FLOATS_8 = floats(8);
    private static final VectorShuffle<Float> FLOATS_4 = floats(4);
    private static final VectorShuffle<Float> FLOATS_2 = floats(2);
    private static final VectorShuffle<Float> FLOATS_1 = floats(1);
    private static final VectorShuffle<Double> DOUBLES_4 = doubles(4);
    private static final VectorShuffle<Double> DOUBLES_2 = doubles(2);
    private static final VectorShuffle<Double> DOUBLES_1 = doubles(1);

    private Lanes() {}

    private static VectorShuffle<Float> floats(int distance) {
        return VectorShuffle.fromOp(
                FloatVector.SPECIES_PREFERRED, i -> (i ^ distance) & (FLOATS - 1));
    }

    private static VectorShuffle<Double> doubles(int distance) {
        return VectorShuffle.fromOp(
                DoubleVector.SPECIES_PREFERRED, i -> (i ^ distance) & (DOUBLES - 1));
    }

    /// The sum of all lanes, halves first. reduceLanes leaves the order open, and interpreter and
    /// compiler take different ones, so that its last bits would depend on how long a program has
    /// been running.
    static float sum(FloatVector x) {
        FloatVector sum = x;
        if (FLOATS > 8) {
            sum = sum.add(sum.rearrange(FLOATS_8));
        }
        if (FLOATS > 4) {
            sum = sum.add(sum.rearrange(FLOATS_4));
        }
        if (FLOATS > 2) {
            sum = sum.add(sum.rearrange(FLOATS_2));
        }
        return sum.add(sum.rearrange(FLOATS_1)).lane(0);
    }

    /// As [#sum(FloatVector)].
    static double sum(DoubleVector x) {
        DoubleVector sum = x;
        if (DOUBLES > 4) {
            sum = sum.add(sum.rearrange(DOUBLES_4));
        }
        if (DOUBLES > 2) {
            sum = sum.add(sum.rearrange(DOUBLES_2));
        }
        return DOUBLES > 1 ? sum.add(sum.rearrange(DOUBLES_1)).lane(0) : sum.lane(0);
    }

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
