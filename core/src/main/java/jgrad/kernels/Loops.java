package jgrad.kernels;

import jgrad.DType;
import jgrad.kernels.scalar.ByteLoops;
import jgrad.kernels.scalar.DoubleLoops;
import jgrad.kernels.scalar.FloatLoops;
import jgrad.kernels.scalar.IntLoops;
import jgrad.kernels.scalar.LongLoops;

/// Chooses the loop that serves an operation on a type.
final class Loops {
    private Loops() {}

    static UnaryLoop of(Unary op, DType type) {
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
