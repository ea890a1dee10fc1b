package jgrad.kernels.choice;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.NotImplemented;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;
import jgrad.kernels.scalar.ByteLoops;
import jgrad.kernels.scalar.DoubleLoops;
import jgrad.kernels.scalar.FloatLoops;
import jgrad.kernels.scalar.IntLoops;
import jgrad.kernels.scalar.LongLoops;
import jgrad.kernels.vector.DoubleMaskLoops;
import jgrad.kernels.vector.DoubleVectorLoops;
import jgrad.kernels.vector.FloatMaskLoops;
import jgrad.kernels.vector.FloatVectorLoops;

import org.jspecify.annotations.Nullable;

/// Chooses the loop that serves an operation on a type.
public final class Loops {
    /// How many loops an operation may have: two for each type.
    public static final int KINDS = 2 * DType.values().length;

    /// Below so many elements the scalar loops serve: they are as quick there, and a program that
    /// has small tensors only is spared the tenths of a second in which the JVM gets its vectors
    /// ready.
    private static final int SMALL = 32;

    private static final boolean VECTORS = Simd.AVAILABLE;

    static {
        if (!VECTORS) {
            System.err.println(
                    "jgrad: the scalar loops serve, several times slower than the vector ones."
                        + " Start java with --add-modules jdk.incubator.vector, or put jgrad on the"
                        + " module path.");
        }
    }

    private Loops() {}

    /// Where an operation keeps its loop for so many elements of a type.
    public static int kind(DType type, int numel) {
        return 2 * type.ordinal() + (numel < SMALL ? 1 : 0);
    }

    public static UnaryLoop of(Unary op, DType type, int numel) {
        UnaryLoop vectors = VECTORS && numel >= SMALL ? vectors(op, type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.of(op);
                    case FLOAT64 -> DoubleLoops.of(op);
                    case INT64 -> LongLoops.of(op);
                    case INT32 -> IntLoops.of(op);
                    case BOOL -> ByteLoops.of(op);
                    default -> throw NotImplemented.forType(op, type.scalarName());
                };
    }

    private static @Nullable UnaryLoop vectors(Unary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatVectorLoops.of(op);
            case FLOAT64 -> DoubleVectorLoops.of(op);
            default -> null;
        };
    }

    public static BinaryLoop of(Binary op, DType type, int numel) {
        BinaryLoop vectors = VECTORS && numel >= SMALL ? vectors(op, type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.of(op);
                    case FLOAT64 -> DoubleLoops.of(op);
                    case INT64 -> LongLoops.of(op);
                    case INT32 -> IntLoops.of(op);
                    case BOOL -> ByteLoops.of(op);
                    default -> throw NotImplemented.forType(op, type.scalarName());
                };
    }

    private static @Nullable BinaryLoop vectors(Binary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatVectorLoops.of(op);
            case FLOAT64 -> DoubleVectorLoops.of(op);
            default -> null;
        };
    }

    public static TernaryLoop of(Ternary op, DType type, int numel) {
        TernaryLoop vectors = VECTORS && numel >= SMALL ? vectors(op, type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.of(op);
                    case FLOAT64 -> DoubleLoops.of(op);
                    case INT64 -> LongLoops.of(op);
                    case INT32 -> IntLoops.of(op);
                    case BOOL -> ByteLoops.of(op);
                    default -> throw NotImplemented.forType(op, type.scalarName());
                };
    }

    private static @Nullable TernaryLoop vectors(Ternary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatVectorLoops.of(op);
            case FLOAT64 -> DoubleVectorLoops.of(op);
            default -> null;
        };
    }

    public static QuaternaryLoop of(Quaternary op, DType type, int numel) {
        QuaternaryLoop vectors = VECTORS && numel >= SMALL ? vectors(op, type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.of(op);
                    case FLOAT64 -> DoubleLoops.of(op);
                    case INT64 -> LongLoops.of(op);
                    case INT32 -> IntLoops.of(op);
                    case BOOL -> ByteLoops.of(op);
                    default -> throw NotImplemented.forType(op, type.scalarName());
                };
    }

    private static @Nullable QuaternaryLoop vectors(Quaternary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatVectorLoops.of(op);
            case FLOAT64 -> DoubleVectorLoops.of(op);
            default -> null;
        };
    }

    public static BinaryLoop of(Compare op, DType type, int numel) {
        BinaryLoop vectors = VECTORS && numel >= SMALL ? vectors(op, type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.of(op);
                    case FLOAT64 -> DoubleLoops.of(op);
                    case INT64 -> LongLoops.of(op);
                    case INT32 -> IntLoops.of(op);
                    case BOOL -> ByteLoops.of(op);
                    default -> throw NotImplemented.forType(op, type.scalarName());
                };
    }

    private static @Nullable BinaryLoop vectors(Compare op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatMaskLoops.of(op);
            case FLOAT64 -> DoubleMaskLoops.of(op);
            default -> null;
        };
    }

    public static TernaryLoop where(DType type, int numel) {
        TernaryLoop vectors = VECTORS && numel >= SMALL ? vectors(type) : null;
        return vectors != null
                ? vectors
                : switch (type) {
                    case FLOAT32 -> FloatLoops.where();
                    case FLOAT64 -> DoubleLoops.where();
                    case INT64 -> LongLoops.where();
                    case INT32 -> IntLoops.where();
                    case BOOL -> ByteLoops.where();
                    default ->
                            throw new IllegalArgumentException(
                                    "\"where_cpu\" not implemented for '"
                                            + type.scalarName()
                                            + "'");
                };
    }

    private static @Nullable TernaryLoop vectors(DType type) {
        return switch (type) {
            case FLOAT32 -> FloatMaskLoops.where();
            case FLOAT64 -> DoubleMaskLoops.where();
            default -> null;
        };
    }
}
