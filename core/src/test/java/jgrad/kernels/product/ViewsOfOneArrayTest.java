package jgrad.kernels.product;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.loops.Product;
import jgrad.kernels.loops.ProductLoops;
import jgrad.kernels.scalar.ScalarProducts;
import jgrad.kernels.vector.product.VectorProducts;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;

/// Operands that lie in one array: no loop may tell them apart by it.
class ViewsOfOneArrayTest {
    private static final int ELEMENTS = 2000;

    private final Random random = new Random(23);

    @ParameterizedTest
    @EnumSource(
            names = {"FLOAT16", "BFLOAT16", "BOOL"},
            mode = EnumSource.Mode.EXCLUDE)
    void productsOfThemAreThoseOfTheirCopies(DType type) {
        for (int i = 0; i < 200; i++) {
            Storage storage = storage(type);
            int m = size();
            int k = size();
            int n = size();
            Tensor a = view(storage, type, m, k);
            Tensor b = view(storage, type, k, n);
            same(Blas.mm(a, b), a, b);
            Tensor v = vector(storage, type, k);
            same(Blas.mv(a, v), a, v);
            Tensor w = vector(storage, type, k);
            same(Blas.dot(w, v), w, v);
            Tensor p = view(storage, type, 2, m, k);
            Tensor q = view(storage, type, 2, k, n);
            same(Blas.bmm(p, q), p, q);
            Tensor self = view(storage, type, m, n);
            Tensor sum = Blas.addmm(self, a, b, 1, 1);
            for (int r = 0; r < m; r++) {
                for (int c = 0; c < n; c++) {
                    double expected = wrap(type, at(self, r * n + c) + dot(a, r, b, c));
                    if (at(sum, r * n + c) != expected) {
                        assertThat(at(sum, r * n + c)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "INT32"})
    void eachSetOfLoopsMultipliesThem(DType type) {
        for (ProductLoops loops : new ProductLoops[] {new ScalarProducts(), new VectorProducts()}) {
            for (int i = 0; i < 200; i++) {
                Storage storage = storage(type);
                int m = size();
                int k = size();
                int n = size();
                Tensor a = view(storage, type, m, k);
                Tensor b = view(storage, type, k, n);
                Tensor c =
                        new Tensor(
                                new Storage(Storage.newArray(type, m * n)),
                                Layout.contiguous(m, n),
                                type);
                Matrices left = Matrices.of(a);
                Matrices right = Matrices.of(b);
                Product p = Matrices.product(left, right, Matrices.exactly(c));
                switch (type) {
                    case FLOAT32 ->
                            loops.floats(
                                    p,
                                    1,
                                    (float[]) left.array(),
                                    (float[]) right.array(),
                                    0,
                                    Raw.floats(c));
                    case FLOAT64 ->
                            loops.doubles(
                                    p,
                                    1,
                                    (double[]) left.array(),
                                    (double[]) right.array(),
                                    0,
                                    Raw.doubles(c));
                    case INT64 ->
                            loops.longs(
                                    p,
                                    1,
                                    (long[]) left.array(),
                                    (long[]) right.array(),
                                    0,
                                    (long[]) Raw.storage(c).array());
                    default ->
                            loops.ints(
                                    p,
                                    1,
                                    (int[]) left.array(),
                                    (int[]) right.array(),
                                    0,
                                    (int[]) Raw.storage(c).array());
                }
                same(c, a, b);
            }
        }
    }

    /// Small whole numbers, whose products no type rounds.
    private Storage storage(DType type) {
        Object array = Storage.newArray(type, ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++) {
            Elements.put(type, array, i, (double) random.nextInt(7));
        }
        return new Storage(array);
    }

    private int size() {
        return 1 + random.nextInt(random.nextBoolean() ? 4 : 24);
    }

    private Tensor vector(Storage storage, DType type, int n) {
        int stride = 1 + random.nextInt(9);
        int offset = random.nextInt(ELEMENTS - (n - 1) * stride);
        return new Tensor(storage, new Layout(new int[] {n}, new int[] {stride}, offset), type);
    }

    /// Rows or columns dense, or neither; matrices of a batch anywhere.
    private Tensor view(Storage storage, DType type, int... shape) {
        int[] strides = new int[shape.length];
        boolean rows = random.nextBoolean();
        int last = shape.length - 1;
        int inner = random.nextInt(4) == 0 ? 2 : 1;
        strides[rows ? last : last - 1] = inner;
        strides[rows ? last - 1 : last] = inner * shape[rows ? last : last - 1] + random.nextInt(5);
        if (last == 2) {
            strides[0] = random.nextInt(30);
        }
        int reach = new Layout(shape, strides, 0).reach();
        return new Tensor(
                storage, new Layout(shape, strides, random.nextInt(ELEMENTS - reach)), type);
    }

    private static void same(Tensor product, Tensor a, Tensor b) {
        Tensor left = matrices(a, true);
        Tensor right = matrices(b, false);
        int m = Raw.shape(left)[1];
        int n = Raw.shape(right)[2];
        int i = 0;
        for (int s = 0; s < Raw.shape(left)[0]; s++) {
            for (int r = 0; r < m; r++) {
                for (int c = 0; c < n; c++) {
                    double expected = dot(matrix(left, s), r, matrix(right, s), c);
                    double actual = at(product, i++);
                    if (actual != wrap(product.dtype(), expected)) {
                        assertThat(actual)
                                .as("%s: %s, %s", product.dtype(), Raw.layout(a), Raw.layout(b))
                                .isEqualTo(wrap(product.dtype(), expected));
                    }
                }
            }
        }
    }

    private static Tensor matrices(Tensor t, boolean row) {
        Layout l = Raw.layout(t);
        int[] shape = l.shape();
        int[] strides = l.strides();
        Layout batch =
                switch (shape.length) {
                    case 1 ->
                            row
                                    ? new Layout(
                                            new int[] {1, 1, shape[0]},
                                            new int[] {0, 0, strides[0]},
                                            l.offset())
                                    : new Layout(
                                            new int[] {1, shape[0], 1},
                                            new int[] {0, strides[0], 0},
                                            l.offset());
                    case 2 ->
                            new Layout(
                                    new int[] {1, shape[0], shape[1]},
                                    new int[] {0, strides[0], strides[1]},
                                    l.offset());
                    default -> l;
                };
        return new Tensor(Raw.storage(t), batch, t.dtype());
    }

    private static Tensor matrix(Tensor t, int s) {
        Layout l = Raw.layout(t);
        return new Tensor(
                Raw.storage(t),
                new Layout(
                        new int[] {l.shape()[1], l.shape()[2]},
                        new int[] {l.strides()[1], l.strides()[2]},
                        l.offset() + s * l.strides()[0]),
                t.dtype());
    }

    private static double dot(Tensor a, int row, Tensor b, int column) {
        double sum = 0;
        for (int q = 0; q < Raw.shape(a)[1]; q++) {
            sum += at(a, row * Raw.shape(a)[1] + q) * at(b, q * Raw.shape(b)[1] + column);
        }
        return sum;
    }

    private static double at(Tensor t, int i) {
        return Elements.asDouble(t.dtype(), Raw.storage(t).array(), Raw.layout(t).indexOf(i));
    }

    private static double wrap(DType type, double sum) {
        return switch (type) {
            case UINT8 -> (int) sum & 0xff;
            case INT8 -> (byte) (int) sum;
            default -> sum;
        };
    }
}
