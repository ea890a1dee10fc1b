package jgrad.kernels.vector;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;
import jgrad.kernels.loops.BinaryLoop;
import jgrad.kernels.loops.ExtremeLoops;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.loops.NormLoops;
import jgrad.kernels.loops.ProductLoops;
import jgrad.kernels.loops.QuaternaryLoop;
import jgrad.kernels.loops.SoftmaxLoops;
import jgrad.kernels.loops.TernaryLoop;
import jgrad.kernels.loops.UnaryLoop;
import jgrad.kernels.scalar.ScalarLoops;
import jgrad.kernels.vector.product.VectorProducts;

import org.jspecify.annotations.Nullable;

/// The loops of the Vector API, for floats and doubles; what it has not, plain Java serves.
public final class VectorLoops extends ScalarLoops {
    @Override
    public UnaryLoop of(Unary op, DType type) {
        @Nullable UnaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatVectorLoops.of(op);
                    case FLOAT64 -> DoubleVectorLoops.of(op);
                    default -> null;
                };
        return vectors != null ? vectors : super.of(op, type);
    }

    @Override
    public BinaryLoop of(Binary op, DType type) {
        @Nullable BinaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatVectorLoops.of(op);
                    case FLOAT64 -> DoubleVectorLoops.of(op);
                    default -> null;
                };
        return vectors != null ? vectors : super.of(op, type);
    }

    @Override
    public TernaryLoop of(Ternary op, DType type) {
        @Nullable TernaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatVectorLoops.of(op);
                    case FLOAT64 -> DoubleVectorLoops.of(op);
                    default -> null;
                };
        return vectors != null ? vectors : super.of(op, type);
    }

    @Override
    public QuaternaryLoop of(Quaternary op, DType type) {
        @Nullable QuaternaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatVectorLoops.of(op);
                    case FLOAT64 -> DoubleVectorLoops.of(op);
                    default -> null;
                };
        return vectors != null ? vectors : super.of(op, type);
    }

    @Override
    public BinaryLoop of(Compare op, DType type) {
        @Nullable BinaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatMaskLoops.of(op);
                    case FLOAT64 -> DoubleMaskLoops.of(op);
                    default -> null;
                };
        return vectors != null ? vectors : super.of(op, type);
    }

    @Override
    public TernaryLoop where(DType type) {
        @Nullable TernaryLoop vectors =
                switch (type) {
                    case FLOAT32 -> FloatMaskLoops.where();
                    case FLOAT64 -> DoubleMaskLoops.where();
                    default -> null;
                };
        return vectors != null ? vectors : super.where(type);
    }

    @Override
    public FoldLoops<float[]> floatFolds() {
        return new FloatVectorFolds();
    }

    @Override
    public FoldLoops<double[]> doubleFolds() {
        return new DoubleVectorFolds();
    }

    @Override
    public ExtremeLoops<float[]> floatExtremes() {
        return new FloatVectorExtremes();
    }

    @Override
    public ExtremeLoops<double[]> doubleExtremes() {
        return new DoubleVectorExtremes();
    }

    @Override
    public NormLoops<float[]> floatNorms() {
        return new FloatVectorNorms();
    }

    @Override
    public NormLoops<double[]> doubleNorms() {
        return new DoubleVectorNorms();
    }

    @Override
    public SoftmaxLoops<float[]> floatSoftmaxes() {
        return VectorSoftmaxes.floats();
    }

    @Override
    public SoftmaxLoops<double[]> doubleSoftmaxes() {
        return VectorSoftmaxes.doubles();
    }

    @Override
    public ProductLoops products() {
        return VectorProducts.isFast() ? new VectorProducts() : super.products();
    }
}
