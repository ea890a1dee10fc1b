package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Factorizations;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Matrices written as products of simpler ones: LU, Cholesky, LDL.
public sealed interface Factoring extends Op {

    /// A factorization of one matrix: a batch of them is more leading dimensions.
    sealed interface OfMatrix extends Factoring, MultiOp {
        @Override
        default String inputName(int i) {
            return "A";
        }

        @Override
        default Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// `P A = L U`: both factors in one matrix, pivots, and the place of the first zero on `U`'s
    /// diagonal; with `check` that is an error
    record LinalgLuFactorEx(boolean check) implements OfMatrix {
        @Override
        public String outputName(int k) {
            return k == 0 ? "LU" : k == 1 ? "pivots" : "info";
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Inside.check("torch.lu_factor", "lu_cpu", in[0]);
            Tensor[] out = Factorizations.lu(in[0]);
            if (check) {
                LinalgChecks.failure(
                        "torch.linalg.lu_factor",
                        out[2],
                        code ->
                                "U["
                                        + code
                                        + ","
                                        + code
                                        + "] is zero and using it on lu_solve would result in a"
                                        + " division by zero. If you still want to perform the"
                                        + " factorization, consider calling linalg.lu(A, pivot) or"
                                        + " linalg.lu_factor_ex(A, pivot)");
            }
            return out;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            if (g[0] == null) {
                return null;
            }
            int[] shape = s.shape();
            int k = Math.min(shape[shape.length - 1], shape[shape.length - 2]);
            Tensor[] plu = LuFormulas.unpack(s.result(0), s.result(1));
            return LuFormulas.grad(
                    g[0].narrow(-1, 0, k), g[0].narrow(-2, 0, k), plu[0], plu[1], plu[2]);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null) {
                return new @Nullable Tensor[3];
            }
            Tensor[] plu = LuFormulas.unpack(s.result(0), s.result(1));
            Tensor[] d = LuFormulas.tangents(t[0], plu[0], plu[1], plu[2]);
            return new @Nullable Tensor[] {LuFormulas.together(d[0], d[1]), null, null};
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }
    }

    /// `A = P L U`, in three matrices
    record LinalgLu() implements OfMatrix {
        public static final LinalgLu OP = new LinalgLu();

        @Override
        public String outputName(int k) {
            return k == 0 ? "P" : k == 1 ? "L" : "U";
        }

        @Override
        public boolean differentiable(int k) {
            return k > 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            Inside.check("linalg.lu", "lu_cpu", in[0]);
            Tensor[] lu = Factorizations.lu(in[0]);
            return Factorizations.unpack(lu[0], lu[1]);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return g[1] == null && g[2] == null
                    ? null
                    : LuFormulas.grad(g[1], g[2], s.result(0).detach(), s.result(1), s.result(2));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null) {
                return new @Nullable Tensor[3];
            }
            Tensor[] d = LuFormulas.tangents(t[0], s.result(0), s.result(1), s.result(2));
            return new @Nullable Tensor[] {null, d[0], d[1]};
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }
    }

    /// `P`, `L` and `U` out of what [LinalgLuFactorEx] returns; inputs the matrix and the pivots
    record LuUnpack(boolean data, boolean pivots) implements Factoring, MultiOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "LU_data" : "LU_pivots";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "P" : k == 1 ? "L" : "U";
        }

        @Override
        public int edges(int inputs) {
            return 1;
        }

        @Override
        public boolean differentiable(int k) {
            return k > 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            if (in[0].dim() < 2) {
                throw new IllegalArgumentException(
                        "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: "
                                + Arrays.toString(Raw.shape(in[0]))
                                + " instead");
            }
            if (pivots && in[1].dtype() != DType.INT32) {
                throw new IllegalArgumentException(
                        "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of"
                                + " torch.int32 dtype.\nNote: this function is intended to be used"
                                + " with the output produced by torch.linalg.lu_factor");
            }
            return Factorizations.unpack(in[0], in[1], data, pivots);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            int[] shape = s.shape();
            return data
                    ? LuFormulas.unpackGrad(
                            g[1], g[2], shape[shape.length - 2], shape[shape.length - 1])
                    : null;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            if (t[0] == null || !data) {
                return new @Nullable Tensor[3];
            }
            int[] shape = s.shape();
            int k = Math.min(shape[shape.length - 1], shape[shape.length - 2]);
            return new @Nullable Tensor[] {
                null, t[0].narrow(-1, 0, k).tril(-1), t[0].narrow(-2, 0, k).triu(0)
            };
        }

        @Override
        public int reads(int i) {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.expanded(inputs, dims, size));
        }
    }

    /// What both names of the Cholesky factorization share.
    sealed interface OfPositive extends Factoring {
        boolean upper();

        private static Tensor gram(Tensor l, Tensor b, boolean left) {
            return left
                    ? Solving.triangular(l.mT(), b, true, true, false)
                    : Solving.triangular(l, b, false, false, false);
        }

        /// From `dL = L phi(L^-1 dA L^-T)`, where `phi` takes the lower triangle and halves the
        /// diagonal.
        default Tensor gradOf(Tensor g, Tensor result) {
            Tensor l = upper() ? result.mT() : result;
            Tensor gl = upper() ? g.mT() : g;
            Tensor inner = l.mT().matmul(gl).tril(0);
            Tensor both = Formulas.times(0.5, inner.add(inner.tril(-1).mT()));
            return gram(l, gram(l, both, true), false);
        }

        default Tensor tangentOf(Tensor t, Tensor result) {
            Tensor l = upper() ? result.mT() : result;
            Tensor inner = Solving.triangular(l, t, false, true, false);
            inner = Solving.triangular(l.mT(), inner, true, false, false);
            Tensor halved =
                    inner.tril(0).sub(Formulas.times(0.5, inner.diagonal(0, -2, -1)).diagEmbed());
            Tensor dl = l.matmul(halved);
            return upper() ? dl.mT() : dl;
        }
    }

    /// `A = L L^T` (or `U^T U`), and the order of the first minor that is not positive definite;
    /// with `check` that is an error
    record LinalgCholeskyEx(boolean upper, boolean check) implements OfMatrix, OfPositive {
        @Override
        public String outputName(int k) {
            return k == 0 ? "L" : "info";
        }

        @Override
        public boolean differentiable(int k) {
            return k == 0;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.square("linalg.cholesky", "A", in[0]);
            LinalgChecks.floating("linalg.cholesky", in[0]);
            Tensor[] out = Factorizations.cholesky(in[0], upper);
            if (check) {
                LinalgChecks.positiveDefinite("linalg.cholesky", out[1]);
            }
            return out;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return g[0] == null ? null : gradOf(g[0], s.result());
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Tensor d = t[0] == null ? null : tangentOf(t[0], s.result());
            return new @Nullable Tensor[] {d, null};
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("upper", upper);
        }
    }

    /// the older form of [LinalgCholeskyEx]
    record Cholesky(boolean upper) implements OfPositive, UnaryOp {
        @Override
        public Tensor forward(Tensor self) {
            LinalgChecks.square("cholesky", "A", self);
            LinalgChecks.floating("cholesky", self);
            Tensor[] out = Factorizations.cholesky(self, upper);
            LinalgChecks.positiveDefinite("cholesky", out[1]);
            return out[0];
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return gradOf(g, s.result());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return tangentOf(t, s.result());
        }

        @Override
        public int reads() {
            return RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("upper", upper);
        }
    }

    /// `A = L D L^T` of a symmetric matrix, LAPACK's pivots, and the first zero on `D`'s diagonal
    record LinalgLdlFactorEx(boolean check) implements OfMatrix {
        @Override
        public String outputName(int k) {
            return k == 0 ? "LD" : k == 1 ? "pivots" : "info";
        }

        @Override
        public boolean differentiable(int k) {
            return false;
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            String name = "torch.linalg.ldl_factor_ex";
            LinalgChecks.square(name, "A", in[0]);
            LinalgChecks.floating(name, in[0]);
            Tensor[] out = Factorizations.ldl(in[0]);
            if (check) {
                LinalgChecks.failure(
                        "torch.linalg.ldl_factor",
                        out[2],
                        code -> "The diagonal element " + code + " of D is zero.");
            }
            return out;
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return null;
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return new @Nullable Tensor[3];
        }

        @Override
        public int reads(int i) {
            return 0;
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static void check(String name, String kernel, Tensor a) {
            if (a.dim() < 2) {
                throw new IllegalArgumentException(
                        name
                                + ": Expected tensor with 2 or more dimensions. Got size: "
                                + Arrays.toString(Raw.shape(a))
                                + " instead");
            }
            if (a.dtype() != DType.FLOAT32 && a.dtype() != DType.FLOAT64) {
                throw Types.notImplemented(kernel, a.dtype());
            }
        }
    }
}
