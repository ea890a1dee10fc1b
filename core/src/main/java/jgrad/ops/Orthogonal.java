package jgrad.ops;

import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Batching;
import jgrad.engine.Constants;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Factorizations;
import jgrad.storage.Raw;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Orthogonal matrices and the reflectors they are made of.
public sealed interface Orthogonal extends Op {

    /// How much of `Q` and `R` a QR factorization returns.
    enum Mode {
        /// `min(m, n)` columns of `Q`, and as many rows of `R`
        REDUCED,
        /// all `m`
        COMPLETE,
        /// no `Q`, and `R` as if reduced
        R
    }

    /// `A = Q R` with orthonormal columns and an upper triangle
    record LinalgQr(Mode mode) implements Orthogonal, MultiOp {
        @Override
        public String inputName(int i) {
            return "A";
        }

        @Override
        public String outputName(int k) {
            return k == 0 ? "Q" : "R";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            LinalgChecks.matrix("linalg.qr", "A", in[0]);
            LinalgChecks.floating("linalg.qr", in[0]);
            int[] shape = Raw.shape(in[0]);
            int m = shape[shape.length - 2];
            int n = shape[shape.length - 1];
            return switch (mode) {
                case REDUCED -> Factorizations.qr(in[0], Math.min(m, n));
                case COMPLETE -> Factorizations.qr(in[0], m);
                case R -> Factorizations.r(in[0]);
            };
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            Inside.check(mode, s.shape());
            return Inside.qrGrad(g[0], g[1], s.result(0), s.result(1));
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            Inside.check(mode, s.shape());
            return t[0] == null
                    ? new @Nullable Tensor[2]
                    : Inside.qrTangents(t[0], s.result(0), s.result(1));
        }

        @Override
        public int reads(int i) {
            return RESULT;
        }

        @Override
        public Tensor @Nullable [] batch(Tensor[] inputs, int[] dims, int size) {
            return mode == Mode.R // the missing Q has no batch
                    ? null
                    : Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// the reflectors of a QR factorization below `R`, and their factors
    record Geqrf() implements Orthogonal, MultiOp {
        public static final Geqrf OP = new Geqrf();

        @Override
        public String outputName(int k) {
            return k == 0 ? "a" : "tau";
        }

        @Override
        public Tensor[] run(Tensor[] in) {
            if (in[0].dim() < 2) {
                throw new IllegalArgumentException(
                        "torch.geqrf: input must have at least 2 dimensions.");
            }
            LinalgChecks.floating("torch.geqrf", in[0]);
            return Factorizations.geqrf(in[0]);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            throw new IllegalStateException(
                    "derivative for geqrf is not implemented; use linalg.qr, which has one");
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            throw new IllegalStateException(
                    "derivative for geqrf is not implemented; use linalg.qr, which has one");
        }

        @Override
        public int reads(int i) {
            return 0;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return Ops.apply(this, Batching.toFront(inputs[0], dims[0]));
        }
    }

    /// the first columns of a product of reflectors
    record LinalgHouseholderProduct() implements Orthogonal, NaryOp {
        public static final LinalgHouseholderProduct OP = new LinalgHouseholderProduct();

        @Override
        public String inputName(int i) {
            return i == 0 ? "input" : "tau";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Inside.checkReflectors("torch.linalg.householder_product", in[0], in[1]);
            int[] shape = Raw.shape(in[0]);
            if (shape[shape.length - 2] < shape[shape.length - 1]) {
                throw new IllegalArgumentException(
                        "torch.linalg.householder_product: input.shape[-2] must be greater than or"
                                + " equal to input.shape[-1]");
            }
            if (shape[shape.length - 1] < Inside.reflectors(in[1])) {
                throw new IllegalArgumentException(
                        "torch.linalg.householder_product: input.shape[-1] must be greater than or"
                                + " equal to tau.shape[-1]");
            }
            return Factorizations.householderProduct(in[0], in[1]);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            @Nullable Tensor[] both =
                    Reflections.grads(g, s.result(), s.input(0), s.input(1), false);
            return both[i];
        }

        @Override
        public @Nullable Tensor @Nullable [] gradAll(@Nullable Tensor[] g, Saved s) {
            return g[0] == null
                    ? new @Nullable Tensor[2]
                    : Reflections.grads(g[0], s.result(), s.input(0), s.input(1), false);
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            return Reflections.tangent(t[0], t[1], s.result(), s.input(0), s.input(1));
        }

        @Override
        public int reads(int i) {
            return SELF | OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.expanded(inputs, dims, size))};
        }
    }

    /// a product with the orthogonal matrix of reflectors, or with its transpose, from either side
    record Ormqr(boolean left, boolean transpose) implements Orthogonal, NaryOp {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "tau" : "other";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Inside.checkReflectors("torch.ormqr", in[0], in[1]);
            Inside.checkOther(in[0], in[1], in[2], left);
            return Factorizations.ormqr(in[0], in[1], in[2], left, transpose);
        }

        @Override
        public @Nullable Tensor grad(int i, Tensor g, Saved s) {
            if (i == 2) {
                return Ops.apply(new Ormqr(left, !transpose), s.input(0), s.input(1), g);
            }
            Tensor result = s.result();
            // Q C is H_0 (H_1 ... C), so its gradient by a reflector is that of their product; from
            // the other side the reflectors come in the opposite order, and g and the result swap
            boolean flipped = left == transpose;
            Tensor first = flipped ? transpose ? result : result.mT() : transpose ? g.mT() : g;
            Tensor second = flipped ? transpose ? g : g.mT() : transpose ? result.mT() : result;
            return Reflections.grads(first, second, s.input(0), s.input(1), flipped)[i];
        }

        @Override
        public Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor of = t[2] == null ? null : Ops.apply(this, s.input(0), s.input(1), t[2]);
            Tensor change = null;
            if (t[0] != null || t[1] != null) {
                Tensor q = Reflections.square(s.input(0), s.input(1));
                Tensor dq = Reflections.squareTangent(t[0], t[1], q, s.input(0), s.input(1));
                Tensor d = transpose ? dq.mT() : dq;
                change = left ? d.matmul(s.input(2)) : s.input(2).matmul(d);
            }
            Tensor sum = Laws.add(of, change);
            return sum == null ? Tensors.zerosLike(s.result()) : sum;
        }

        @Override
        public int reads(int i) {
            return i == 2 ? SELF | OTHER : SELF | OTHER | RESULT;
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            return new Tensor[] {Ops.apply(this, Batching.expanded(inputs, dims, size))};
        }
    }

    /// What these records share.
    final class Inside {
        private Inside() {}

        static int reflectors(Tensor tau) {
            return Raw.shape(tau)[tau.dim() - 1];
        }

        static void checkReflectors(String name, Tensor input, Tensor tau) {
            if (input.dim() < 2) {
                throw new IllegalArgumentException(
                        name + ": input must have at least 2 dimensions.");
            }
            if (input.dim() - tau.dim() != 1) {
                throw new IllegalArgumentException(
                        name
                                + ": Expected tau to have one dimension less than input, but got"
                                + " tau.ndim equal to "
                                + tau.dim()
                                + " and input.ndim is equal to "
                                + input.dim());
            }
            int[] outer = Arrays.copyOf(Raw.shape(input), input.dim() - 2);
            if (!Arrays.equals(outer, Arrays.copyOf(Raw.shape(tau), tau.dim() - 1))) {
                throw new IllegalArgumentException(
                        name
                                + ": Expected batch dimensions of tau to be equal to"
                                + " input.shape[:-2], but got "
                                + Arrays.toString(Raw.shape(tau)));
            }
        }

        static void checkOther(Tensor input, Tensor tau, Tensor other, boolean left) {
            if (other.dim() < 2) {
                throw new IllegalArgumentException(
                        "torch.ormqr: other must have at least 2 dimensions.");
            }
            int m = Raw.shape(input)[input.dim() - 2];
            int n = Raw.shape(input)[input.dim() - 1];
            String axis = left ? "-2" : "-1";
            int side = Raw.shape(other)[other.dim() - (left ? 2 : 1)];
            int k = reflectors(tau);
            if (side < k) {
                throw new IllegalArgumentException(
                        "torch.ormqr: other.shape["
                                + axis
                                + "] must be greater than or equal to tau.shape[-1]");
            }
            if (k != Math.min(side, n)) {
                throw new IllegalArgumentException(
                        "torch.ormqr: tau.shape[-1] must be equal to min(other.shape["
                                + axis
                                + "], input.shape[-1])");
            }
            if (side != m) {
                throw new IllegalArgumentException(
                        "torch.ormqr: other.shape[" + axis + "] must be equal to input.shape[-2]");
            }
            LinalgChecks.floating("torch.ormqr", input);
        }

        static void check(Mode mode, int[] shape) {
            if (mode == Mode.R) {
                throw new IllegalStateException(
                        "The derivative of linalg.qr depends on Q, which is not computed when"
                                + " mode='r'. Please use linalg.qr(A, mode='reduced') if you are"
                                + " going to differentiate through linalg.qr.");
            }
            if (mode == Mode.COMPLETE && shape[shape.length - 2] > shape[shape.length - 1]) {
                throw new IllegalStateException(
                        "The QR decomposition is not differentiable when mode='complete' and nrows"
                                + " > ncols.");
            }
        }

        private static Tensor halved(Tensor square) {
            return Formulas.times(0.5, square.diagonal(0, -2, -1)).diagEmbed();
        }

        /// From `Q^T dA R^-1 = Q^T dQ + dR R^-1`, skew and upper triangular.
        static @Nullable Tensor qrGrad(
                @Nullable Tensor gq, @Nullable Tensor gr, Tensor q, Tensor r) {
            if (gq == null && gr == null) {
                return null;
            }
            int m = q.size(-2);
            int n = r.size(-1);
            Tensor ofR = gr == null ? null : gr.matmul(r.mT());
            Tensor ofQ = gq == null ? null : q.mT().matmul(gq);
            Tensor inner = Solving.Inside.minus(ofR, ofQ);
            if (m >= n) {
                Tensor upper = inner.triu(0);
                Tensor ga = q.matmul(upper.add(upper.mT()).sub(halved(upper.add(upper.mT()))));
                return Solving.triangular(
                        r.mT(), gq == null ? ga : ga.add(gq), false, false, false);
            }
            Tensor skew = inner.neg().sub(inner.neg().mT()).tril(0);
            Tensor ga = q.matmul(skew);
            ga = Solving.triangular(r.narrow(-1, 0, m).mT(), ga, false, false, false);
            int[] rest = Raw.shape(r).clone();
            rest[rest.length - 1] = n - m;
            ga = Tensors.cat(List.of(ga, Constants.zeros(rest, r.dtype())), -1);
            return gr == null ? ga : ga.add(q.matmul(gr));
        }

        static Tensor[] qrTangents(Tensor da, Tensor q, Tensor r) {
            int m = da.size(-2);
            int n = da.size(-1);
            if (m >= n) {
                Tensor b = Solving.triangular(r, da, true, false, false);
                Tensor symmetric = q.mT().matmul(b);
                symmetric = symmetric.add(symmetric.mT());
                Tensor inner = symmetric.triu(0).sub(halved(symmetric));
                return new Tensor[] {b.sub(q.matmul(inner)), inner.matmul(r)};
            }
            Tensor qtda = q.mT().matmul(da);
            Tensor lower =
                    Solving.triangular(
                                    r.narrow(-1, 0, m), qtda.narrow(-1, 0, m), true, false, false)
                            .tril(-1);
            Tensor skew = lower.sub(lower.mT());
            return new Tensor[] {q.matmul(skew), qtda.sub(skew.matmul(r))};
        }
    }
}
