package jgrad.kernels.scalar;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.NotImplemented;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.ExtremeLoops;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.loops.LoopSet;
import jgrad.kernels.loops.NormLoops;
import jgrad.kernels.loops.ProductLoops;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;

/// The loops in plain Java, which serve everywhere and which all others are measured by.
public class ScalarLoops implements LoopSet {
    @Override
    public UnaryLoop of(Unary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    @Override
    public BinaryLoop of(Binary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    @Override
    public TernaryLoop of(Ternary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    @Override
    public QuaternaryLoop of(Quaternary op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    @Override
    public BinaryLoop of(Compare op, DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.of(op);
            case FLOAT64 -> DoubleLoops.of(op);
            case INT64 -> LongLoops.of(op);
            case INT32 -> IntLoops.of(op);
            case BOOL -> ByteLoops.of(op);
            default -> throw NotImplemented.forType(op, type.scalarName());
        };
    }

    @Override
    public TernaryLoop where(DType type) {
        return switch (type) {
            case FLOAT32 -> FloatLoops.where();
            case FLOAT64 -> DoubleLoops.where();
            case INT64 -> LongLoops.where();
            case INT32 -> IntLoops.where();
            case BOOL -> ByteLoops.where();
            default -> throw NotImplemented.forType("where", type.scalarName());
        };
    }

    @Override
    public FoldLoops<float[]> floatFolds() {
        return new FloatFolds();
    }

    @Override
    public FoldLoops<double[]> doubleFolds() {
        return new DoubleFolds();
    }

    @Override
    public ExtremeLoops<float[]> floatExtremes() {
        return new FloatExtremes();
    }

    @Override
    public ExtremeLoops<double[]> doubleExtremes() {
        return new DoubleExtremes();
    }

    @Override
    public NormLoops<float[]> floatNorms() {
        return new FloatNorms();
    }

    @Override
    public NormLoops<double[]> doubleNorms() {
        return new DoubleNorms();
    }

    @Override
    public SoftmaxLoops<float[]> floatSoftmaxes() {
        return new FloatSoftmaxes();
    }

    @Override
    public SoftmaxLoops<double[]> doubleSoftmaxes() {
        return new DoubleSoftmaxes();
    }

    @Override
    public ProductLoops products() {
        return new ScalarProducts();
    }
}
