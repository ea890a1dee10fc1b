package jgrad.kernels.vector;

import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.loops.Specialization;
import jgrad.kernels.scalar.DoubleSoftmaxes;
import jgrad.kernels.scalar.FloatSoftmaxes;

import java.lang.invoke.MethodHandles;

/// Makes the loops of softmax, once the exponential is written into them.
public final class VectorSoftmaxes {
    private VectorSoftmaxes() {}

    public static SoftmaxLoops<float[]> floats() {
        byte[] code = Inliner.inline(FloatVectorSoftmaxes.class, FloatUnary.class, Unary.EXP);
        return code == null
                ? new FloatSoftmaxes()
                : Specialization.of(MethodHandles.lookup(), code, Unary.EXP);
    }

    public static SoftmaxLoops<double[]> doubles() {
        byte[] code = Inliner.inline(DoubleVectorSoftmaxes.class, DoubleUnary.class, Unary.EXP);
        return code == null
                ? new DoubleSoftmaxes()
                : Specialization.of(MethodHandles.lookup(), code, Unary.EXP);
    }
}
