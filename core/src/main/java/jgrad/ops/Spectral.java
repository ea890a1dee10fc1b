package jgrad.ops;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Factorizations;
import jgrad.kernels.linalg.Spectra;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Functions of matrices by their spectrum: eigenvalues, singular values, determinants,
/// exponentials, pseudo-inverses.
public sealed interface Spectral extends Op {

    /// A function of one matrix: a batch of them is more leading dimensions.
    sealed interface OfMatrix extends Spectral, MultiOp {
        @Override
        default String inputName(int i) {
            return "A";
        }

        @Override
        default int reads(int i) {
            return SELF | RESULT;
        }

        @Override
        default Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// eigenvalues and, if wanted, eigenvectors of a symmetric matrix, of which one triangle is
    /// read
    record LinalgEigh(boolean upper, boolean vectors) implements OfMatrix {
        @Override
        public String outputName(int k) {
            return k == 0 ? "eigenvalues" : "eigenvectors";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.square("linalg.eigh", "A", in[0]);
            if (!in[0].dtype().isFloating() || in[0].dtype().itemSize() < 4) {
                throw Types.notImplemented("linalg_eigh_cpu", in[0].dtype());
            }
            return Spectra.eigh(in[0], upper, vectors);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return SpectralFormulas.eighGrad(g[0], g[1], s.result(0), s.result(1));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return t[0] == null
                    ? new @Nullable Tensor[2]
                    : SpectralFormulas.eighTangents(t[0], s.result(0), s.result(1));
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return vectors ? OfMatrix.super.batch(inputs, dims, size) : null;
        }
    }

    /// `A = U diag(S) Vh`; without `vectors` only `S`
    record LinalgSvd(boolean full, boolean vectors) implements OfMatrix {
        @Override
        public String outputName(int k) {
            return k == 0 ? "U" : k == 1 ? "S" : "Vh";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.matrix("linalg.svd", "A", in[0]);
            LinalgChecks.floating("linalg.svd", in[0]);
            return Spectra.svd(in[0], full, vectors);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Tensor u = s.result(0);
            Tensor vh = s.result(2);
            int k = s.result(1).size(-1);
            Tensor gu = g[0];
            Tensor gv = g[2];
            if (full) {
                u = u.narrow(-1, 0, k);
                vh = vh.narrow(-2, 0, k);
                gu = gu == null ? null : gu.narrow(-1, 0, k);
                gv = gv == null ? null : gv.narrow(-2, 0, k);
            }
            return SpectralFormulas.svdGrad(gu, g[1], gv, u, s.result(1), vh);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return t[0] == null
                    ? new @Nullable Tensor[3]
                    : SpectralFormulas.svdTangents(
                            t[0], s.result(0), s.result(1), s.result(2), full);
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }
    }

    /// the determinant
    record LinalgDet() implements Spectral, UnaryOp {
        public static final LinalgDet OP = new LinalgDet();

        @Override
        public String inputName(int i) {
            return "A";
        }

        @Override
        public Tensor forward(Tensor self) {
            LinalgChecks.square("linalg.det", "A", self);
            LinalgChecks.floating("linalg.det", self);
            Tensor[] lu = Factorizations.lu(self);
            return Spectra.determinant(lu[0], lu[1])[0];
        }

        @Override
        public @Nullable Tensor grad(Tensor g, Saved s) {
            return DeterminantFormulas.grad(g, s.result(), s.self());
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return DeterminantFormulas.tangent(t, s.result(), s.self());
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

    /// the sign of the determinant, and the logarithm of its magnitude
    record LinalgSlogdet() implements OfMatrix {
        public static final LinalgSlogdet OP = new LinalgSlogdet();

        @Override
        public String outputName(int k) {
            return k == 0 ? "sign" : "logabsdet";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.floating("linalg.slogdet", in[0]);
            LinalgChecks.square("linalg.slogdet", "A", in[0]);
            Tensor[] lu = Factorizations.lu(in[0]);
            Tensor[] d = Spectra.determinant(lu[0], lu[1]);
            return new Tensor[] {d[1], d[2]};
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            return g[1] == null ? null : DeterminantFormulas.logGrad(g[1], s.input(0));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            return new @Nullable Tensor[] {
                null, t[0] == null ? null : DeterminantFormulas.trace(s.input(0), t[0])
            };
        }

        @Override
        public int reads(int i) {
            return SELF;
        }
    }

    /// `I + A + A^2 / 2 + ...`
    record LinalgMatrixExp() implements Spectral, UnaryOp {
        public static final LinalgMatrixExp OP = new LinalgMatrixExp();

        @Override
        public Tensor forward(Tensor self) {
            if (!self.dtype().isFloating()) {
                LinalgChecks.floating("linalg.matrix_exp", self);
            }
            LinalgChecks.square("linalg.matrix_exp", "A", self);
            return Spectra.exponential(self);
        }

        @Override
        public Tensor grad(Tensor g, Saved s) {
            return SpectralFormulas.exponentialChange(s.self().mT(), g);
        }

        @Override
        public Tensor jvp(Tensor t, Saved s) {
            return SpectralFormulas.exponentialChange(s.self(), t);
        }

        @Override
        public int reads() {
            return SELF;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.toFront(inputs[0], dims[0]))};
        }
    }

    /// the pseudo-inverse: singular values up to `max(atol, rtol * largest)` count as 0. Inputs the
    /// matrix and, if they are tensors, the two tolerances
    record LinalgPinv(double atol, double rtol, boolean symmetric) implements Spectral, NaryOp {

        /// With the default for what is not given: `rtol` is the distance from 1 to the next number
        /// times the larger size, or 0 beside an `atol`.
        static LinalgPinv of(
                Tensor a, @Nullable Double atol, @Nullable Double rtol, boolean symmetric) {
            double absolute = atol == null ? 0 : atol;
            return new LinalgPinv(
                    absolute, rtol != null ? rtol : defaultRtol(a, absolute > 0), symmetric);
        }

        static double defaultRtol(Tensor a, boolean besideAtol) {
            return a.dim() < 2 || besideAtol
                    ? 0
                    : LeastSquaresFormulas.epsilon(a.dtype()) * Math.max(a.size(-1), a.size(-2));
        }

        @Override
        public int edges(int inputs) {
            return 1;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Tensor a = in[0];
            if (a.dim() < 2 || a.dtype() != DType.FLOAT32 && a.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException(
                        "linalg.pinv("
                                + a.dtype().scalarName()
                                + "{"
                                + Arrays.toString(Raw.shape(a))
                                + "}): expected a tensor with 2 or more dimensions of float,"
                                + " double, cfloat or cdouble types");
            }
            if (symmetric) {
                LinalgChecks.square("linalg.pinv", "A", a);
            }
            return in.length == 1
                    ? Spectra.pinv(a, atol, rtol, symmetric)
                    : Spectra.pinv(a, in[1], in[2], symmetric);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            return i > 0 ? null : LeastSquaresFormulas.pinvGrad(g, s.result(), s.input(0));
        }

        @Override
        public @Nullable Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return t[0] == null
                    ? null
                    : LeastSquaresFormulas.pinvTangent(s.input(0), s.result(), t[0]);
        }

        @Override
        public int reads(int i) {
            return SELF | RESULT;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return inputs.length > 1
                    ? null
                    : new Tensor[] {
                        Ops.apply(this, new Tensor[] {Batching.toFront(inputs[0], dims[0])})
                    };
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("hermitian", symmetric);
        }
    }
}
