package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Pairs;
import jgrad.ops.Remainders;
import jgrad.ops.Specials;

import org.jspecify.annotations.Nullable;

/// The functions of [SpecialFunctions] and [IntegerArithmetic], written over their argument, which
/// they return. Torch: the methods with an underscore.
///
/// Each of them refuses a leaf that requires gradients and what else must not be written to
/// (`IllegalStateException`), and a result whose shape or type the tensor cannot hold
/// (`IllegalArgumentException`).
public sealed interface InPlaceSpecialFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor number(double value) {
        return IntegerArithmetic.number(self(), value);
    }

    private Tensor number(long value) {
        return IntegerArithmetic.number(self(), value);
    }

    default Tensor digamma_() {
        return Ops.applyInPlace(Specials.OfSelf.DIGAMMA, self());
    }

    default Tensor erfinv_() {
        return Ops.applyInPlace(Specials.OfSelf.ERFINV, self());
    }

    default Tensor i0_() {
        return Ops.applyInPlace(Specials.OfSelf.I0, self());
    }

    default Tensor lgamma_() {
        return Ops.applyInPlace(Specials.OfSelf.LGAMMA, self());
    }

    default Tensor sinc_() {
        return Ops.applyInPlace(Specials.OfSelf.SINC, self());
    }

    default Tensor polygamma_(int n) {
        return Ops.applyInPlace(Specials.Inside.polygamma(n), self());
    }

    default Tensor mvlgamma_(int p) {
        return Ops.applyInPlace(Specials.Inside.mvlgamma(p), self());
    }

    default Tensor logit_() {
        return Ops.applyInPlace(new Specials.Logit(null), self());
    }

    default Tensor logit_(double eps) {
        return Ops.applyInPlace(new Specials.Logit(eps), self());
    }

    default Tensor nanToNum_() {
        return Ops.applyInPlace(new Specials.NanToNum(null, null, null), self());
    }

    default Tensor nanToNum_(
            @Nullable Double nan, @Nullable Double posinf, @Nullable Double neginf) {
        return Ops.applyInPlace(new Specials.NanToNum(nan, posinf, neginf), self());
    }

    default Tensor copysign_(Tensor other) {
        return Ops.applyInPlace(Pairs.Copysign.OP, self(), other);
    }

    default Tensor hypot_(Tensor other) {
        return Ops.applyInPlace(Pairs.Hypot.OP, self(), other);
    }

    default Tensor igamma_(Tensor other) {
        return Ops.applyInPlace(Pairs.OfOther.IGAMMA, self(), other);
    }

    default Tensor igammac_(Tensor other) {
        return Ops.applyInPlace(Pairs.OfOther.IGAMMAC, self(), other);
    }

    default Tensor ldexp_(Tensor other) {
        return Ops.applyInPlace(Pairs.Ldexp.OP, self(), other);
    }

    default Tensor nextafter_(Tensor other) {
        return Ops.applyInPlace(Pairs.Nextafter.OP, self(), other);
    }

    default Tensor xlogy_(Tensor other) {
        return Ops.applyInPlace(Pairs.OfBoth.XLOGY, self(), other);
    }

    default Tensor copysign_(double other) {
        return Ops.applyInPlace(new Pairs.CopysignNumber(other), self());
    }

    default Tensor xlogy_(double other) {
        return Ops.applyInPlace(new Pairs.XlogOfNumber(false, other), self());
    }

    default Tensor div_(Tensor other, IntegerArithmetic.Rounding rounding) {
        return Ops.applyInPlace(
                new Remainders.DivRounded(rounding == IntegerArithmetic.Rounding.FLOOR),
                self(),
                other);
    }

    default Tensor div_(double other, IntegerArithmetic.Rounding rounding) {
        return Ops.applyInPlace(
                new Remainders.DivRounded(rounding == IntegerArithmetic.Rounding.FLOOR),
                self(),
                number(other));
    }

    default Tensor div_(long other, IntegerArithmetic.Rounding rounding) {
        return Ops.applyInPlace(
                new Remainders.DivRounded(rounding == IntegerArithmetic.Rounding.FLOOR),
                self(),
                number(other));
    }

    default Tensor floorDivide_(Tensor other) {
        return Ops.applyInPlace(Remainders.FloorDivide.OP, self(), other);
    }

    default Tensor floorDivide_(double other) {
        return Ops.applyInPlace(Remainders.FloorDivide.OP, self(), number(other));
    }

    default Tensor floorDivide_(long other) {
        return Ops.applyInPlace(Remainders.FloorDivide.OP, self(), number(other));
    }

    default Tensor remainder_(Tensor other) {
        return Ops.applyInPlace(new Remainders.Remainder(true), self(), other);
    }

    default Tensor remainder_(double other) {
        return Ops.applyInPlace(new Remainders.RemainderOfNumber(true, other), self());
    }

    default Tensor remainder_(long other) {
        return Ops.applyInPlace(new Remainders.RemainderOfNumber(true, other), self());
    }

    default Tensor fmod_(Tensor other) {
        return Ops.applyInPlace(new Remainders.Remainder(false), self(), other);
    }

    default Tensor fmod_(double other) {
        return Ops.applyInPlace(new Remainders.RemainderOfNumber(false, other), self());
    }

    default Tensor fmod_(long other) {
        return Ops.applyInPlace(new Remainders.RemainderOfNumber(false, other), self());
    }

    default Tensor bitwiseAnd_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_AND, self(), other);
    }

    default Tensor bitwiseAnd_(long other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_AND, self(), number(other));
    }

    default Tensor bitwiseOr_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_OR, self(), other);
    }

    default Tensor bitwiseOr_(long other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_OR, self(), number(other));
    }

    default Tensor bitwiseXor_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_XOR, self(), other);
    }

    default Tensor bitwiseXor_(long other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_XOR, self(), number(other));
    }

    default Tensor bitwiseLeftShift_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_LEFT_SHIFT, self(), other);
    }

    default Tensor bitwiseLeftShift_(long other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_LEFT_SHIFT, self(), number(other));
    }

    default Tensor bitwiseRightShift_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_RIGHT_SHIFT, self(), other);
    }

    default Tensor bitwiseRightShift_(long other) {
        return Ops.applyInPlace(Remainders.Steps.BITWISE_RIGHT_SHIFT, self(), number(other));
    }

    default Tensor gcd_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.GCD, self(), other);
    }

    default Tensor lcm_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.LCM, self(), other);
    }

    default Tensor heaviside_(Tensor other) {
        return Ops.applyInPlace(Remainders.Steps.HEAVISIDE, self(), other);
    }

    /// `self` to the power of `exponent`. Torch: `float_power_`.
    ///
    /// @throws IllegalArgumentException if this tensor is not float64, which the result is
    default Tensor floatPower_(Tensor exponent) {
        return Specials.Inside.float64(self()).pow_(exponent.to(DType.FLOAT64));
    }

    default Tensor floatPower_(double exponent) {
        return Specials.Inside.float64(self()).pow_(exponent);
    }
}
