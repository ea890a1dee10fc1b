package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Solves;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Systems whose matrix is given by its factors, and least squares.
public sealed interface FactorSolving extends Op {

    /// `X` of `A X = B` for `P A = L U`, or with the transpose if `adjoint`, or of `X A = B`;
    /// inputs `LU`, `B`, and the pivots
    record LinalgLuSolve(boolean left, boolean adjoint) implements FactorSolving, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "LU" : i == 1 ? "B" : "pivots";
        }

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            String name = "linalg.lu_solve";
            LinalgChecks.floating(name, in[0]);
            if (in[2].dtype() != DType.INT32) {
                throw new IllegalArgumentException(
                        name + ": pivots should be a Tensor of scalar type torch.int32");
            }
            LinalgChecks.square(name, "LU", in[0]);
            LinalgChecks.sameType(name, in[0], in[1]);
            LinalgChecks.solvable(name, in[0], in[1], left);
            int n = Raw.shape(in[0])[in[0].dim() - 1];
            if (in[2].dim() == 0 || Raw.shape(in[2])[in[2].dim() - 1] != n) {
                throw new IllegalArgumentException(
                        name
                                + ": Number of pivots per batch should be same as the dimension of"
                                + " the matrix");
            }
            return Solves.lu(in[0], in[2], in[1], left, adjoint);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return i == 1
                    ? Ops.apply(new LinalgLuSolve(left, !adjoint), s.input(0), g, s.input(2))
                    : LuFormulas.solveGrad(g, s.input(0), s.input(2), s.result(), left, adjoint);
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor of = t[1] == null ? null : Ops.apply(this, s.input(0), t[1], s.input(2));
            Tensor change =
                    t[0] == null
                            ? null
                            : LuFormulas.solveTangent(
                                    t[0], s.input(0), s.input(2), s.result(), left, adjoint);
            return Objects.requireNonNull(Laws.add(of, change));
        }

        @Override
        public int reads(int i) {
            return i == 0 ? SELF | THIRD | RESULT : SELF | THIRD;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor pivots = dims[2] < 0 ? inputs[2] : Batching.toFront(inputs[2], dims[2]);
            // as rows they broadcast like the matrices
            Tensor[] matrices = {inputs[0], inputs[1], pivots.unsqueeze(-2)};
            int[] front = {dims[0], dims[1], dims[2] < 0 ? -1 : 0};
            Tensor[] aligned = Batching.align(matrices, front);
            return new Tensor[] {Ops.apply(this, aligned[0], aligned[1], aligned[2].squeeze(-2))};
        }
    }

    /// `X` of `L L^T X = B`, inputs `B` and `L`; or with `U^T U`
    record CholeskySolve(boolean upper) implements FactorSolving, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "input2";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            for (int i = 0; i < 2; i++) {
                if (in[i].dim() < 2) {
                    throw new IllegalArgumentException(
                            (i == 0 ? "b" : "u")
                                    + " should have at least 2 dimensions, but has "
                                    + in[i].dim()
                                    + " dimensions instead");
                }
            }
            LinalgChecks.floating("cholesky_solve", in[1]);
            Solving.Inside.matching("cholesky_solve", in[0], in[1]);
            Tensor transposed = Solving.Inside.transposed(in[1]);
            Tensor lower = upper ? transposed : in[1];
            Tensor high = upper ? in[1] : transposed;
            Tensor y = Solves.triangular(lower, in[0], false, true, false);
            return Solves.triangular(high, y, true, true, false);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            Tensor factor = s.input(1);
            Tensor gb = Ops.apply(this, g, factor);
            if (i == 0) {
                return gb;
            }
            Tensor half = gb.matmul(s.result().mT());
            Tensor common = half.add(half.mT());
            return (upper ? factor.matmul(common) : common.matmul(factor)).neg();
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor change = null;
            if (t[1] != null) {
                Tensor factor = s.input(1);
                Tensor half = upper ? t[1].mT().matmul(factor) : t[1].matmul(factor.mT());
                change = half.add(half.mT()).matmul(s.result());
            }
            return Ops.apply(this, Solving.Inside.minus(t[0], change), s.input(1));
        }

        @Override
        public int reads(int i) {
            return i == 0 ? OTHER : OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.align(inputs, dims))};
        }
    }

    /// `(L L^T)^-1`, or `(U^T U)^-1`
    record CholeskyInverse(boolean upper) implements FactorSolving, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            LinalgChecks.square("cholesky_inverse", "A", self);
            LinalgChecks.floating("cholesky_inverse", self);
            Tensor transposed = Solving.Inside.transposed(self);
            Tensor lower = upper ? transposed : self;
            Tensor high = upper ? self : transposed;
            Tensor y = Solves.triangular(lower, Solves.identity(self), false, true, false);
            return Solves.triangular(high, y, true, true, false);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            Tensor inverse = s.result();
            Tensor common = inverse.matmul(g.add(g.mT()).matmul(inverse));
            return (upper ? s.self().matmul(common) : common.matmul(s.self())).neg();
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            Tensor x = s.result();
            Tensor factor = upper ? s.self() : s.self().mT();
            Tensor change = upper ? t.mT() : t;
            Tensor half = x.matmul(change).matmul(factor).matmul(x).neg();
            return half.add(half.mT());
        }

        @Override
        public int reads() {
            return SELF | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// `X` of `A X = B` for `A = L D L^T`; inputs the factors, the right side and the pivots
    record LinalgLdlSolve() implements FactorSolving, NaryOp {
        public static final LinalgLdlSolve OP = new LinalgLdlSolve();

        @Override
        public int edges(int inputs) {
            return 2;
        }

        @Override
        public boolean differentiable(int k) {
            return false;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            String name = "torch.linalg.ldl_solve";
            LinalgChecks.floating(name, in[0]);
            LinalgChecks.square(name, "LD", in[0]);
            LinalgChecks.sameType(name, in[0], in[1]);
            LinalgChecks.solvable(name, in[0], in[1], true);
            if (in[2].dtype().isFloating()) {
                throw new IllegalArgumentException(
                        name
                                + ": Expected pivots to be integers. Got "
                                + in[2].dtype().scalarName());
            }
            return Solves.ldl(in[0], in[2], in[1]);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return null;
        }

        @Override
        public int reads(int i) {
            return 0;
        }
    }

    /// the `X` that minimizes `|A X - B|`, the squares of what is left, the ranks, and the singular
    /// values where the driver finds them
    record LinalgLstsq(@Nullable Double rcond, Solves.Driver driver)
            implements FactorSolving, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "b";
        }

        @Override
        public String outputName(int k) {
            return switch (k) {
                case 0 -> "solution";
                case 1 -> "residuals";
                case 2 -> "rank";
                default -> "singular_values";
            };
        }

        @Override
        public boolean differentiable(int k) {
            return k < 2;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            return LeastSquaresFormulas.run(in[0], in[1], rcond, driver);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return LeastSquaresFormulas.grad(i, g[0], g[1], s);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return LeastSquaresFormulas.tangents(t, s);
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | RESULT;
        }
    }
}
