package jgrad.ops;

<<<<<<< HEAD
import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.linalg.Distances;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Norms of vectors, and of their differences.
public sealed interface VectorNorms extends Op {

    /// `(sum |x|^p)^(1/p)` along dimensions
    record LinalgVectorNorm(double ord, int @Nullable [] dims, boolean keepdim)
            implements VectorNorms, Reducing {
        @Override
        public int variant() {
            return 0;
=======
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.autograd.Autograd;
import jgrad.engine.Ops;

import org.jspecify.annotations.Nullable;

/// Lengths of vectors, and the distances that are made of them.
public sealed interface VectorNorms extends Op {

    /// `(sum of abs(x)^p)^(1/p)` along dimensions; for p infinite the largest, minus infinite the
    /// smallest, for 0 the number of elements that are not 0. At 0 the gradient is 0.
    record VectorNorm(double p, int @Nullable [] dims, boolean keepdim, boolean linalg)
            implements VectorNorms, Reducing.OfBoth {
        @Override
        public String torchName() {
            return linalg ? "linalg_vector_norm" : "norm";
        }

        @Override
        public int variant() {
            return linalg ? 0 : 1;
>>>>>>> adbacd1 (Add distances, normalize and one_hot)
        }

        @Override
        public Tensor forward(Tensor self) {
<<<<<<< HEAD
            return Reduce.norm(self, ord, along(self), keepdim);
        }

        @Override
        public @Nullable Tensor grad(Tensor g, Saved s) {
            int[] shape = s.shape();
            return NormFormulas.grad(wide(g, shape), s.self(), ord, wide(s.result(), shape), dims);
        }

        @Override
        public @Nullable Tensor jvp(Tensor t, Saved s) {
            int[] shape = s.shape();
            Tensor one = wide(Tensors.onesLike(s.result()), shape);
            Tensor slope = NormFormulas.grad(one, s.self(), ord, wide(s.result(), shape), dims);
            return slope == null
                    ? Tensors.zerosLike(s.result())
                    : slope.mul(t).sum(of(dims, shape.length), keepdim);
        }

        private static int[] of(int @Nullable [] dims, int rank) {
            return Reducing.of(dims, rank);
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public LinalgVectorNorm over(int[] dims) {
            return new LinalgVectorNorm(ord, dims, keepdim);
        }
    }

    /// the norm of a difference
    record Dist(double p) implements VectorNorms, BinaryOp {
        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Reduce.norm(Arithmetic.Sub.OP.forward(self, other), p, null, false);
        }

        private @Nullable Tensor slope(Tensor g, Saved s) {
            return NormFormulas.grad(g, s.self().sub(s.other()), p, s.result(), null);
        }

        @Override
        public @Nullable Tensor gradSelf(Tensor g, Saved s) {
            return slope(g, s);
        }

        @Override
        public @Nullable Tensor gradOther(Tensor g, Saved s) {
            Tensor slope = slope(g, s);
            return slope == null ? null : slope.neg();
        }

        @Override
        public Tensor jvp(@Nullable Tensor tSelf, @Nullable Tensor tOther, Saved s) {
            Tensor slope = slope(Tensors.onesLike(s.result()), s);
            return slope == null
                    ? Tensors.zerosLike(s.result())
                    : slope.mul(Solving.Inside.minus(tSelf, tOther)).sum();
        }

        @Override
        public int readsForSelf() {
            return SELF | OTHER | RESULT;
        }

        @Override
        public int readsForOther() {
            return SELF | OTHER | RESULT;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("p", p);
        }
    }

    /// slices along a dimension, those with too large a norm cut to it
    record Renorm(double p, int dim, double maxnorm) implements VectorNorms, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            if (self.dim() < 2) {
                throw new IllegalArgumentException(
                        "renorm: input needs at least 2 dimensions, got "
                                + self.dim()
                                + " dimensions");
            }
            if (!(p > 0)) {
                throw new IllegalArgumentException("renorm: non-positive-norm not supported");
            }
            if (!(maxnorm >= 0)) {
                throw new IllegalArgumentException(
                        "renorm: expected maxnorm to be >= 0 but got " + maxnorm);
            }
            return Distances.cut(self, p, Dims.wrap(dim, self.dim()), maxnorm);
        }

        private int[] others(int rank) {
            int kept = Dims.wrap(dim, rank);
            int[] others = new int[rank - 1];
            Arrays.setAll(others, d -> d < kept ? d : d + 1);
            return others;
        }

        private Tensor change(Tensor change, Tensor inner, Tensor norm) {
            Tensor inverse = Formulas.plus(norm, 1e-7).reciprocal();
            Tensor scaled = Formulas.times(maxnorm, inverse).mul(change.sub(inverse.mul(inner)));
            return Tensors.where(norm.gt(maxnorm), scaled, change);
=======
            Types.check(self.dtype().isFloating(), this, self.dtype());
            Tensor x = self.detach();
            if (Double.isInfinite(p)) {
                int[] all = Reducing.of(along(x), x.dim());
                return Ops.apply(new Extremes.Amax(p > 0, all, keepdim), x.abs());
            }
            if (p == 0) {
                return summed(x.ne(0.0).to(x.dtype()));
            }
            if (p == 1) {
                return summed(x.abs());
            }
            return p == 2 ? summed(x.mul(x)).sqrt() : summed(x.abs().pow(p)).pow(1 / p);
>>>>>>> adbacd1 (Add distances, normalize and one_hot)
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
<<<<<<< HEAD
            Tensor self = s.self();
            int[] others = others(self.dim());
            Tensor norm = Ops.apply(new LinalgVectorNorm(p, others, true), self);
            Tensor sum = self.mul(g).sum(others, true);
            Tensor slope = requireNonNull(NormFormulas.grad(sum, self, p, norm, others));
            return change(g, slope, norm);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            Tensor self = s.self();
            int[] others = others(self.dim());
            Tensor norm = Ops.apply(new LinalgVectorNorm(p, others, true), self);
            Tensor slope =
                    requireNonNull(
                            NormFormulas.grad(Tensors.onesLike(norm), self, p, norm, others));
            Tensor dNorm = slope.mul(t).sum(others, true);
            return change(t, self.mul(dNorm), norm);
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("p", p, "dim", (long) dim, "maxnorm", maxnorm);
        }
    }

    /// the `p`-norm of the difference of each row of one and each row of the other
    record Cdist(double p) implements VectorNorms, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "x1" : "x2";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Distances.between(in[0], in[1], p);
        }

        /// The derivative of each distance by each coordinate of its first row.
        private Tensor slopes(Saved s) {
            Tensor difference = s.input(0).unsqueeze(-2).sub(s.input(1).unsqueeze(-3));
            return NormFormulas.distanceSlope(difference, p, s.result().unsqueeze(-1));
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            Tensor all = g.unsqueeze(-1).mul(slopes(s));
            return i == 0 ? all.sum(new int[] {-2}, false) : all.sum(new int[] {-3}, false).neg();
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor change =
                    Solving.Inside.minus(
                            t[0] == null ? null : t[0].unsqueeze(-2),
                            t[1] == null ? null : t[1].unsqueeze(-3));
            return slopes(s).mul(change).sum(new int[] {-1}, false);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("p", p);
        }
    }

    /// the same for p = 2 and many rows, whose gradient is made of products of matrices
    record EuclideanDist() implements VectorNorms, NaryOp {
        public static final EuclideanDist OP = new EuclideanDist();

        @Override
        public String torchName() {
            return "_euclidean_dist";
        }

        @Override
        public String inputName(int i) {
            return i == 0 ? "x1" : "x2";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Distances.between(in[0], in[1], 2);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            Tensor ratio = g.div(s.result()).maskedFill(s.result().eq(0), 0);
            return i == 0
                    ? s.input(0).mul(ratio.sum(new int[] {-1}, true)).sub(ratio.matmul(s.input(1)))
                    : s.input(1)
                            .mul(ratio.sum(new int[] {-2}, false).unsqueeze(-1))
                            .sub(ratio.mT().matmul(s.input(0)));
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return new Cdist(2).tangent(t, s);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }

    /// `cdist` as PyTorch chooses among the two.
    static Tensor cdist(Tensor x1, Tensor x2, double p, String mode) {
        Tensor[] both = {x1, x2};
        for (int i = 0; i < 2; i++) {
            String name = "X" + (i + 1);
            if (!both[i].dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "cdist only supports floating-point dtypes, "
                                + name
                                + " got: "
                                + both[i].dtype().scalarName());
            }
            if (both[i].dim() < 2) {
                throw new IllegalArgumentException(
                        "cdist only supports at least 2D tensors, "
                                + name
                                + " got: "
                                + both[i].dim()
                                + "D");
            }
        }
        if (x1.size(-1) != x2.size(-1)) {
            throw new IllegalArgumentException(
                    "X1 and X2 must have the same number of columns. X1: "
                            + x1.size(-1)
                            + " X2: "
                            + x2.size(-1));
        }
        if (!(p >= 0)) {
            throw new IllegalArgumentException("cdist only supports non-negative p values");
        }
        boolean always = mode.equals("use_mm_for_euclid_dist");
        boolean never = mode.equals("donot_use_mm_for_euclid_dist");
        if (!always && !never && !mode.equals("use_mm_for_euclid_dist_if_necessary")) {
            throw new IllegalArgumentException(mode + " is not a valid value for compute_mode");
        }
        boolean many = x1.size(-2) > 25 || x2.size(-2) > 25;
        if (p == 2 && x1.size(-1) > 0 && (always || many && !never)) {
            Tensor out = Ops.apply(EuclideanDist.OP, both);
            return out.view(Raw.shape(out));
        }
        return Ops.apply(new Cdist(p), both);
=======
            return slope(wide(g, s.shape()), s.self(), wide(s.result(), s.shape()));
        }

        @Override
        public Tensor weights(Tensor self, Tensor result) {
            return slope(Tensors.onesLike(result), self, result);
        }

        private Tensor slope(Tensor g, Tensor x, Tensor norm) {
            if (p == 0) {
                return Tensors.zerosLike(x);
            }
            if (p == 1) {
                return x.sgn().mul(g);
            }
            if (p == 2) {
                return g.mul(x.div(norm).maskedFill(norm.eq(0.0), 0.0));
            }
            if (Double.isInfinite(p)) {
                Tensor chosen = x.abs().eq(norm).to(x.dtype());
                int[] all = Reducing.of(along(x), x.dim());
                Tensor count = chosen.sum(all, true);
                return x.sgn().mul(g.div(count).mul(chosen));
            }
            if (p < 1) {
                Tensor scaled = x.sgn().mul(x.abs().pow(p - 1).maskedFill(x.eq(0.0), 0.0));
                return scaled.mul(g).mul(norm.pow(1 - p));
            }
            Tensor scaled = p < 2 ? x.sgn().mul(x.abs().pow(p - 1)) : x.mul(x.abs().pow(p - 2));
            return scaled.mul(g.div(norm.pow(p - 1)).maskedFill(norm.eq(0.0), 0.0));
        }

        @Override
        public VectorNorm over(int[] dims) {
            return new VectorNorm(p, dims, keepdim, linalg);
        }
    }

    /// The length of `x1 - x2 + eps` along the last dimension.
    static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
        Tensor apart = x1.sub(x2);
        Tensor moved = apart.dtype().isFloating() ? Formulas.plus(apart, eps) : apart.add(eps);
        return Ops.apply(new VectorNorm(p, new int[] {-1}, keepdim, false), moved);
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
        Tensor length = Ops.apply(new VectorNorm(2, new int[] {dim}, true, true), x).clone();
        try (var _ = Autograd.noGrad()) {
            length.clampMin_(eps);
        }
        return length;
    }

    /// `x` divided by its length along a dimension, which counts as at least eps.
    static Tensor normalize(Tensor x, double p, int dim, double eps) {
        Tensor length = Ops.apply(new VectorNorm(p, new int[] {dim}, true, true), x);
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
>>>>>>> adbacd1 (Add distances, normalize and one_hot)
    }
}
