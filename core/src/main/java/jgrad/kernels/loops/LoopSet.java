package jgrad.kernels.loops;

import jgrad.DType;
import jgrad.kernels.functions.Binary;
import jgrad.kernels.functions.Compare;
import jgrad.kernels.functions.Quaternary;
import jgrad.kernels.functions.Ternary;
import jgrad.kernels.functions.Unary;

/// All loops that a kind of machine has: plain Java's, the Vector API's.
///
/// A method makes loops when it is called, and no sooner: what a program does not use, it does not
/// load. A set for a machine that has more takes an existing one as its superclass and gives what
/// it does better.
public interface LoopSet {
    /// An operation over arrays of a type.
    ///
    /// @throws IllegalArgumentException for a type without arithmetic, such as float16
    UnaryLoop of(Unary op, DType type);

    /// As [#of(Unary, DType)].
    BinaryLoop of(Binary op, DType type);

    /// As [#of(Unary, DType)].
    TernaryLoop of(Ternary op, DType type);

    /// As [#of(Unary, DType)].
    QuaternaryLoop of(Quaternary op, DType type);

    /// As [#of(Unary, DType)]; writes bytes of 0 and 1.
    BinaryLoop of(Compare op, DType type);

    /// Picks an element of the second argument where the byte of the first is not 0, else one of
    /// the third.
    TernaryLoop where(DType type);

    FoldLoops<float[]> floatFolds();

    FoldLoops<double[]> doubleFolds();

    ExtremeLoops<float[]> floatExtremes();

    ExtremeLoops<double[]> doubleExtremes();

    NormLoops<float[]> floatNorms();

    NormLoops<double[]> doubleNorms();

    SoftmaxLoops<float[]> floatSoftmaxes();

    SoftmaxLoops<double[]> doubleSoftmaxes();

    ProductLoops products();
}
