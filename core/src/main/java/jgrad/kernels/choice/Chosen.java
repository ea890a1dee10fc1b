package jgrad.kernels.choice;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
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

import org.jspecify.annotations.Nullable;

/// The loops that serve on this machine.
///
/// What is chosen is a constant, which the compiler looks through; a family of loops is a class of
/// its own, which is loaded when the first of them is needed.
public final class Chosen {
    /// Below so many elements the plain loops serve: they are as quick there, and a program that
    /// has small tensors only is spared the tenths of a second in which the JVM gets its vectors
    /// ready.
    private static final int SMALL = 32;

    /// How many loops an operation may have: two for each type.
    private static final int KINDS = 2 * DType.values().length;

    private static final @Nullable UnaryLoop[] UNARY = new UnaryLoop[Unary.values().length * KINDS];
    private static final @Nullable BinaryLoop[] BINARY =
            new BinaryLoop[Binary.values().length * KINDS];
    private static final @Nullable TernaryLoop[] TERNARY =
            new TernaryLoop[Ternary.values().length * KINDS];
    private static final @Nullable QuaternaryLoop[] QUATERNARY =
            new QuaternaryLoop[Quaternary.values().length * KINDS];
    private static final @Nullable BinaryLoop[] COMPARE =
            new BinaryLoop[Compare.values().length * KINDS];
    private static final @Nullable TernaryLoop[] WHERE = new TernaryLoop[KINDS];

    private Chosen() {}

    /// An operation over tensors of so many elements of the type: few are not worth a vector.
    ///
    /// @throws IllegalArgumentException for a type without arithmetic, such as float16
    public static UnaryLoop of(Unary op, DType type, int numel) {
        int at = place(op, type, numel);
        UnaryLoop loop = UNARY[at];
        if (loop == null) { // racing threads may make two, either of which serves
            loop = set(numel).of(op, type);
            UNARY[at] = loop;
        }
        return loop;
    }

    /// As [#of(Unary, DType, int)].
    public static BinaryLoop of(Binary op, DType type, int numel) {
        int at = place(op, type, numel);
        BinaryLoop loop = BINARY[at];
        if (loop == null) { // racing threads may make two, either of which serves
            loop = set(numel).of(op, type);
            BINARY[at] = loop;
        }
        return loop;
    }

    /// As [#of(Unary, DType, int)].
    public static TernaryLoop of(Ternary op, DType type, int numel) {
        int at = place(op, type, numel);
        TernaryLoop loop = TERNARY[at];
        if (loop == null) { // racing threads may make two, either of which serves
            loop = set(numel).of(op, type);
            TERNARY[at] = loop;
        }
        return loop;
    }

    /// As [#of(Unary, DType, int)].
    public static QuaternaryLoop of(Quaternary op, DType type, int numel) {
        int at = place(op, type, numel);
        QuaternaryLoop loop = QUATERNARY[at];
        if (loop == null) { // racing threads may make two, either of which serves
            loop = set(numel).of(op, type);
            QUATERNARY[at] = loop;
        }
        return loop;
    }

    /// As [#of(Unary, DType, int)].
    public static BinaryLoop of(Compare op, DType type, int numel) {
        int at = place(op, type, numel);
        BinaryLoop loop = COMPARE[at];
        if (loop == null) { // racing threads may make two, either of which serves
            loop = set(numel).of(op, type);
            COMPARE[at] = loop;
        }
        return loop;
    }

    /// As [LoopSet#where].
    public static TernaryLoop where(DType type, int numel) {
        int at = kind(type, numel);
        TernaryLoop loop = WHERE[at];
        if (loop == null) {
            loop = set(numel).where(type);
            WHERE[at] = loop;
        }
        return loop;
    }

    private static LoopSet set(int numel) {
        return numel < SMALL ? Machine.PLAIN : Machine.BEST;
    }

    private static int place(Enum<?> op, DType type, int numel) {
        return op.ordinal() * KINDS + kind(type, numel);
    }

    private static int kind(DType type, int numel) {
        return 2 * type.ordinal() + (numel < SMALL ? 1 : 0);
    }

    /// The inner loops of reductions.
    public static final class Folds {
        public static final FoldLoops<float[]> FLOATS = Machine.BEST.floatFolds();
        public static final FoldLoops<double[]> DOUBLES = Machine.BEST.doubleFolds();

        private Folds() {}
    }

    /// The inner loops of searches for the greatest and least element.
    public static final class Extremes {
        public static final ExtremeLoops<float[]> FLOATS = Machine.BEST.floatExtremes();
        public static final ExtremeLoops<double[]> DOUBLES = Machine.BEST.doubleExtremes();

        private Extremes() {}
    }

    /// The inner loops of layer norm.
    public static final class Norms {
        public static final NormLoops<float[]> FLOATS = Machine.BEST.floatNorms();
        public static final NormLoops<double[]> DOUBLES = Machine.BEST.doubleNorms();

        private Norms() {}
    }

    /// The inner loops of softmax.
    public static final class Softmaxes {
        public static final SoftmaxLoops<float[]> FLOATS = Machine.BEST.floatSoftmaxes();
        public static final SoftmaxLoops<double[]> DOUBLES = Machine.BEST.doubleSoftmaxes();

        private Softmaxes() {}
    }

    /// Matrix products.
    public static final class Products {
        public static final ProductLoops LOOPS = Machine.BEST.products();

        private Products() {}
    }
}
