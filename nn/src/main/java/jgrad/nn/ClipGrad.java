package jgrad.nn;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;

import java.util.ArrayList;
import java.util.List;

/// Makes gradients that are too large smaller, between `backward` and the optimiser's step.
///
/// Torch: `torch.nn.utils.clip_grad_norm_` and its relatives.
public final class ClipGrad {
    private ClipGrad() {}

    /// Scales all gradients by one factor if their common norm is above `maxNorm`. Returns that
    /// norm as it was.
    ///
    /// `factor = min(1, maxNorm / (norm + 1e-6))`. Torch: `torch.nn.utils.clip_grad_norm_`.
    public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm) {
        return clipGradNorm_(parameters, maxNorm, 2, false);
    }

    /// As [#clipGradNorm_(List, double)], by the norm of a given order, infinity included.
    ///
    /// @throws IllegalStateException if `errorIfNonfinite` is set and the norm is infinite or NaN;
    ///   nothing is changed then
    public static Tensor clipGradNorm_(
            List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
        try (var _ = Autograd.noGrad()) {
            List<Tensor> grads = grads(parameters);
            Tensor total = totalNorm(grads, normType);
            double norm = total.toDouble();
            if (errorIfNonfinite && !Double.isFinite(norm)) {
                throw new IllegalStateException(
                        "The total norm of order "
                                + normType
                                + " for gradients from `parameters` is non-finite, so it cannot be"
                                + " clipped. To disable this error and scale the gradients by the"
                                + " non-finite norm anyway, set `error_if_nonfinite=False`");
            }
            Tensor factor = total.add(1e-6).reciprocal().mul(maxNorm).clampMax(1.0);
            for (Tensor g : grads) {
                g.mul_(factor.to(g.dtype()));
            }
            return total;
        }
    }

    /// The norm of all tensors as if they were one vector. Torch: `torch.nn.utils.get_total_norm`.
    public static Tensor totalNorm(List<Tensor> tensors, double normType) {
        if (tensors.isEmpty()) {
            return Tensors.tensor(0.0);
        }
        var norms = new ArrayList<Tensor>();
        for (Tensor t : tensors) {
            norms.add(norm(t.detach(), normType));
        }
        return norm(Tensors.stack(norms, 0), normType);
    }

    private static Tensor norm(Tensor t, double p) {
        if (p == Double.POSITIVE_INFINITY) {
            return t.numel() == 0 ? t.sum() : t.abs().max();
        }
        if (p == 2) {
            return t.mul(t).sum().sqrt();
        }
        return t.abs().pow(p).sum().pow(1 / p);
    }

    /// Brings every element of every gradient into `[-clip, clip]`.
    ///
    /// Torch: `torch.nn.utils.clip_grad_value_`.
    public static void clipGradValue_(List<Tensor> parameters, double clip) {
        try (var _ = Autograd.noGrad()) {
            grads(parameters).forEach(g -> g.clamp_(-clip, clip));
        }
    }

    private static List<Tensor> grads(List<Tensor> parameters) {
        var grads = new ArrayList<Tensor>();
        for (Tensor p : parameters) {
            Tensor grad = p.grad();
            if (grad != null) {
                grads.add(grad);
            }
        }
        return grads;
    }
}
