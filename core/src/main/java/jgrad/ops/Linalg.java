package jgrad.ops;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Fitting;
import jgrad.kernels.product.Blas;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Products of matrices and vectors: bilinear, so one law gives all their forward-mode rules.
public sealed interface Linalg extends Op {

    /// matrix times matrix
    record Mm() implements Linalg, Bilinear {
        public static final Mm OP = new Mm();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "mat2";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Blas.mm(self, other);
        }

        @Override
        public Tensor gradSelf(Tensor g, Saved s) {
            return Inside.gradLeft(g, s.other(), s.isColumnMajor(0));
        }

        @Override
        public Tensor gradOther(Tensor g, Saved s) {
            return Inside.gradRight(g, s.self(), s.isColumnMajor(1));
        }

        @Override
        public int readsForSelf() {
            return OTHER;
        }

        @Override
        public int readsForOther() {
            return SELF;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            if (dims[1] < 0) { // one matrix for all samples: a single larger product
                Tensor a = Batching.toFront(inputs[0], dims[0]);
                Tensor rows = a.reshape(a.size(0) * a.size(1), a.size(2)).mm(inputs[1]);
                return new Tensor[] {rows.reshape(a.size(0), a.size(1), inputs[1].size(1))};
            }
            Tensor[] both = Batching.expanded(inputs, dims, size);
            return new Tensor[] {both[0].bmm(both[1])};
        }
    }

    /// matrix times vector
    record Mv() implements Linalg, Bilinear, SelfBy.Other, OtherBy.Self {
        public static final Mv OP = new Mv();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "vec";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Blas.mv(self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return MatrixProducts.outer(g, other);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self) {
            return self.t().mv(g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            if (dims[0] < 0) {
                return new Tensor[] {Batching.toFront(inputs[1], dims[1]).mm(inputs[0].t())};
            }
            Tensor[] both = Batching.expanded(inputs, dims, size);
            return new Tensor[] {both[0].bmm(both[1].unsqueeze(2)).squeeze(2)};
        }
    }

    /// vector times vector
    record Dot() implements Linalg, Bilinear, SelfBy.Other, OtherBy.Self {
        public static final Dot OP = new Dot();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "tensor";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Blas.dot(self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return g.mul(other);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self) {
            return g.mul(self);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            return new Tensor[] {both[0].unsqueeze(1).bmm(both[1].unsqueeze(2)).reshape(size)};
        }
    }

    /// matrix times matrix, for each of a batch
    record Bmm() implements Linalg, Bilinear, SelfBy.Other, OtherBy.Self {
        public static final Bmm OP = new Bmm();

        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "mat2";
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            return Blas.bmm(self, other);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return g.bmm(other.transpose(1, 2));
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self) {
            return self.transpose(1, 2).bmm(g);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            Tensor a = both[0];
            Tensor b = both[1];
            Tensor flat =
                    a.reshape(size * a.size(1), a.size(2), a.size(3))
                            .bmm(b.reshape(size * b.size(1), b.size(2), b.size(3)));
            return new Tensor[] {flat.reshape(size, a.size(1), a.size(2), b.size(3))};
        }
    }

    /// `beta * self + alpha * (mat1 @ mat2)`, inputs self, mat1, mat2
    record Addmm(double beta, double alpha) implements Linalg, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "mat1" : "mat2";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Blas.addmm(in[0], in[1], in[2], beta, alpha);
        }

        @Override
        public boolean into(Tensor[] in) {
            Inside.checkTarget(in);
            return false;
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> Inside.scaled(g, beta);
                case 1 -> Inside.scaled(Inside.gradLeft(g, s.input(2), s.isColumnMajor(1)), alpha);
                default ->
                        Inside.scaled(Inside.gradRight(g, s.input(1), s.isColumnMajor(2)), alpha);
            };
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return Inside.tangent(t, s, beta, alpha);
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 0 : i == 1 ? THIRD : OTHER;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("beta", beta, "alpha", alpha);
        }
    }

    /// `beta * self + alpha * (batch1 @ batch2)`, inputs self, batch1, batch2
    record Baddbmm(double beta, double alpha) implements Linalg, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "batch" + i;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            return Blas.baddbmm(in[0], in[1], in[2], beta, alpha);
        }

        @Override
        public boolean into(Tensor[] in) {
            Inside.checkTarget(in);
            return false;
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> Inside.scaled(g, beta);
                case 1 -> Inside.scaled(g.bmm(s.input(2).transpose(1, 2)), alpha);
                default -> Inside.scaled(s.input(1).transpose(1, 2).bmm(g), alpha);
            };
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return Inside.tangent(t, s, beta, alpha);
        }

        @Override
        public int reads(int i) {
            return i == 0 ? 0 : i == 1 ? THIRD : OTHER;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("beta", beta, "alpha", alpha);
        }
    }

    /// What several of these records share.
    final class Inside {
        private Inside() {}

        /// `g @ right^T`, column by column if the left matrix lies so: then the gradient of what it
        /// is the transposed of lies row by row, and nothing has to be copied.
        static Tensor gradLeft(Tensor g, Tensor right, boolean columnMajor) {
            return columnMajor ? right.mm(g.t()).t() : g.mm(right.t());
        }

        /// `left^T @ g`, column by column if the right matrix lies so.
        static Tensor gradRight(Tensor g, Tensor left, boolean columnMajor) {
            return columnMajor ? g.t().mm(left).t() : left.t().mm(g);
        }

        static Tensor scaled(Tensor t, double by) {
            return by == 1 ? t : Formulas.times(by, t);
        }

        /// The tangent of `beta * self + alpha * (a @ b)`.
        static @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s, double beta, double alpha) {
            Tensor sum = null;
            if (t[0] != null) {
                int[] shape = s.shape(1).clone();
                shape[shape.length - 1] = s.shape(2)[shape.length - 1];
                sum = Fitting.broadcastTo(scaled(t[0], beta), shape);
            }
            if (t[1] != null) {
                sum = Laws.add(sum, scaled(t[1].matmul(s.input(2)), alpha));
            }
            return t[2] == null ? sum : Laws.add(sum, scaled(s.input(1).matmul(t[2]), alpha));
        }

        /// Refuses a target that the sum would have to broadcast.
        static void checkTarget(Tensor[] in) {
            int[] self = Raw.shape(in[0]);
            int rank = in[1].dim();
            if (rank < 2 || in[2].dim() != rank) {
                return;
            }
            int[] product = Raw.shape(in[1]).clone();
            product[rank - 1] = Raw.shape(in[2])[rank - 1];
            if (!Arrays.equals(self, product)) {
                throw new IllegalArgumentException(
                        "Bad in-place call: input tensor size "
                                + Arrays.toString(self)
                                + " and output tensor size "
                                + Arrays.toString(product)
                                + " should match");
            }
        }
    }
}
