package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Pointwise;
import jgrad.ops.Pointwise.OfResult;
import jgrad.ops.Pointwise.OfSelf;
import jgrad.ops.Pointwise.Steps;

/// Functions of each element by itself. Integers and bool become of the default floating type,
/// where it is not said otherwise; NaN gives NaN.
public sealed interface ElementFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The absolute value; its derivative at 0 is 0. Torch: `torch.abs`.
    default Tensor abs() {
        return Ops.apply(OfSelf.ABS, self());
    }

    /// The angle in [0, pi] whose cosine it is; NaN outside of [-1, 1]. Torch: `torch.acos`.
    default Tensor acos() {
        return Ops.apply(OfSelf.ACOS, self());
    }

    /// The inverse of the hyperbolic cosine; NaN below 1. Torch: `torch.acosh`.
    default Tensor acosh() {
        return Ops.apply(OfSelf.ACOSH, self());
    }

    /// The angle in [-pi/2, pi/2] whose sine it is; NaN outside of [-1, 1]. Torch: `torch.asin`.
    default Tensor asin() {
        return Ops.apply(OfSelf.ASIN, self());
    }

    /// The inverse of the hyperbolic sine. Torch: `torch.asinh`.
    default Tensor asinh() {
        return Ops.apply(OfSelf.ASINH, self());
    }

    /// The angle in (-pi/2, pi/2) whose tangent it is. Torch: `torch.atan`.
    default Tensor atan() {
        return Ops.apply(OfSelf.ATAN, self());
    }

    /// The inverse of the hyperbolic tangent; NaN outside of [-1, 1]. Torch: `torch.atanh`.
    default Tensor atanh() {
        return Ops.apply(OfSelf.ATANH, self());
    }

    /// The cosine of an angle in radians. Torch: `torch.cos`.
    default Tensor cos() {
        return Ops.apply(OfSelf.COS, self());
    }

    /// The hyperbolic cosine. Torch: `torch.cosh`.
    default Tensor cosh() {
        return Ops.apply(OfSelf.COSH, self());
    }

    /// The error function `2/sqrt(pi) * integral of e^-t^2 from 0 to self`. Torch: `torch.erf`.
    default Tensor erf() {
        return Ops.apply(OfSelf.ERF, self());
    }

    /// `1 - erf(self)`, without the loss of digits where `erf` is near 1. Torch: `torch.erfc`.
    default Tensor erfc() {
        return Ops.apply(OfSelf.ERFC, self());
    }

    /// `e^self`. Torch: `torch.exp`.
    default Tensor exp() {
        return Ops.apply(OfResult.EXP, self());
    }

    /// `2^self`. Torch: `torch.exp2`.
    default Tensor exp2() {
        return Ops.apply(OfResult.EXP2, self());
    }

    /// `e^self - 1`, without the loss of digits near 0. Torch: `torch.expm1`.
    default Tensor expm1() {
        return Ops.apply(OfResult.EXPM1, self());
    }

    /// The natural logarithm; NaN below 0. Torch: `torch.log`.
    default Tensor log() {
        return Ops.apply(OfSelf.LOG, self());
    }

    /// The logarithm to base 10; NaN below 0. Torch: `torch.log10`.
    default Tensor log10() {
        return Ops.apply(OfSelf.LOG10, self());
    }

    /// `log(1 + self)`, without the loss of digits near 0. Torch: `torch.log1p`.
    default Tensor log1p() {
        return Ops.apply(OfSelf.LOG1P, self());
    }

    /// The logarithm to base 2; NaN below 0. Torch: `torch.log2`.
    default Tensor log2() {
        return Ops.apply(OfSelf.LOG2, self());
    }

    /// `1 / self`. Torch: `torch.reciprocal`.
    default Tensor reciprocal() {
        return Ops.apply(OfResult.RECIPROCAL, self());
    }

    /// `max(self, 0)`; its derivative at 0 is 0. Torch: `torch.relu`.
    default Tensor relu() {
        return Ops.apply(OfResult.RELU, self());
    }

    /// `1 / sqrt(self)`. Torch: `torch.rsqrt`.
    default Tensor rsqrt() {
        return Ops.apply(OfResult.RSQRT, self());
    }

    /// `1 / (1 + e^-self)`. Torch: `torch.sigmoid`.
    default Tensor sigmoid() {
        return Ops.apply(OfResult.SIGMOID, self());
    }

    /// `self * sigmoid(self)`, of floating-point tensors. Torch: `torch.nn.functional.silu`.
    default Tensor silu() {
        return Ops.apply(OfSelf.SILU, self());
    }

    /// The sine of an angle in radians. Torch: `torch.sin`.
    default Tensor sin() {
        return Ops.apply(OfSelf.SIN, self());
    }

    /// The hyperbolic sine. Torch: `torch.sinh`.
    default Tensor sinh() {
        return Ops.apply(OfSelf.SINH, self());
    }

    /// The square root; its derivative at 0 is infinite. Torch: `torch.sqrt`.
    default Tensor sqrt() {
        return Ops.apply(OfResult.SQRT, self());
    }

    /// The tangent of an angle in radians. Torch: `torch.tan`.
    default Tensor tan() {
        return Ops.apply(OfResult.TAN, self());
    }

    /// The hyperbolic tangent. Torch: `torch.tanh`.
    default Tensor tanh() {
        return Ops.apply(OfResult.TANH, self());
    }

    /// The next integer upwards; integers stay as they are. Torch: `torch.ceil`.
    default Tensor ceil() {
        return Ops.apply(Steps.CEIL, self());
    }

    /// The next integer downwards; integers stay as they are. Torch: `torch.floor`.
    default Tensor floor() {
        return Ops.apply(Steps.FLOOR, self());
    }

    /// The nearest integer, the even one of two; integers stay as they are. Torch: `torch.round`.
    default Tensor round() {
        return Ops.apply(Steps.ROUND, self());
    }

    /// -1, 0 or 1; the same as [#sign] for real numbers. Torch: `torch.sgn`.
    default Tensor sgn() {
        return Ops.apply(Steps.SGN, self());
    }

    /// -1, 0 or 1. Torch: `torch.sign`.
    default Tensor sign() {
        return Ops.apply(Steps.SIGN, self());
    }

    /// The integer without what stands behind the point. Torch: `torch.trunc`.
    default Tensor trunc() {
        return Ops.apply(Steps.TRUNC, self());
    }

    /// What stands behind the point, with the sign of `self`, of floating-point tensors. Torch:
    /// `torch.frac`.
    default Tensor frac() {
        return Ops.apply(Pointwise.Frac.OP, self());
    }

    /// Every bit turned round, of integers; the opposite, of bool. Torch: `torch.bitwise_not`.
    default Tensor bitwiseNot() {
        return Ops.apply(Steps.BITWISE_NOT, self());
    }

    /// `self^2`. Torch: `torch.square`.
    default Tensor square() {
        return self().pow(2);
    }
}
