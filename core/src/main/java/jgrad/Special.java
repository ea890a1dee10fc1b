package jgrad;

import jgrad.engine.Ops;
import jgrad.ops.Pairs;
import jgrad.ops.Specials;
import jgrad.ops.Specials.OfBoth;
import jgrad.ops.Specials.OfResult;
import jgrad.ops.Specials.Plain;

/// Special functions of each element. What is not of floating type is brought to the default one;
/// operands of functions of two broadcast.
///
/// Torch: `torch.special`.
public final class Special {
    private Special() {}

    /// The derivative of [#gammaln]. Torch: `torch.special.digamma`.
    public static Tensor digamma(Tensor x) {
        return x.digamma();
    }

    /// [#digamma] by its other name. Torch: `torch.special.psi`.
    public static Tensor psi(Tensor x) {
        return x.digamma();
    }

    /// `log(abs(Gamma(x)))`. Torch: `torch.special.gammaln`.
    public static Tensor gammaln(Tensor x) {
        return x.lgamma();
    }

    /// The logarithm of the multivariate gamma function. Torch: `torch.special.multigammaln`.
    public static Tensor multigammaln(Tensor x, int p) {
        return x.mvlgamma(p);
    }

    /// The n-th derivative of [#digamma]. Torch: `torch.special.polygamma`.
    public static Tensor polygamma(int n, Tensor x) {
        return x.polygamma(n);
    }

    /// The error function. Torch: `torch.special.erf`.
    public static Tensor erf(Tensor x) {
        return x.erf();
    }

    /// `1 - erf(x)`, also relative to its own size. Torch: `torch.special.erfc`.
    public static Tensor erfc(Tensor x) {
        return x.erfc();
    }

    /// `exp(x^2) erfc(x)`. Torch: `torch.special.erfcx`.
    public static Tensor erfcx(Tensor x) {
        return Ops.apply(OfBoth.SPECIAL_ERFCX, x);
    }

    /// The inverse of [#erf]. Torch: `torch.special.erfinv`.
    public static Tensor erfinv(Tensor x) {
        return x.erfinv();
    }

    /// The distribution function of the standard normal distribution, `(1 + erf(x / sqrt(2))) / 2`;
    /// for the far tail there is [#logNdtr]. Torch: `torch.special.ndtr`.
    public static Tensor ndtr(Tensor x) {
        return Specials.Inside.ndtr(x);
    }

    /// The logarithm of [#ndtr]. Torch: `torch.special.log_ndtr`.
    public static Tensor logNdtr(Tensor x) {
        return Ops.apply(OfBoth.SPECIAL_LOG_NDTR, x);
    }

    /// The inverse of [#ndtr]. Torch: `torch.special.ndtri`.
    public static Tensor ndtri(Tensor x) {
        return Ops.apply(OfResult.SPECIAL_NDTRI, x);
    }

    /// `-x log(x)`, 0 at 0 and minus infinity below. Torch: `torch.special.entr`.
    public static Tensor entr(Tensor x) {
        return Ops.apply(Specials.OfSelf.SPECIAL_ENTR, x);
    }

    /// `2^x`. Torch: `torch.special.exp2`.
    public static Tensor exp2(Tensor x) {
        return x.exp2();
    }

    /// `e^x - 1`, exact near 0. Torch: `torch.special.expm1`.
    public static Tensor expm1(Tensor x) {
        return x.expm1();
    }

    /// `log(1 + x)`, exact near 0. Torch: `torch.special.log1p`.
    public static Tensor log1p(Tensor x) {
        return x.log1p();
    }

    /// `1 / (1 + e^-x)`. Torch: `torch.special.expit`.
    public static Tensor expit(Tensor x) {
        return x.sigmoid();
    }

    /// The inverse of [#expit]. Torch: `torch.special.logit`.
    public static Tensor logit(Tensor x) {
        return x.logit();
    }

    /// `sin(pi x) / (pi x)`. Torch: `torch.special.sinc`.
    public static Tensor sinc(Tensor x) {
        return x.sinc();
    }

    /// `e^x` over its sum along a dimension. Torch: `torch.special.softmax`.
    public static Tensor softmax(Tensor x, int dim) {
        return x.softmax(dim);
    }

    /// The logarithm of [#softmax]. Torch: `torch.special.log_softmax`.
    public static Tensor logSoftmax(Tensor x, int dim) {
        return x.logSoftmax(dim);
    }

    /// The modified Bessel function of the first kind of order 0. Torch: `torch.special.i0`.
    public static Tensor i0(Tensor x) {
        return x.i0();
    }

    /// `exp(-abs(x)) i0(x)`. Torch: `torch.special.i0e`.
    public static Tensor i0e(Tensor x) {
        return Ops.apply(OfBoth.SPECIAL_I0E, x);
    }

    /// The modified Bessel function of the first kind of order 1. Torch: `torch.special.i1`.
    public static Tensor i1(Tensor x) {
        return Ops.apply(OfBoth.SPECIAL_I1, x);
    }

    /// `exp(-abs(x)) i1(x)`. Torch: `torch.special.i1e`.
    public static Tensor i1e(Tensor x) {
        return Ops.apply(OfBoth.SPECIAL_I1E, x);
    }

    /// The Airy function Ai; no gradient. Torch: `torch.special.airy_ai`.
    public static Tensor airyAi(Tensor x) {
        return Ops.apply(Plain.SPECIAL_AIRY_AI, x);
    }

    /// The Bessel function of the first kind of order 0; no gradient. Torch:
    /// `torch.special.bessel_j0`.
    public static Tensor besselJ0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_BESSEL_J0, x);
    }

    /// The Bessel function of the first kind of order 1; no gradient. Torch:
    /// `torch.special.bessel_j1`.
    public static Tensor besselJ1(Tensor x) {
        return Ops.apply(Plain.SPECIAL_BESSEL_J1, x);
    }

    /// The Bessel function of the second kind of order 0; no gradient. Torch:
    /// `torch.special.bessel_y0`.
    public static Tensor besselY0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_BESSEL_Y0, x);
    }

    /// The Bessel function of the second kind of order 1; no gradient. Torch:
    /// `torch.special.bessel_y1`.
    public static Tensor besselY1(Tensor x) {
        return Ops.apply(Plain.SPECIAL_BESSEL_Y1, x);
    }

    /// [#i0], but without a gradient. Torch: `torch.special.modified_bessel_i0`.
    public static Tensor modifiedBesselI0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_MODIFIED_BESSEL_I0, x);
    }

    /// [#i1], but without a gradient. Torch: `torch.special.modified_bessel_i1`.
    public static Tensor modifiedBesselI1(Tensor x) {
        return Ops.apply(Plain.SPECIAL_MODIFIED_BESSEL_I1, x);
    }

    /// The modified Bessel function of the second kind of order 0; no gradient. Torch:
    /// `torch.special.modified_bessel_k0`.
    public static Tensor modifiedBesselK0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_MODIFIED_BESSEL_K0, x);
    }

    /// The modified Bessel function of the second kind of order 1; no gradient. Torch:
    /// `torch.special.modified_bessel_k1`.
    public static Tensor modifiedBesselK1(Tensor x) {
        return Ops.apply(Plain.SPECIAL_MODIFIED_BESSEL_K1, x);
    }

    /// `exp(x)` times [#modifiedBesselK0]; no gradient. Torch:
    /// `torch.special.scaled_modified_bessel_k0`.
    public static Tensor scaledModifiedBesselK0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_SCALED_MODIFIED_BESSEL_K0, x);
    }

    /// `exp(x)` times [#modifiedBesselK1]; no gradient. Torch:
    /// `torch.special.scaled_modified_bessel_k1`.
    public static Tensor scaledModifiedBesselK1(Tensor x) {
        return Ops.apply(Plain.SPECIAL_SCALED_MODIFIED_BESSEL_K1, x);
    }

    /// `sin(x) / x`; no gradient. Torch: `torch.special.spherical_bessel_j0`.
    public static Tensor sphericalBesselJ0(Tensor x) {
        return Ops.apply(Plain.SPECIAL_SPHERICAL_BESSEL_J0, x);
    }

    /// The regularised lower incomplete gamma function. Torch: `torch.special.gammainc`.
    public static Tensor gammainc(Tensor a, Tensor x) {
        return a.igamma(x);
    }

    /// The regularised upper incomplete gamma function. Torch: `torch.special.gammaincc`.
    public static Tensor gammaincc(Tensor a, Tensor x) {
        return a.igammac(x);
    }

    /// The zeta function of Hurwitz, `sum of (q + k)^-x`; differentiable by q only. Torch:
    /// `torch.special.zeta`.
    public static Tensor zeta(Tensor x, Tensor q) {
        return Ops.apply(Pairs.OfOther.SPECIAL_ZETA, x, q);
    }

    /// `x log(y)`, and 0 where x is 0. Torch: `torch.special.xlogy`.
    public static Tensor xlogy(Tensor x, Tensor y) {
        return x.xlogy(y);
    }

    /// `x log1p(y)`, and 0 where x is 0. Torch: `torch.special.xlog1py`.
    public static Tensor xlog1py(Tensor x, Tensor y) {
        return Ops.apply(Pairs.OfBoth.SPECIAL_XLOG1PY, x, y);
    }

    /// The same of a number. Torch: `torch.special.xlog1py`.
    public static Tensor xlog1py(Tensor x, double y) {
        return Ops.apply(new Pairs.XlogOfNumber(true, y), x);
    }

    /// A number to the power of a tensor. Torch: `torch.pow(base, exponent)`.
    public static Tensor pow(double base, Tensor exponent) {
        return Ops.apply(new Pairs.PowOfNumber(base), exponent);
    }

    /// Chebyshev's polynomial T of degree n at x. No gradient. Torch:
    /// `torch.special.chebyshev_polynomial_t`.
    public static Tensor chebyshevPolynomialT(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_CHEBYSHEV_POLYNOMIAL_T, x, n);
    }

    /// Chebyshev's polynomial U of degree n at x. No gradient. Torch:
    /// `torch.special.chebyshev_polynomial_u`.
    public static Tensor chebyshevPolynomialU(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_CHEBYSHEV_POLYNOMIAL_U, x, n);
    }

    /// Chebyshev's polynomial V of degree n at x. No gradient. Torch:
    /// `torch.special.chebyshev_polynomial_v`.
    public static Tensor chebyshevPolynomialV(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_CHEBYSHEV_POLYNOMIAL_V, x, n);
    }

    /// Chebyshev's polynomial W of degree n at x. No gradient. Torch:
    /// `torch.special.chebyshev_polynomial_w`.
    public static Tensor chebyshevPolynomialW(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_CHEBYSHEV_POLYNOMIAL_W, x, n);
    }

    /// Hermite's polynomial of degree n at x, of the physicists. No gradient. Torch:
    /// `torch.special.hermite_polynomial_h`.
    public static Tensor hermitePolynomialH(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_HERMITE_POLYNOMIAL_H, x, n);
    }

    /// Hermite's polynomial of degree n at x, of the probabilists. No gradient. Torch:
    /// `torch.special.hermite_polynomial_he`.
    public static Tensor hermitePolynomialHe(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_HERMITE_POLYNOMIAL_HE, x, n);
    }

    /// Laguerre's polynomial of degree n at x. No gradient. Torch:
    /// `torch.special.laguerre_polynomial_l`.
    public static Tensor laguerrePolynomialL(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_LAGUERRE_POLYNOMIAL_L, x, n);
    }

    /// Legendre's polynomial of degree n at x. No gradient. Torch:
    /// `torch.special.legendre_polynomial_p`.
    public static Tensor legendrePolynomialP(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_LEGENDRE_POLYNOMIAL_P, x, n);
    }

    /// Chebyshev's polynomial T of degree n at 2 x - 1. No gradient. Torch:
    /// `torch.special.shifted_chebyshev_polynomial_t`.
    public static Tensor shiftedChebyshevPolynomialT(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_T, x, n);
    }

    /// Chebyshev's polynomial U of degree n at 2 x - 1. No gradient. Torch:
    /// `torch.special.shifted_chebyshev_polynomial_u`.
    public static Tensor shiftedChebyshevPolynomialU(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_U, x, n);
    }

    /// Chebyshev's polynomial V of degree n at 2 x - 1. No gradient. Torch:
    /// `torch.special.shifted_chebyshev_polynomial_v`.
    public static Tensor shiftedChebyshevPolynomialV(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_V, x, n);
    }

    /// Chebyshev's polynomial W of degree n at 2 x - 1. No gradient. Torch:
    /// `torch.special.shifted_chebyshev_polynomial_w`.
    public static Tensor shiftedChebyshevPolynomialW(Tensor x, Tensor n) {
        return Ops.apply(Pairs.Plain.SPECIAL_SHIFTED_CHEBYSHEV_POLYNOMIAL_W, x, n);
    }
}
