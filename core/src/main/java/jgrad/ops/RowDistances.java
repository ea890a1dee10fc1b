package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;

import org.jspecify.annotations.Nullable;

/// Distances and angles of the rows of two tensors.
public sealed interface RowDistances extends Op {

    /// The norm that PyTorch measures distances with: [VectorNorms.LinalgVectorNorm] by an older
    /// name, which shows in its node.
    record Norm(double p, int[] dims, boolean keepdim) implements RowDistances, Reducing {
        @Override
        public Tensor forward(Tensor self) {
            return Reduce.norm(self, p, along(self), keepdim);
        }

        @Override
        public @Nullable Tensor grad(Tensor g, Saved s) {
            int[] shape = s.shape();
            return NormFormulas.grad(wide(g, shape), s.self(), p, wide(s.result(), shape), dims);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            int[] shape = s.shape();
            Tensor one = wide(Tensors.onesLike(s.result()), shape);
            Tensor slope = NormFormulas.grad(one, s.self(), p, wide(s.result(), shape), dims);
            return slope == null
                    ? Tensors.zerosLike(s.result())
                    : slope.mul(t).sum(Reducing.of(dims, shape.length), keepdim);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Norm over(int[] dims) {
            return new Norm(p, dims, keepdim);
        }
    }

    /// The length of `x1 - x2 + eps` along the last dimension.
    static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
        Tensor apart = x1.sub(x2);
        Tensor moved = apart.dtype().isFloating() ? Formulas.plus(apart, eps) : apart.add(eps);
        return Ops.apply(new Norm(p, new int[] {-1}, keepdim), moved);
    }

    /// The cosine of the angle between vectors along a dimension, whose lengths count as at least
    /// eps.
    static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
        var type = Types.common(x1, x2);
        if (!type.isFloating()) {
            throw new IllegalArgumentException(
                    "expected common dtype to be floating point, yet common dtype is "
                            + type.scalarName());
        }
        Tensor[] both = CompositeLosses.broadcast(x1.to(type), x2.to(type));
        Tensor unit1 = both[0].div(length(both[0], dim, eps));
        Tensor unit2 = both[1].div(length(both[1], dim, eps));
        return unit1.mul(unit2).sum(dim);
    }

    private static Tensor length(Tensor x, int dim, double eps) {
        Tensor length =
                Ops.apply(new VectorNorms.LinalgVectorNorm(2, new int[] {dim}, true), x).clone();
        try (var _ = Autograd.noGrad()) {
            length.clampMin_(eps);
        }
        return length;
    }

    /// `x` divided by its length along a dimension, which counts as at least eps.
    static Tensor normalize(Tensor x, double p, int dim, double eps) {
        Tensor length = Ops.apply(new VectorNorms.LinalgVectorNorm(p, new int[] {dim}, true), x);
        return x.div(length.clampMin(eps).expandAs(x));
    }

    /// How much nearer the anchor is to the positive than to the negative, short of the margin.
    static Tensor tripletMargin(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            double eps,
            boolean swap) {
        checkDimensions(anchor, positive, negative);
        Tensor near = pairwiseDistance(anchor, positive, p, eps, false);
        Tensor far = pairwiseDistance(anchor, negative, p, eps, false);
        if (swap) {
            far = far.minimum(pairwiseDistance(positive, negative, p, eps, false));
        }
        return Formulas.plus(near, margin).sub(far).clampMin(0.0);
    }

    /// Refuses tensors of different rank.
    static void checkDimensions(Tensor anchor, Tensor positive, Tensor negative) {
        if (anchor.dim() != positive.dim() || anchor.dim() != negative.dim()) {
            throw new IllegalArgumentException(
                    "The anchor, positive, and negative tensors are expected to have the same"
                            + " number of dimensions, but got: anchor "
                            + anchor.dim()
                            + "D, positive "
                            + positive.dim()
                            + "D, and negative "
                            + negative.dim()
                            + "D inputs");
        }
    }
}
