package jgrad.ops;

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
        }

        @Override
        public Tensor forward(Tensor self) {
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
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
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
    }
}
