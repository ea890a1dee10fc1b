package jgrad;

import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.ops.Remainders;

/// Division with a rounded quotient, what remains of it, and arithmetic on the bits of integers.
/// Operands broadcast and promote. Integers divided by 0 throw an `ArithmeticException`.
public sealed interface IntegerArithmetic permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// A number as the operand of a tensor: its own category decides only if it is higher.
    static Tensor number(Tensor self, double value) {
        return Constants.number(
                value, self.dtype().isFloating() ? self.dtype() : DType.defaultType());
    }

    /// A number as the operand of a tensor: its own category decides only if it is higher.
    static Tensor number(Tensor self, long value) {
        return Constants.number(value, self.dtype() == DType.BOOL ? DType.INT64 : self.dtype());
    }

    private Tensor number(double value) {
        return number(self(), value);
    }

    private Tensor number(long value) {
        return number(self(), value);
    }

    /// How a quotient is rounded.
    enum Rounding {
        /// towards zero
        TRUNC,
        /// down
        FLOOR
    }

    /// The rounded quotient; integers stay integers. The gradient is 0. Torch: `torch.div(self,
    /// other, rounding_mode=...)`.
    default Tensor div(Tensor other, Rounding rounding) {
        return Ops.apply(new Remainders.DivRounded(rounding == Rounding.FLOOR), self(), other);
    }

    /// The same of a number.
    default Tensor div(double other, Rounding rounding) {
        return div(number(other), rounding);
    }

    /// The same of a number.
    default Tensor div(long other, Rounding rounding) {
        return div(number(other), rounding);
    }

    /// `floor(self / other)`, as Python's `//`; no gradient flows. Torch: `torch.floor_divide`.
    default Tensor floorDivide(Tensor other) {
        return Ops.apply(Remainders.FloorDivide.OP, self(), other);
    }

    /// The same of a number. Torch: `torch.floor_divide`.
    default Tensor floorDivide(double other) {
        return floorDivide(number(other));
    }

    /// The same of a number. Torch: `torch.floor_divide`.
    default Tensor floorDivide(long other) {
        return floorDivide(number(other));
    }

    /// What remains of `self / other`, with the sign of `other` as Python's `%`. Torch:
    /// `torch.remainder`.
    default Tensor remainder(Tensor other) {
        return Ops.apply(new Remainders.Remainder(true), self(), other);
    }

    /// The same of a number. Torch: `torch.remainder`.
    default Tensor remainder(double other) {
        return Ops.apply(new Remainders.RemainderOfNumber(true, other), self());
    }

    /// The same of a number. Torch: `torch.remainder`.
    default Tensor remainder(long other) {
        return Ops.apply(new Remainders.RemainderOfNumber(true, other), self());
    }

    /// What remains of `self / other`, with the sign of `self` as C's `%`. Torch: `torch.fmod`.
    default Tensor fmod(Tensor other) {
        return Ops.apply(new Remainders.Remainder(false), self(), other);
    }

    /// The same of a number. Torch: `torch.fmod`.
    default Tensor fmod(double other) {
        return Ops.apply(new Remainders.RemainderOfNumber(false, other), self());
    }

    /// The same of a number. Torch: `torch.fmod`.
    default Tensor fmod(long other) {
        return Ops.apply(new Remainders.RemainderOfNumber(false, other), self());
    }

    /// The bits that both have; `and` of bools. Torch: `torch.bitwise_and`.
    default Tensor bitwiseAnd(Tensor other) {
        return Ops.apply(Remainders.Steps.BITWISE_AND, self(), other);
    }

    /// The same of a number. Torch: `torch.bitwise_and`.
    default Tensor bitwiseAnd(long other) {
        return bitwiseAnd(number(other));
    }

    /// The bits that either has; `or` of bools. Torch: `torch.bitwise_or`.
    default Tensor bitwiseOr(Tensor other) {
        return Ops.apply(Remainders.Steps.BITWISE_OR, self(), other);
    }

    /// The same of a number. Torch: `torch.bitwise_or`.
    default Tensor bitwiseOr(long other) {
        return bitwiseOr(number(other));
    }

    /// The bits that one of the two has. Torch: `torch.bitwise_xor`.
    default Tensor bitwiseXor(Tensor other) {
        return Ops.apply(Remainders.Steps.BITWISE_XOR, self(), other);
    }

    /// The same of a number. Torch: `torch.bitwise_xor`.
    default Tensor bitwiseXor(long other) {
        return bitwiseXor(number(other));
    }

    /// The bits moved left by so many places; 0 by more than there are. Torch:
    /// `torch.bitwise_left_shift`.
    default Tensor bitwiseLeftShift(Tensor other) {
        return Ops.apply(Remainders.Steps.BITWISE_LEFT_SHIFT, self(), other);
    }

    /// The same of a number. Torch: `torch.bitwise_left_shift`.
    default Tensor bitwiseLeftShift(long other) {
        return bitwiseLeftShift(number(other));
    }

    /// The bits moved right by so many places, with the sign kept. Torch:
    /// `torch.bitwise_right_shift`.
    default Tensor bitwiseRightShift(Tensor other) {
        return Ops.apply(Remainders.Steps.BITWISE_RIGHT_SHIFT, self(), other);
    }

    /// The same of a number. Torch: `torch.bitwise_right_shift`.
    default Tensor bitwiseRightShift(long other) {
        return bitwiseRightShift(number(other));
    }

    /// The greatest common divisor. Torch: `torch.gcd`.
    default Tensor gcd(Tensor other) {
        return Ops.apply(Remainders.Steps.GCD, self(), other);
    }

    /// The least common multiple. Torch: `torch.lcm`.
    default Tensor lcm(Tensor other) {
        return Ops.apply(Remainders.Steps.LCM, self(), other);
    }

    /// 0 below 0, 1 above, and `other` at 0; both of one type. Torch: `torch.heaviside`.
    default Tensor heaviside(Tensor other) {
        return Ops.apply(Remainders.Steps.HEAVISIDE, self(), other);
    }
}
