package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Pairs;
import jgrad.ops.Specials;

import org.jspecify.annotations.Nullable;

/// Special functions of each element, and functions of two elements besides arithmetic. Operands
/// broadcast; what is not of floating type is brought to the default one. More of them, with
/// PyTorch's `torch.special` names, are in [Special].
///
/// Values are within a few units in the last place of the true ones; see the classes of
/// `jgrad.kernels.special` for where they are less.
public sealed interface SpecialFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /// The derivative of [#lgamma]: minus infinity at 0, NaN at the negative integers. Torch:
    /// `torch.digamma`.
    default Tensor digamma() {
        return Ops.apply(Specials.OfSelf.DIGAMMA, self());
    }

    /// The inverse of the error function, from -1 to 1; NaN outside. Torch: `torch.erfinv`.
    default Tensor erfinv() {
        return Ops.apply(Specials.OfSelf.ERFINV, self());
    }

    /// The modified Bessel function of the first kind of order 0. Torch: `torch.i0`.
    default Tensor i0() {
        return Ops.apply(Specials.OfSelf.I0, self());
    }

    /// `log(abs(Gamma(self)))`; infinite at 0 and the negative integers. Torch: `torch.lgamma`.
    default Tensor lgamma() {
        return Ops.apply(Specials.OfSelf.LGAMMA, self());
    }

    /// `sin(pi self) / (pi self)`, and 1 at 0. Torch: `torch.sinc`.
    default Tensor sinc() {
        return Ops.apply(Specials.OfSelf.SINC, self());
    }

    /// The n-th derivative of [#digamma]. Torch: `torch.polygamma`.
    ///
    /// @throws IllegalArgumentException if n is negative
    default Tensor polygamma(int n) {
        return Ops.apply(Specials.Inside.polygamma(n), self());
    }

    /// The logarithm of the multivariate gamma function of dimension p: `p (p - 1) / 4 log(pi)` and
    /// the sum of `lgamma(self - k / 2)` for k from 0 to p - 1. Torch: `torch.mvlgamma`.
    ///
    /// @throws IllegalArgumentException if p is below 1
    default Tensor mvlgamma(int p) {
        return Ops.apply(Specials.Inside.mvlgamma(p), self());
    }

    /// `log(self / (1 - self))`, the inverse of sigmoid; NaN outside 0 and 1. Torch: `torch.logit`.
    default Tensor logit() {
        return Ops.apply(new Specials.Logit(null), self());
    }

    /// The same of `self` kept between eps and 1 - eps. Torch: `torch.logit(self, eps)`.
    default Tensor logit(double eps) {
        return Ops.apply(new Specials.Logit(eps), self());
    }

    /// NaN replaced by 0, the infinities by the largest numbers of the type. Torch:
    /// `torch.nan_to_num`.
    default Tensor nanToNum() {
        return nanToNum(null, null, null);
    }

    /// The same with other values in place of NaN and the infinities; null for the default. Torch:
    /// `torch.nan_to_num`.
    default Tensor nanToNum(
            @Nullable Double nan, @Nullable Double posinf, @Nullable Double neginf) {
        return Ops.apply(new Specials.NanToNum(nan, posinf, neginf), self());
    }

    /// What [#frexp] gives.
    record MantissaAndExponent(Tensor mantissa, Tensor exponent) {}

    /// `self = mantissa * 2^exponent`, with a mantissa from 0.5 to 1 in size and an int32 exponent.
    /// Torch: `torch.frexp`.
    ///
    /// @throws IllegalArgumentException for integers
    default MantissaAndExponent frexp() {
        Tensor[] parts = Ops.apply(Specials.Frexp.OP, new Tensor[] {self()});
        return new MantissaAndExponent(parts[0], parts[1]);
    }

    /// The size of `self` with the sign of `other`. Torch: `torch.copysign`.
    default Tensor copysign(Tensor other) {
        return Ops.apply(Pairs.Copysign.OP, self(), other);
    }

    /// `sqrt(self^2 + other^2)`, without overflow on the way. Torch: `torch.hypot`.
    default Tensor hypot(Tensor other) {
        return Ops.apply(Pairs.Hypot.OP, self(), other);
    }

    /// The regularised lower incomplete gamma function `P(self, other)`. PyTorch and jgrad
    /// differentiate it with respect to `other` only. Torch: `torch.igamma`.
    default Tensor igamma(Tensor other) {
        return Ops.apply(Pairs.OfOther.IGAMMA, self(), other);
    }

    /// The regularised upper incomplete gamma function `Q(self, other)`, likewise. Torch:
    /// `torch.igammac`.
    default Tensor igammac(Tensor other) {
        return Ops.apply(Pairs.OfOther.IGAMMAC, self(), other);
    }

    /// `self * 2^other`. Torch: `torch.ldexp`.
    default Tensor ldexp(Tensor other) {
        return Ops.apply(Pairs.Ldexp.OP, self(), other);
    }

    /// `log(e^self + e^other)`, without overflow on the way. Torch: `torch.logaddexp`.
    default Tensor logaddexp(Tensor other) {
        return Ops.apply(Pairs.OfBoth.LOGADDEXP, self(), other);
    }

    /// `log2(2^self + 2^other)`, without overflow on the way. Torch: `torch.logaddexp2`.
    default Tensor logaddexp2(Tensor other) {
        return Ops.apply(Pairs.OfBoth.LOGADDEXP2, self(), other);
    }

    /// The next number of the type from `self` towards `other`. Torch: `torch.nextafter`.
    default Tensor nextafter(Tensor other) {
        return Ops.apply(Pairs.Nextafter.OP, self(), other);
    }

    /// `self * log(other)`, and 0 where `self` is 0 and `other` is not NaN. Torch: `torch.xlogy`.
    default Tensor xlogy(Tensor other) {
        return Ops.apply(Pairs.OfBoth.XLOGY, self(), other);
    }

    /// The size of `self` with the sign of a number. Torch: `torch.copysign`.
    default Tensor copysign(double other) {
        return Ops.apply(new Pairs.CopysignNumber(other), self());
    }

    /// `self * log(other)` of a number. Torch: `torch.xlogy`.
    default Tensor xlogy(double other) {
        return Ops.apply(new Pairs.XlogOfNumber(false, other), self());
    }

    /// `self` to the power of `exponent`, as float64. Torch: `torch.float_power`.
    default Tensor floatPower(Tensor exponent) {
        return self().to(DType.FLOAT64).pow(exponent.to(DType.FLOAT64));
    }

    /// The same of a number. Torch: `torch.float_power`.
    default Tensor floatPower(double exponent) {
        return self().to(DType.FLOAT64).pow(exponent);
    }
}
