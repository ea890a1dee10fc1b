package jgrad.nn;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.Warnings;

/// Normal numbers within bounds, by drawing again what lies outside; or, where that would be most,
/// by drawing uniformly and keeping what falls under the curve.
final class TruncatedNormal {
    private TruncatedNormal() {}

    static Tensor fill(Tensor tensor, double mean, double std, double a, double b) {
        if (mean < a - 2 * std || mean > b + 2 * std) {
            Warnings.warn(
                    "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution"
                            + " of values may be incorrect.");
        }
        double inside = phi((b - mean) / std) - phi((a - mean) / std);
        return inside > 0.3
                ? redrawn(tensor, mean, std, a, b)
                : underCurve(tensor, mean, std, a, b);
    }

    private static double phi(double x) {
        Tensor erf = Tensors.fromArray(new double[] {x / Math.sqrt(2.0)}).erf();
        return (1 + erf.toDouble()) / 2;
    }

    private static Tensor redrawn(Tensor tensor, double mean, double std, double a, double b) {
        Tensor result = tensor.normal_(mean, std);
        while (true) {
            Tensor outside = result.lt(a).logicalOr(result.gt(b));
            if (!any(outside)) {
                return tensor.copy_(result);
            }
            Tensor again = Tensors.emptyLike(tensor).normal_(mean, std);
            result = Tensors.where(outside, again, result);
        }
    }

    private static Tensor underCurve(Tensor tensor, double mean, double std, double a, double b) {
        double mode = Math.max(a, Math.min(mean, b));
        double peak = -0.5 * ((mode - mean) / std) * ((mode - mean) / std);
        Tensor result = tensor.uniform_(a, b);
        Tensor pending = isAbove(result, mean, std, peak);
        while (any(pending)) {
            Tensor candidates = Tensors.emptyLike(tensor).uniform_(a, b);
            result = Tensors.where(pending, candidates, result);
            pending = pending.logicalAnd(isAbove(candidates, mean, std, peak));
        }
        return tensor.copy_(result);
    }

    private static Tensor isAbove(Tensor x, double mean, double std, double peak) {
        Tensor curve = x.sub(mean).div_(std).pow_(2).mul_(-0.5).sub_(peak);
        return Tensors.emptyLike(x).uniform_(0, 1).log_().gt(curve);
    }

    private static boolean any(Tensor mask) {
        return mask.sum().toLong() > 0;
    }
}
