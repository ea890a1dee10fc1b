package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Pointwise;
import jgrad.ops.Pointwise.OfResult;
import jgrad.ops.Pointwise.OfSelf;
import jgrad.ops.Pointwise.Steps;

/// The functions of [ElementFunctions], written over their argument, which they return. Torch: the
/// methods with an underscore.
///
/// Each throws `IllegalStateException` for a leaf that requires gradients and whatever else must
/// not be written to, and `IllegalArgumentException` where the result has a type that the tensor
/// cannot hold.
public sealed interface InPlaceFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    default Tensor abs_() {
        return Ops.applyInPlace(OfSelf.ABS, self());
    }

    default Tensor acos_() {
        return Ops.applyInPlace(OfSelf.ACOS, self());
    }

    default Tensor acosh_() {
        return Ops.applyInPlace(OfSelf.ACOSH, self());
    }

    default Tensor asin_() {
        return Ops.applyInPlace(OfSelf.ASIN, self());
    }

    default Tensor asinh_() {
        return Ops.applyInPlace(OfSelf.ASINH, self());
    }

    default Tensor atan_() {
        return Ops.applyInPlace(OfSelf.ATAN, self());
    }

    default Tensor atanh_() {
        return Ops.applyInPlace(OfSelf.ATANH, self());
    }

    default Tensor cos_() {
        return Ops.applyInPlace(OfSelf.COS, self());
    }

    default Tensor cosh_() {
        return Ops.applyInPlace(OfSelf.COSH, self());
    }

    default Tensor erf_() {
        return Ops.applyInPlace(OfSelf.ERF, self());
    }

    default Tensor erfc_() {
        return Ops.applyInPlace(OfSelf.ERFC, self());
    }

    default Tensor exp_() {
        return Ops.applyInPlace(OfResult.EXP, self());
    }

    default Tensor exp2_() {
        return Ops.applyInPlace(OfResult.EXP2, self());
    }

    default Tensor expm1_() {
        return Ops.applyInPlace(OfResult.EXPM1, self());
    }

    default Tensor log_() {
        return Ops.applyInPlace(OfSelf.LOG, self());
    }

    default Tensor log10_() {
        return Ops.applyInPlace(OfSelf.LOG10, self());
    }

    default Tensor log1p_() {
        return Ops.applyInPlace(OfSelf.LOG1P, self());
    }

    default Tensor log2_() {
        return Ops.applyInPlace(OfSelf.LOG2, self());
    }

    default Tensor reciprocal_() {
        return Ops.applyInPlace(OfResult.RECIPROCAL, self());
    }

    default Tensor relu_() {
        return Ops.applyInPlace(OfResult.RELU, self());
    }

    default Tensor rsqrt_() {
        return Ops.applyInPlace(OfResult.RSQRT, self());
    }

    default Tensor sigmoid_() {
        return Ops.applyInPlace(OfResult.SIGMOID, self());
    }

    default Tensor silu_() {
        return Ops.applyInPlace(OfSelf.SILU, self());
    }

    default Tensor sin_() {
        return Ops.applyInPlace(OfSelf.SIN, self());
    }

    default Tensor sinh_() {
        return Ops.applyInPlace(OfSelf.SINH, self());
    }

    default Tensor sqrt_() {
        return Ops.applyInPlace(OfResult.SQRT, self());
    }

    default Tensor tan_() {
        return Ops.applyInPlace(OfResult.TAN, self());
    }

    default Tensor tanh_() {
        return Ops.applyInPlace(OfResult.TANH, self());
    }

    default Tensor ceil_() {
        return Ops.applyInPlace(Steps.CEIL, self());
    }

    default Tensor floor_() {
        return Ops.applyInPlace(Steps.FLOOR, self());
    }

    default Tensor round_() {
        return Ops.applyInPlace(Steps.ROUND, self());
    }

    default Tensor sgn_() {
        return Ops.applyInPlace(Steps.SGN, self());
    }

    default Tensor sign_() {
        return Ops.applyInPlace(Steps.SIGN, self());
    }

    default Tensor trunc_() {
        return Ops.applyInPlace(Steps.TRUNC, self());
    }

    default Tensor frac_() {
        return Ops.applyInPlace(Pointwise.Frac.OP, self());
    }

    default Tensor bitwiseNot_() {
        return Ops.applyInPlace(Steps.BITWISE_NOT, self());
    }

    default Tensor square_() {
        return self().pow_(2);
    }
}
