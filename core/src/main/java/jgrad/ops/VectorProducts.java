package jgrad.ops;

import static java.util.Objects.requireNonNull;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.engine.Batching;
import jgrad.engine.Ops;
import jgrad.kernels.linalg.Distances;
import jgrad.kernels.product.Blas;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Products of vectors, and sums of products with what is there: bilinear, like those of [Linalg].
public sealed interface VectorProducts extends Op {

    /// the dot product, by its name for complex numbers
    record Vdot() implements VectorProducts, Bilinear, SelfBy.Other, OtherBy.Self {
        public static final Vdot OP = new Vdot();

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
            return new Tensor[] {both[0].mul(both[1]).sum(1)};
        }
    }

    /// `a x b` of vectors of three elements along a dimension
    record LinalgCross(int dim) implements VectorProducts, Bilinear, SelfBy.Other, OtherBy.Self {
        @Override
        public boolean keepsNarrow() {
            return true; // each product is rounded, as in PyTorch
        }

        @Override
        public Tensor forward(Tensor self, Tensor other) {
            if (self.dim() != other.dim()) {
                throw new IllegalArgumentException(
                        "linalg.cross: inputs must have the same number of dimensions.");
            }
            int d = Dims.wrap(dim, self.dim());
            int a = self.dim() == 0 ? 1 : Raw.shape(self)[d];
            int b = self.dim() == 0 ? 1 : Raw.shape(other)[d];
            if (a != 3 || b != 3) {
                throw new IllegalArgumentException(
                        "linalg.cross: inputs dimension "
                                + dim
                                + " must have length 3. Got "
                                + a
                                + " and "
                                + b);
            }
            DType type = Types.common(self, other);
            return Distances.cross(Types.cast(self, type), Types.cast(other, type), d);
        }

        @Override
        public Tensor slopeSelf(Tensor g, Tensor other) {
            return Ops.apply(this, other, g);
        }

        @Override
        public Tensor slopeOther(Tensor g, Tensor self) {
            return Ops.apply(this, g, self);
        }

        @Override
        public Tensor[] batch(Tensor[] inputs, int[] dims, int size) {
            Tensor[] both = Batching.expanded(inputs, dims, size);
            int d = Dims.wrap(dim, both[0].dim() - 1) + 1;
            return new Tensor[] {Ops.apply(new LinalgCross(d), both[0], both[1])};
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("dim", (long) dim);
        }
    }

    /// `beta * self + alpha * (a product)`, inputs self and the two factors
    sealed interface Sum extends VectorProducts, NaryOp {
        double beta();

        double alpha();

        /// the product of the tangents or values of the factors
        Tensor product(Tensor a, Tensor b);

        @Override
        default Tensor tangent(@Nullable Tensor[] t, Saved s) {
            Tensor sum = null;
            if (t[1] != null) {
                sum = Linalg.Inside.scaled(product(t[1], s.input(2)), alpha());
            }
            if (t[2] != null) {
                sum = Laws.add(sum, Linalg.Inside.scaled(product(s.input(1), t[2]), alpha()));
            }
            if (t[0] != null) {
                Tensor own = Linalg.Inside.scaled(t[0], beta());
                int[] shape = Raw.shape(s.result());
                sum = sum == null ? own.expand(shape) : own.add(sum);
            }
            return requireNonNull(sum);
        }

        @Override
        default int reads(int i) {
            return i == 0 ? 0 : i == 1 ? THIRD : OTHER;
        }

        @Override
        default Map<String, Object> parameters() {
            return Map.of("beta", beta(), "alpha", alpha());
        }
    }

    /// `beta * self + alpha * (mat @ vec)`
    record Addmv(double beta, double alpha) implements Sum {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : i == 1 ? "mat" : "vec";
        }

        @Override
        public Tensor forward(Tensor[] in) {
            if (in[1].dim() != 2 || in[2].dim() != 1) {
                throw new IllegalArgumentException(
                        "vector + matrix @ vector expected, got "
                                + in[0].dim()
                                + ", "
                                + in[1].dim()
                                + ", "
                                + in[2].dim());
            }
            int rows = Raw.shape(in[1])[0];
            int columns = Raw.shape(in[1])[1];
            int own = in[0].numel();
            if (columns != Raw.shape(in[2])[0] || in[0].dim() > 1 || own != rows && own != 1) {
                throw new IllegalArgumentException(
                        "size mismatch, got input ("
                                + own
                                + "), mat ("
                                + rows
                                + "x"
                                + columns
                                + "), vec ("
                                + Raw.shape(in[2])[0]
                                + ")");
            }
            Tensor self = in[0].dim() == 0 ? in[0] : Solving.Inside.column(in[0]);
            Tensor vec = Solving.Inside.column(in[2]);
            return Solving.Inside.withoutColumn(Blas.addmm(self, in[1], vec, beta, alpha));
        }

        @Override
        public boolean into(Tensor[] in) {
            int[] self = Raw.shape(in[0]);
            int[] product = {Raw.shape(in[1])[0]};
            if (!Arrays.equals(self, product)) {
                throw new IllegalArgumentException(
                        "Bad in-place call: input tensor size "
                                + Arrays.toString(self)
                                + " and output tensor size "
                                + Arrays.toString(product)
                                + " should match");
            }
            return false;
        }

        @Override
        public Tensor product(Tensor a, Tensor b) {
            return a.mv(b);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> Linalg.Inside.scaled(g, beta);
                case 1 -> Linalg.Inside.scaled(MatrixProducts.outer(g, s.input(2)), alpha);
                default -> Linalg.Inside.scaled(s.input(1).t().mv(g), alpha);
            };
        }
    }

    /// `beta * self + alpha * vec1 vec2^T`
    record Addr(double beta, double alpha) implements Sum {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "vec" + i;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            for (int i = 1; i < 3; i++) {
                if (in[i].dim() != 1) {
                    throw new IllegalArgumentException(
                            "addr: Expected 1-D argument vec"
                                    + i
                                    + ", but got "
                                    + in[i].dim()
                                    + "-D");
                }
            }
            DType type = Types.common(in);
            Tensor column = Solving.Inside.column(in[1]);
            int n = Raw.shape(in[2])[0];
            int step = Raw.strides(in[2])[0];
            Tensor row =
                    Views.Inside.view(
                            in[2], new int[] {1, n}, new int[] {0, step}, Raw.offset(in[2]));
            if (type == DType.BOOL || type == DType.FLOAT16 || type == DType.BFLOAT16) {
                return bySteps(in[0], column, row, type);
            }
            return Blas.addmm(
                    Types.cast(in[0], type),
                    Types.cast(column, type),
                    Types.cast(row, type),
                    beta,
                    alpha);
        }

        @Override
        public boolean into(Tensor[] in) {
            if (in[0].dim() != 2) {
                throw new IllegalArgumentException(
                        "2D tensor expected, got " + in[0].dim() + "D tensor for input");
            }
            return false;
        }

        /// For types without a product of matrices.
        private Tensor bySteps(Tensor self, Tensor column, Tensor row, DType type) {
            Tensor product = Arithmetic.Mul.OP.forward(column, row);
            if (alpha != 1) {
                product = Types.cast(new Arithmetic.Scale(alpha).forward(product), type);
            }
            if (beta == 0) {
                return Types.cast(product, type);
            }
            Tensor own = self;
            if (beta != 1) {
                own = Types.cast(new Arithmetic.Scale(beta).forward(self), type);
            }
            return Types.cast(Arithmetic.Add.OP.forward(own, product), type);
        }

        @Override
        public Tensor product(Tensor a, Tensor b) {
            return MatrixProducts.outer(a, b);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            return switch (i) {
                case 0 -> Linalg.Inside.scaled(g, beta);
                case 1 -> Linalg.Inside.scaled(g.mv(s.input(2)), alpha);
                default -> Linalg.Inside.scaled(g.t().mv(s.input(1)), alpha);
            };
        }
    }

    /// `beta * self + alpha * sum of batch1 @ batch2`
    record Addbmm(double beta, double alpha) implements Sum {
        @Override
        public String inputName(int i) {
            return i == 0 ? "self" : "batch" + i;
        }

        @Override
        public Tensor forward(Tensor[] in) {
            Blas.requireBatches(in[1], in[2]);
            int b = Raw.shape(in[1])[0];
            int n = Raw.shape(in[1])[1];
            int m = Raw.shape(in[1])[2];
            int p = Raw.shape(in[2])[2];
            // one product of matrices, with the batch as a part of the dimension that is summed
            int[] strides = Raw.strides(in[1]);
            var turned =
                    new Layout(
                            new int[] {n, b, m},
                            new int[] {strides[1], strides[0], strides[2]},
                            Raw.offset(in[1]));
            Tensor left = flat(in[1], turned, n, b * m);
            Tensor right = flat(in[2], Raw.layout(in[2]), b * m, p);
            return Blas.addmm(in[0], left, right, beta, alpha);
        }

        private static Tensor flat(Tensor t, Layout layout, int rows, int columns) {
            Object array = Cast.toArray(t.dtype(), Raw.storage(t).array(), layout, t.dtype());
            return new Tensor(new Storage(array), Layout.contiguous(rows, columns), t.dtype());
        }

        @Override
        public Tensor product(Tensor a, Tensor b) {
            return a.bmm(b).sum(0);
        }

        @Override
        public Tensor grad(int i, Tensor g, Saved s) {
            if (i == 0) {
                return Linalg.Inside.scaled(g, beta);
            }
            int b = s.shape(1)[0];
            Tensor wide = g.unsqueeze(0).expand(b, s.shape(1)[1], s.shape(2)[2]);
            Tensor product =
                    i == 1
                            ? wide.bmm(s.input(2).transpose(1, 2))
                            : s.input(1).transpose(1, 2).bmm(wide);
            return Linalg.Inside.scaled(product, alpha);
        }
    }
}
