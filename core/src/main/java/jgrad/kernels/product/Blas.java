package jgrad.kernels.product;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.loops.Product;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Products of matrices and vectors. Operands may have any strides; results are row-major and new.
///
/// A product with nothing to sum (`k` is 0) is zeros. Integers wrap as in PyTorch, and `alpha` and
/// `beta` lose their fractions for them. Where `beta` is 0 the tensor it scales is not read, so its
/// NaN do not spread.
public final class Blas {
    private Blas() {}

    /// `a b`, `(m, k) (k, n) -> (m, n)`.
    ///
    /// Torch: `torch.mm`.
    public static Tensor mm(Tensor a, Tensor b) {
        requireMatrix("self", a);
        requireMatrix("mat2", b);
        requireProduct(a, b);
        requireSameType(a, b);
        return product(
                a.dtype(),
                Layout.contiguous(size(a, 0), size(b, 1)),
                Matrices.of(a),
                Matrices.of(b),
                1);
    }

    /// One product for each pair of matrices, `(s, m, k) (s, k, n) -> (s, m, n)`.
    ///
    /// Torch: `torch.bmm`.
    public static Tensor bmm(Tensor a, Tensor b) {
        requireBatches(a, b);
        requireSameType(a, b);
        return product(a.dtype(), batched(a, b), Matrices.of(a), Matrices.of(b), 1);
    }

    /// A matrix times a vector, `(m, k) (k) -> (m)`.
    ///
    /// Torch: `torch.mv`.
    public static Tensor mv(Tensor a, Tensor v) {
        if (a.dim() != 2 || v.dim() != 1) {
            throw new IllegalArgumentException(
                    "vector + matrix @ vector expected, got 1, " + a.dim() + ", " + v.dim());
        }
        int m = size(a, 0);
        int k = size(a, 1);
        if (k != size(v, 0)) {
            throw new IllegalArgumentException(
                    "size mismatch, got " + m + ", " + m + "x" + k + "," + size(v, 0));
        }
        requireSameType(a, v);
        return product(a.dtype(), Layout.contiguous(m), Matrices.of(a), Matrices.column(v), 1);
    }

    /// The sum of the products of two vectors' elements, `(k) (k) -> ()`.
    ///
    /// Torch: `torch.dot`.
    public static Tensor dot(Tensor a, Tensor b) {
        if (a.dim() != 1 || b.dim() != 1) {
            throw new IllegalArgumentException(
                    "1D tensors expected, but got " + a.dim() + "D and " + b.dim() + "D tensors");
        }
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    "dot : expected both vectors to have same dtype, but found "
                            + a.dtype().scalarName()
                            + " and "
                            + b.dtype().scalarName());
        }
        int k = size(a, 0);
        if (k != size(b, 0)) {
            throw new IllegalArgumentException(
                    "inconsistent tensor size, expected tensor ["
                            + k
                            + "] and src ["
                            + size(b, 0)
                            + "] to have the same number of elements, but got "
                            + k
                            + " and "
                            + size(b, 0)
                            + " elements respectively");
        }
        return product(
                a.dtype(), Layout.SCALAR, Matrices.column(a).transposed(), Matrices.column(b), 1);
    }

    /// `beta self + alpha a b`, with `self` broadcast to `(m, n)`.
    ///
    /// Torch: `torch.addmm`.
    public static Tensor addmm(Tensor self, Tensor a, Tensor b, double beta, double alpha) {
        requireTwoDimensional("mat1", a);
        requireTwoDimensional("mat2", b);
        requireProduct(a, b);
        return plus(self, Layout.contiguous(size(a, 0), size(b, 1)), a, b, beta, alpha);
    }

    /// `beta self + alpha a b` for each pair of matrices, with `self` broadcast to `(s, m, n)`.
    ///
    /// Torch: `torch.baddbmm`.
    public static Tensor baddbmm(Tensor self, Tensor a, Tensor b, double beta, double alpha) {
        requireBatches(a, b);
        return plus(self, batched(a, b), a, b, beta, alpha);
    }

    /// Replaces `out` by `beta out + alpha a b`: matrices, or batches of them. `out` shares no
    /// elements with the others.
    public static void mmInto(Tensor out, Tensor a, Tensor b, double beta, double alpha) {
        assert out.dim() == a.dim() && out.dim() == b.dim() && (out.dim() == 2 || out.dim() == 3);
        assert out.dtype() == a.dtype() && out.dtype() == b.dtype();
        Matrices c = Matrices.exactly(out);
        if (c.col() == 1) {
            run(out.dtype(), Matrices.of(a), Matrices.of(b), beta, alpha, c);
        } else if (c.row()
                == 1) { // the transpose of a product is the product of the transposes, swapped
            run(
                    out.dtype(),
                    Matrices.of(b).transposed(),
                    Matrices.of(a).transposed(),
                    beta,
                    alpha,
                    c.transposed());
        } else {
            Layout dense = Layout.contiguous(Raw.shape(out));
            Tensor sum = plus(out, dense, a, b, beta, alpha);
            Cast.copy(
                    out.dtype(),
                    Raw.storage(sum).array(),
                    dense,
                    out.dtype(),
                    c.array(),
                    Raw.layout(out));
        }
    }

    private static Tensor plus(
            Tensor self, Layout layout, Tensor a, Tensor b, double beta, double alpha) {
        requireSameType(self, a);
        requireSameType(self, b);
        Layout expanded = expand(Raw.layout(self), layout.shape());
        if (beta == 0) {
            return product(a.dtype(), layout, Matrices.of(a), Matrices.of(b), alpha);
        }
        DType type = self.dtype();
        Object c = Cast.toArray(type, Raw.storage(self).array(), expanded, type);
        run(type, Matrices.of(a), Matrices.of(b), beta, alpha, c);
        return new Tensor(new Storage(c), layout, type);
    }

    private static Tensor product(DType type, Layout layout, Matrices a, Matrices b, double alpha) {
        Object c = Storage.uninitializedArray(type, layout.numel());
        run(type, a, b, 0, alpha, c);
        return new Tensor(new Storage(c), layout, type);
    }

    private static void run(
            DType type, Matrices a, Matrices b, double beta, double alpha, Object c) {
        run(type, a, b, beta, alpha, Matrices.dense(c, a.count(), a.rows(), b.cols()));
    }

    private static void run(
            DType type, Matrices a, Matrices b, double beta, double alpha, Matrices c) {
        Product p = Matrices.product(a, b, c);
        switch (type) {
            case FLOAT32 ->
                    Gemm.floats(
                            p,
                            (float) alpha,
                            (float[]) a.array(),
                            (float[]) b.array(),
                            (float) beta,
                            (float[]) c.array());
            case FLOAT64 ->
                    Gemm.doubles(
                            p,
                            alpha,
                            (double[]) a.array(),
                            (double[]) b.array(),
                            beta,
                            (double[]) c.array());
            case INT64 ->
                    Gemm.longs(
                            p,
                            (long) alpha,
                            (long[]) a.array(),
                            (long[]) b.array(),
                            (long) beta,
                            (long[]) c.array());
            case INT32 ->
                    Gemm.ints(
                            p,
                            (int) alpha,
                            (int[]) a.array(),
                            (int[]) b.array(),
                            (int) beta,
                            (int[]) c.array());
            case INT16, INT8, UINT8 ->
                    narrow(type, p, (int) alpha, a.array(), b.array(), (int) beta, c.array());
            case FLOAT16, BFLOAT16, BOOL ->
                    throw new IllegalArgumentException(
                            "\"addmm_impl_cpu_\" not implemented for '" + type.scalarName() + "'");
        }
    }

    /// Wrapping commutes with sums and products, so the low bits of the same product of ints are
    /// right.
    private static void narrow(
            DType type, Product p, int alpha, Object a, Object b, int beta, Object c) {
        int[] sum = widen(type, c);
        Gemm.ints(p, alpha, widen(type, a), widen(type, b), beta, sum);
        Cast.run(DType.INT32, sum, 0, type, c, 0, sum.length);
    }

    private static int[] widen(DType type, Object array) {
        int n = Array.getLength(array);
        int[] wide = new int[n];
        Cast.run(type, array, 0, DType.INT32, wide, 0, n);
        return wide;
    }

    private static int size(Tensor t, int d) {
        return Raw.shape(t)[d];
    }

    private static Layout batched(Tensor a, Tensor b) {
        return Layout.contiguous(size(a, 0), size(a, 1), size(b, 2));
    }

    /// `layout` with strides of 0 where it repeats to fill `shape`.
    private static Layout expand(Layout layout, int[] shape) {
        int[] own = layout.shape();
        int missing = shape.length - own.length;
        if (missing < 0) {
            throw new IllegalArgumentException(
                    "expand: the number of sizes provided ("
                            + shape.length
                            + ") must be greater or equal to the number of dimensions in the tensor"
                            + " ("
                            + own.length
                            + ")");
        }
        int[] strides = new int[shape.length];
        for (int d = missing; d < shape.length; d++) {
            int size = own[d - missing];
            if (size == shape[d]) {
                strides[d] = layout.strides()[d - missing];
            } else if (size != 1) {
                throw new IllegalArgumentException(
                        "The expanded size of the tensor ("
                                + shape[d]
                                + ") must match the existing size ("
                                + size
                                + ") at non-singleton dimension "
                                + d
                                + ".  Target sizes: "
                                + Arrays.toString(shape)
                                + ".  Tensor sizes: "
                                + Arrays.toString(own));
            }
        }
        return new Layout(shape, strides, layout.offset());
    }

    private static void requireMatrix(String name, Tensor t) {
        if (t.dim() != 2) {
            throw new IllegalArgumentException(name + " must be a matrix");
        }
    }

    private static void requireTwoDimensional(String name, Tensor t) {
        if (t.dim() != 2) {
            throw new IllegalArgumentException(
                    name + " must be a matrix, got " + t.dim() + "-D tensor");
        }
    }

    private static void requireProduct(Tensor a, Tensor b) {
        if (size(a, 1) != size(b, 0)) {
            throw new IllegalArgumentException(
                    "mat1 and mat2 shapes cannot be multiplied ("
                            + size(a, 0)
                            + "x"
                            + size(a, 1)
                            + " and "
                            + size(b, 0)
                            + "x"
                            + size(b, 1)
                            + ")");
        }
    }

    public static void requireBatches(Tensor a, Tensor b) {
        if (a.dim() != 3) {
            throw new IllegalArgumentException("batch1 must be a 3D tensor");
        }
        if (b.dim() != 3) {
            throw new IllegalArgumentException("batch2 must be a 3D tensor");
        }
        if (size(a, 0) != size(b, 0) || size(a, 2) != size(b, 1)) {
            throw new IllegalArgumentException(
                    "Expected size for first two dimensions of batch2 tensor to be: ["
                            + size(a, 0)
                            + ", "
                            + size(a, 2)
                            + "] but got: ["
                            + size(b, 0)
                            + ", "
                            + size(b, 1)
                            + "].");
        }
    }

    private static void requireSameType(Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    "expected scalar type "
                            + a.dtype().scalarName()
                            + " but found "
                            + b.dtype().scalarName());
        }
    }
}
