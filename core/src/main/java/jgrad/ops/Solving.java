package jgrad.ops;

import static java.util.Objects.requireNonNull;

import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Factorizations;
import jgrad.kernels.linalg.Solves;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Systems of equations and inverses. For `X = A^-1 B`, `dX = A^-1 (dB - dA X)`, which all rules
/// here are cases of.
public sealed interface Solving extends Op {

    /// `X` of `A X = B` (or `X A = B`) and, for each matrix, the place of the first zero that
    /// elimination met; with `check` that is an error
    record LinalgSolveEx(boolean left, boolean check) implements Solving, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "A" : "B";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "result" : "info";
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.floating("linalg.solve", in[0]);
            LinalgChecks.square("linalg.solve", "A", in[0]);
            LinalgChecks.sameType("linalg.solve", in[0], in[1]);
            boolean vector = LinalgChecks.isVector(in[0], in[1]);
            Tensor b = vector ? Inside.column(in[1]) : in[1];
            LinalgChecks.solvable("linalg.solve", in[0], b, left);
            Tensor[] lu = Factorizations.lu(in[0]);
            if (check) {
                LinalgChecks.nonSingular("torch.linalg.solve", lu[2]);
            }
            Tensor x = Solves.lu(lu[0], lu[1], b, left, false);
            return new Tensor[] {vector ? Inside.withoutColumn(x) : x, lu[2]};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] all = gradAll(g, s);
            return all == null ? null : all[i];
        }

        @Override
        public @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
            Tensor given = g[0];
            if (given == null) {
                return new @Nullable Tensor[2];
            }
            boolean vector = LinalgChecks.isVector(s.shape(0), s.shape(1));
            Tensor gx = vector ? given.unsqueeze(-1) : given;
            Tensor x = vector ? s.result().unsqueeze(-1) : s.result();
            Tensor gb = solve(s.input(0).mT(), gx, left);
            Tensor product = left ? gb.matmul(x.mT()) : x.mT().matmul(gb);
            return new Tensor[] {product.neg(), vector ? gb.squeeze(-1) : gb};
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            boolean vector = LinalgChecks.isVector(s.shape(0), s.shape(1));
            Tensor x = vector ? s.result().unsqueeze(-1) : s.result();
            Tensor db = t[1] == null ? null : vector ? t[1].unsqueeze(-1) : t[1];
            Tensor da = t[0];
            Tensor change = da == null ? null : left ? da.matmul(x) : x.matmul(da);
            Tensor dx = solve(s.input(0), Inside.minus(db, change), left);
            return new @Nullable Tensor[] {vector ? dx.squeeze(-1) : dx, null};
        }

        @Override
        public int reads(int i) {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            int[] a = Inside.sample(inputs[0], dims[0]);
            if (!LinalgChecks.isVector(a, Inside.sample(inputs[1], dims[1]))) {
                return Inside.batchedPair(this, inputs, dims, size);
            }
            Tensor b = dims[1] < 0 ? inputs[1] : Batching.toFront(inputs[1], dims[1]);
            Tensor[] columns = {inputs[0], b.unsqueeze(-1)};
            Tensor[] out =
                    Inside.batchedPair(
                            this, columns, new int[] {dims[0], dims[1] < 0 ? -1 : 0}, size);
            return new Tensor[] {out[0].squeeze(-1), out[1]};
        }
    }

    /// the inverse, and the first zero that elimination met
    record LinalgInvEx(boolean check) implements Solving, MultiOp {
        @Override
        public String inputName(int i) {
            return "A";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "inverse" : "info";
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.floating("linalg.inv", in[0]);
            LinalgChecks.square("linalg.inv", "A", in[0]);
            Tensor[] out = Solves.inverse(in[0]);
            if (check) {
                LinalgChecks.nonSingular("linalg.inv", out[1]);
            }
            return out;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor inverse = s.result().mT();
            return g[0] == null ? null : inverse.matmul(g[0].matmul(inverse)).neg();
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor inverse = s.result();
            Tensor dx = t[0] == null ? null : inverse.matmul(t[0].matmul(inverse)).neg();
            return new @Nullable Tensor[] {dx, null};
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// `X` of `A X = B` (or `X A = B`) for a triangle of `A`, with ones on its diagonal if `unit`
    record LinalgSolveTriangular(boolean upper, boolean left, boolean unit)
            implements Solving, NaryOp {
        @Override
        public Tensor forward(Tensor[] in) {
            String name = "linalg.solve_triangular";
            LinalgChecks.floating(name, in[0]);
            LinalgChecks.square(name, "A", in[0]);
            LinalgChecks.sameType(name, in[0], in[1]);
            LinalgChecks.solvable(name, in[0], in[1], left);
            return Solves.triangular(in[0], in[1], upper, left, unit);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            Tensor gb = triangular(s.input(0).mT(), g, !upper, left, unit);
            if (i == 1) {
                return gb;
            }
            Tensor x = s.result().mT();
            Tensor product = (left ? gb.matmul(x) : x.matmul(gb)).neg();
            return Inside.triangle(product, upper, unit);
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor change = null;
            if (t[0] != null) {
                Tensor da = Inside.triangle(t[0], upper, unit);
                change = left ? da.matmul(s.result()) : s.result().matmul(da);
            }
            return triangular(s.input(0), Inside.minus(t[1], change), upper, left, unit);
        }

        @Override
        public int reads(int i) {
            return i == 0 ? SELF | RESULT : SELF;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("upper", upper, "left", left, "unitriangular", unit);
        }
    }

    /// the older form of [LinalgSolveTriangular]: inputs the right side and `A`, whose copy is the
    /// second result
    record TriangularSolve(boolean upper, boolean transpose, boolean unit)
            implements Solving, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "A";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "solution" : "cloned_coefficient";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            for (int i = 0; i < 2; i++) {
                if (in[i].dim() < 2) {
                    throw new IllegalArgumentException(
                            "torch.triangular_solve: Expected "
                                    + (i == 0 ? "b" : "A")
                                    + " to have at least 2 dimensions, but it has "
                                    + in[i].dim()
                                    + " dimensions instead");
                }
            }
            LinalgChecks.floating("triangular_solve", in[1]);
            Inside.matching("triangular_solve", in[0], in[1]);
            Tensor a = transpose ? Inside.transposed(in[1]) : in[1];
            int[] outer = Solves.outer(in[0], in[1]);
            return new Tensor[] {
                Solves.triangular(a, in[0], upper != transpose, true, unit),
                Solves.copy(in[1], outer)
            };
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor gb =
                    g[0] == null
                            ? null
                            : Ops.apply(
                                    new TriangularSolve(upper, !transpose, unit), g[0], s.input(1))[
                                    0];
            if (i == 0) {
                return gb;
            }
            Tensor ga = null;
            if (gb != null) {
                Tensor x = s.result();
                Tensor product = transpose ? x.neg().matmul(gb.mT()) : gb.neg().matmul(x.mT());
                ga = Inside.triangle(product, upper, unit);
            }
            return Laws.add(ga, g[1]);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor change = null;
            if (t[1] != null) {
                Tensor da = Inside.triangle(t[1], upper, unit);
                change = (transpose ? da.mT() : da).matmul(s.result());
            }
            Tensor dx = Ops.apply(this, Inside.minus(t[0], change), s.input(1))[0];
            return new @Nullable Tensor[] {dx, t[1]};
        }

        @Override
        public int reads(int i) {
            return i == 0 ? OTHER : OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.expanded(inputs, dims, size));
        }
    }

    static Tensor solve(Tensor a, Tensor b, boolean left) {
        return Ops.apply(new LinalgSolveEx(left, true), a, b)[0];
    }

    static Tensor triangular(Tensor a, Tensor b, boolean upper, boolean left, boolean unit) {
        return Ops.apply(new LinalgSolveTriangular(upper, left, unit), a, b);
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static Tensor column(Tensor t) {
            int[] shape = Arrays.copyOf(Raw.shape(t), t.dim() + 1);
            int[] strides = Arrays.copyOf(Raw.strides(t), t.dim() + 1);
            shape[t.dim()] = 1;
            strides[t.dim()] = 1;
            return Views.Inside.view(t, shape, strides, Raw.offset(t));
        }

        static Tensor withoutColumn(Tensor t) {
            int[] shape = Arrays.copyOf(Raw.shape(t), t.dim() - 1);
            int[] strides = Arrays.copyOf(Raw.strides(t), t.dim() - 1);
            return Views.Inside.view(t, shape, strides, Raw.offset(t));
        }

        static Tensor transposed(Tensor t) {
            int[] shape = Raw.shape(t).clone();
            int[] strides = Raw.strides(t).clone();
            int last = shape.length - 1;
            int rows = shape[last - 1];
            int row = strides[last - 1];
            shape[last - 1] = shape[last];
            strides[last - 1] = strides[last];
            shape[last] = rows;
            strides[last] = row;
            return Views.Inside.view(t, shape, strides, Raw.offset(t));
        }

        /// `a - b`, where null is zero, but not both are null.
        static Tensor minus(@Nullable Tensor a, @Nullable Tensor b) {
            if (b == null) {
                return requireNonNull(a);
            }
            return a == null ? b.neg() : a.sub(b);
        }

        static Tensor triangle(Tensor t, boolean upper, boolean unit) {
            return upper ? t.triu(unit ? 1 : 0) : t.tril(unit ? -1 : 0);
        }

        static int[] sample(Tensor t, int dim) {
            return dim < 0 ? Raw.shape(t) : Views.Inside.without(Raw.shape(t), dim);
        }

        /// Two matrices, or batches of them, that broadcast. All of them get the batch: results
        /// that come from one of them alone have it too.
        static Tensor[] batchedPair(MultiOp op, Tensor[] inputs, int[] dims, int size) {
            int rank = 0;
            for (int i = 0; i < 2; i++) {
                rank = Math.max(rank, inputs[i].dim() + (dims[i] < 0 ? 1 : 0));
            }
            Tensor[] wide = Batching.expanded(inputs, dims, size);
            for (int i = 0; i < 2; i++) {
                while (wide[i].dim() < rank) {
                    wide[i] = wide[i].unsqueeze(1);
                }
            }
            return Ops.apply(op, wide);
        }

        static void matching(String name, Tensor b, Tensor a) {
            int[] sa = Raw.shape(a);
            int[] sb = Raw.shape(b);
            int rows = sa[sa.length - 2];
            int columns = sa[sa.length - 1];
            if (rows != columns) {
                throw new IllegalArgumentException(
                        "A must be batches of square matrices, but they are "
                                + rows
                                + " by "
                                + columns
                                + " matrices");
            }
            if (sb[sb.length - 2] != columns) {
                throw new IllegalArgumentException(
                        "Incompatible matrix sizes for "
                                + name
                                + ": each A matrix is "
                                + columns
                                + " by "
                                + columns
                                + " but each b matrix is "
                                + sb[sb.length - 2]
                                + " by "
                                + sb[sb.length - 1]);
            }
            LinalgChecks.sameType(name, a, b);
        }
    }
}
