package jgrad.ops;

import static jgrad.ops.Samples.any;
import static jgrad.ops.Samples.between;
import static jgrad.ops.Samples.index;
import static jgrad.ops.Samples.positive;

import jgrad.DType;
import jgrad.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Samples of the special functions, of the functions of two elements besides arithmetic, and of
/// remainders and bits.
final class SpecialSamples {
    private SpecialSamples() {}

    static List<Sample> all() {
        Tensor a = any(3, 4);
        Tensor p = positive(3, 4);
        Tensor row = positive(4);
        Tensor unit = between(-0.8, 0.8, 3, 4);
        Tensor part = between(0.1, 0.9, 3, 4);
        Tensor large = between(1.2, 3, 3, 4);
        Tensor whole = index(5, 12, 7, 30);
        var all = new ArrayList<Sample>();
        all.addAll(
                List.of(
                        Sample.of(Specials.OfSelf.DIGAMMA, large),
                        Sample.of(Specials.OfSelf.ERFINV, unit),
                        Sample.of(Specials.OfSelf.I0, a),
                        Sample.of(Specials.OfSelf.LGAMMA, large),
                        Sample.of(Specials.OfSelf.SINC, a),
                        Sample.of(Specials.OfSelf.SPECIAL_ENTR, p),
                        Sample.of(Specials.OfBoth.SPECIAL_ERFCX, a),
                        Sample.of(Specials.OfBoth.SPECIAL_I0E, a),
                        Sample.of(Specials.OfBoth.SPECIAL_I1, a),
                        Sample.of(Specials.OfBoth.SPECIAL_I1E, a),
                        Sample.of(Specials.OfBoth.SPECIAL_LOG_NDTR, a),
                        Sample.of(Specials.OfResult.SPECIAL_NDTRI, part),
                        Sample.of(new Specials.Polygamma(1), large),
                        Sample.of(new Specials.Polygamma(4), large),
                        Sample.of(new Specials.Mvlgamma(3), between(1.6, 3, 3, 4)),
                        Sample.of(new Specials.Logit(null), part),
                        Sample.of(new Specials.Logit(0.05), part),
                        Sample.of(new Specials.NanToNum(null, null, null), a),
                        Sample.of(Specials.Frexp.OP, between(0.55, 0.95, 3, 4)),
                        Sample.of(Pairs.OfBoth.LOGADDEXP, a, row),
                        Sample.of(Pairs.OfBoth.LOGADDEXP2, a, row),
                        Sample.of(Pairs.OfBoth.SPECIAL_XLOG1PY, a, row),
                        Sample.of(Pairs.OfBoth.XLOGY, a, row),
                        Sample.of(Pairs.OfOther.IGAMMA, index(2, 3, 1, 4), row),
                        Sample.of(Pairs.OfOther.IGAMMAC, index(2, 3, 1, 4), row),
                        Sample.of(Pairs.OfOther.SPECIAL_ZETA, index(2, 3, 5, 4), row),
                        Sample.of(Pairs.Hypot.OP, a, row),
                        Sample.of(Pairs.Copysign.OP, a, row),
                        Sample.of(new Pairs.CopysignNumber(-1.5), a),
                        Sample.of(Pairs.Nextafter.OP, a, row),
                        Sample.of(Pairs.Ldexp.OP, a, row),
                        Sample.of(new Pairs.PowOfNumber(2.5), a),
                        Sample.of(new Pairs.XlogOfNumber(false, 2.5), a),
                        Sample.of(new Pairs.XlogOfNumber(true, 2.5), a),
                        Sample.of(new Remainders.DivRounded(true), a, row),
                        Sample.of(new Remainders.DivRounded(false), a, row),
                        Sample.of(Remainders.FloorDivide.OP, a, row),
                        Sample.of(new Remainders.Remainder(true), a, row),
                        Sample.of(new Remainders.Remainder(false), a, row),
                        Sample.of(new Remainders.RemainderOfNumber(true, 0.7), a)));
        for (Specials.Plain row1 : Specials.Plain.values()) {
            all.add(Sample.of(row1, p));
        }
        for (Pairs.Plain polynomial : Pairs.Plain.values()) {
            all.add(Sample.of(polynomial, a, index(0, 1, 5, 12).to(DType.FLOAT64)));
        }
        for (Remainders.Steps step : Remainders.Steps.values()) {
            all.add(Sample.of(step, whole, index(3, 2, 1, 4)));
        }
        return all;
    }
}
