package jgrad.kernels;

import jgrad.DType;
import jgrad.kernels.scalar.ByteLoops;
import jgrad.kernels.scalar.DoubleLoops;
import jgrad.kernels.scalar.FloatLoops;
import jgrad.kernels.scalar.IntLoops;
import jgrad.kernels.scalar.LongLoops;
import jgrad.kernels.vector.DoubleVectorLoops;
import jgrad.kernels.vector.FloatVectorLoops;

/// Chooses the loop that serves an operation on a type.
final class Loops {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    static {
        if (!VECTORS) {
            System.err.println(
                    "jgrad: the scalar loops serve, several times slower than the vector ones."
                        + " Start java with --add-modules jdk.incubator.vector, or put jgrad on the"
                        + " module path.");
        }
    }

    private Loops() {}

    static UnaryLoop of(Unary op, DType type) {
        UnaryLoop vectors =
                !VECTORS
                        ? null
                        : type == DType.FLOAT32
                                ? FloatVectorLoops.of(op)
                                : type == DType.FLOAT64 ? DoubleVectorLoops.of(op) : null;
        if (vectors != null) {
            return vectors;
        }
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static BinaryLoop of(Binary op, DType type) {
        BinaryLoop vectors =
                !VECTORS
                        ? null
                        : type == DType.FLOAT32
                                ? FloatVectorLoops.of(op)
                                : type == DType.FLOAT64 ? DoubleVectorLoops.of(op) : null;
        if (vectors != null) {
            return vectors;
        }
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static BinaryLoop of(Compare op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static TernaryLoop of(Ternary op, DType type) {
        TernaryLoop vectors =
                !VECTORS
                        ? null
                        : type == DType.FLOAT32
                                ? FloatVectorLoops.of(op)
                                : type == DType.FLOAT64 ? DoubleVectorLoops.of(op) : null;
        if (vectors != null) {
            return vectors;
        }
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static QuaternaryLoop of(Quaternary op, DType type) {
        QuaternaryLoop vectors =
                !VECTORS
                        ? null
                        : type == DType.FLOAT32
                                ? FloatVectorLoops.of(op)
                                : type == DType.FLOAT64 ? DoubleVectorLoops.of(op) : null;
        if (vectors != null) {
            return vectors;
        }
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    static TernaryLoop where(DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.where();
            case FLOAT64 -> DoubleLoops.where();
            case INT64 -> LongLoops.where();
            case INT32 -> IntLoops.where();
            case BOOL -> ByteLoops.where();
            default ->
                    throw new IllegalArgumentException(
                            "\"where_cpu\" not implemented for '" + type.scalarName() + "'");
        };
    }
}
