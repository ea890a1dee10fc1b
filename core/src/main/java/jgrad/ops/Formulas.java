package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Constants;
import jgrad.engine.Ops;

/// What formulas say with plain numbers.
///
/// In PyTorch's formulas a number is an argument of the operation, not a tensor, which shows in the
/// nodes of first derivatives: `MulBackward1` where a user's `x.mul(2)` gives `MulBackward0`.
final class Formulas {
    private Formulas() {}

    static final double LN2 = Math.log(2);
    static final double LN10 = Math.log(10);
    static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    /// `factor * t`
    static Tensor times(double factor, Tensor t) {
        return Ops.apply(new Arithmetic.Scale(factor), t);
    }

    /// `t / divisor`
    static Tensor over(Tensor t, double divisor) {
        return Ops.apply(new Arithmetic.Unscale(divisor), t);
    }

    /// `t + number`
    static Tensor plus(Tensor t, double number) {
        return Ops.apply(new Arithmetic.Shift(number), t);
    }

    /// `t - number`
    static Tensor minus(Tensor t, double number) {
        return Ops.apply(new Arithmetic.Unshift(number), t);
    }

    /// `number - t`
    static Tensor minus(double number, Tensor t) {
        return Constants.number(number, t.dtype()).sub(t);
    }
}
