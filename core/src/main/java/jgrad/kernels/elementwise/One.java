package jgrad.kernels.elementwise;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.NotImplemented;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;

/// Operations on single elements, in fresh arrays of one: what 0-d tensors need, without loops.
public final class One {
    private One() {}

    static Object of(Unary op, DType type, Object x, int at) {
        return switch (type) {
            case FLOAT32 -> new float[] {op.apply(((float[]) x)[at])};
            case FLOAT64 -> new double[] {op.apply(((double[]) x)[at])};
            case INT64 -> new long[] {op.apply(((long[]) x)[at])};
            case INT32 -> new int[] {op.apply(((int[]) x)[at])};
            case BOOL -> new byte[] {op.apply(((byte[]) x)[at])};
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static Object of(Binary op, DType type, Object a, int i, Object b, int j) {
        return switch (type) {
            case FLOAT32 -> new float[] {op.apply(((float[]) a)[i], ((float[]) b)[j])};
            case FLOAT64 -> new double[] {op.apply(((double[]) a)[i], ((double[]) b)[j])};
            case INT64 -> new long[] {op.apply(((long[]) a)[i], ((long[]) b)[j])};
            case INT32 -> new int[] {op.apply(((int[]) a)[i], ((int[]) b)[j])};
            case BOOL -> new byte[] {op.apply(((byte[]) a)[i], ((byte[]) b)[j])};
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    /// The same over an element that is there.
    static void into(Binary op, DType type, Object a, int i, Object b, int j, Object out, int k) {
        switch (type) {
            case FLOAT32 -> ((float[]) out)[k] = op.apply(((float[]) a)[i], ((float[]) b)[j]);
            case FLOAT64 -> ((double[]) out)[k] = op.apply(((double[]) a)[i], ((double[]) b)[j]);
            case INT64 -> ((long[]) out)[k] = op.apply(((long[]) a)[i], ((long[]) b)[j]);
            case INT32 -> ((int[]) out)[k] = op.apply(((int[]) a)[i], ((int[]) b)[j]);
            case BOOL -> ((byte[]) out)[k] = op.apply(((byte[]) a)[i], ((byte[]) b)[j]);
            default -> throw NotImplemented.forType(op, type.scalarName());
        }
    }

    static Object of(Ternary op, DType type, Object a, int i, Object b, int j, Object c, int k) {
        return switch (type) {
            case FLOAT32 ->
                    new float[] {op.apply(((float[]) a)[i], ((float[]) b)[j], ((float[]) c)[k])};
            case FLOAT64 ->
                    new double[] {
                        op.apply(((double[]) a)[i], ((double[]) b)[j], ((double[]) c)[k])
                    };
            case INT64 -> new long[] {op.apply(((long[]) a)[i], ((long[]) b)[j], ((long[]) c)[k])};
            case INT32 -> new int[] {op.apply(((int[]) a)[i], ((int[]) b)[j], ((int[]) c)[k])};
            case BOOL -> new byte[] {op.apply(((byte[]) a)[i], ((byte[]) b)[j], ((byte[]) c)[k])};
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }
}
