package jgrad.kernels.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.Operands;
import jgrad.kernels.Operands.Form;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

class BlasTest {
    private static final int[] SIZES = {
        0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 207
    };

    private final int threads = Parallel.numThreads();

    @AfterEach
    void restoreThreads() {
        Parallel.setNumThreads(threads);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "INT32", "INT16", "INT8", "UINT8"})
    void mmAgreesWithThreeLoopsForAllSizesAndLayouts(DType type) {
        int[] sizes = type.isFloating() ? SIZES : new int[] {0, 1, 3, 8, 17, 64, 100};
        int turn = 0;
        for (int m : sizes) {
            for (int n : sizes) {
                int k = sizes[turn++ * 5 % sizes.length];
                Form[] forms =
                        type.isFloating() ? Form.values() : new Form[] {Form.values()[turn % 5]};
                double[] a = Operands.values(Operands.matrix(type, Form.ROWS, m, k, 1));
                double[] b = Operands.values(Operands.matrix(type, Form.ROWS, k, n, 2));
                double[] expected = Operands.product(1, m, n, k, 1, a, b, 0, a);
                for (Form left : forms) {
                    Form right = forms[(left.ordinal() + turn) % forms.length];
                    Tensor c =
                            Blas.mm(
                                    Operands.matrix(type, left, m, k, 1),
                                    Operands.matrix(type, right, k, n, 2));
                    assertThat(Raw.shape(c)).containsExactly(m, n);
                    assertThat(c.isContiguous()).isTrue();
                    assertThat(c.dtype()).isEqualTo(type);
                    requireClose(c, expected, k, "%s %s %s %d %d %d", type, left, right, m, n, k);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void longSumsAndLargeMatricesAgreeInEveryLayout(DType type) {
        int[][] sizes = {
            {5, 3, 3000},
            {6, 25, 12_300},
            {130, 70, 600},
            {300, 40, 270},
            {40, 600, 260},
            {1, 1000, 700},
            {1000, 1, 700}
        };
        for (int[] size : sizes) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            Tensor[] lefts = new Tensor[Form.values().length];
            Tensor[] rights = new Tensor[lefts.length];
            for (Form form : Form.values()) {
                lefts[form.ordinal()] = Operands.matrix(type, form, m, k, 1);
                rights[form.ordinal()] = Operands.matrix(type, form, k, n, 2);
            }
            double[] a = Operands.values(lefts[0]);
            double[] b = Operands.values(rights[0]);
            double[] expected = Operands.product(1, m, n, k, 1, a, b, 0, a);
            for (Tensor left : lefts) {
                for (Tensor right : rights) {
                    Tensor c = Blas.mm(left, right);
                    requireClose(c, expected, k, "%s %s", Raw.layout(left), Raw.layout(right));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT32"})
    void bmmMultipliesPairByPair(DType type) {
        int[][] sizes = {
            {0, 3, 4, 5},
            {1, 1, 1, 1},
            {3, 2, 5, 0},
            {5, 7, 9, 4},
            {16, 33, 31, 17},
            {3, 70, 66, 65},
            {40, 5, 1, 9},
            {40, 1, 5, 9}
        };
        for (int[] size : sizes) {
            int s = size[0];
            int m = size[1];
            int n = size[2];
            int k = size[3];
            double[] a = Operands.values(Operands.batch(type, Form.ROWS, s, m, k, 1));
            double[] b = Operands.values(Operands.batch(type, Form.ROWS, s, k, n, 2));
            double[] expected = Operands.product(s, m, n, k, 1, a, b, 0, a);
            for (Form left : Form.values()) {
                for (Form right : Form.values()) {
                    Tensor c =
                            Blas.bmm(
                                    Operands.batch(type, left, s, m, k, 1),
                                    Operands.batch(type, right, s, k, n, 2));
                    assertThat(Raw.shape(c)).containsExactly(s, m, n);
                    requireClose(
                            c,
                            expected,
                            k,
                            "%s %s %s %s",
                            type,
                            left,
                            right,
                            Arrays.toString(size));
                }
            }
        }
    }

    @Test
    void bmmReadsAnExpandedMatrixInPlace() {
        Tensor one = Operands.matrix(DType.FLOAT32, Form.ROWS, 6, 4, 1);
        Tensor all =
                new Tensor(
                        Raw.storage(one),
                        new Layout(new int[] {3, 6, 4}, new int[] {0, 4, 1}, 0),
                        DType.FLOAT32);
        Tensor b = Operands.batch(DType.FLOAT32, Form.COLUMNS, 3, 4, 5, 2);
        requireClose(
                Blas.bmm(all, b),
                Operands.product(
                        3, 6, 5, 4, 1, Operands.values(all), Operands.values(b), 0, new double[0]),
                4,
                "expanded");
    }

    @Test
    void broadcastRowsAndScalarsAreOperandsToo() {
        for (int[] strides : new int[][] {{0, 1}, {1, 0}, {0, 0}}) {
            Storage storage = Raw.storage(Operands.vector(DType.FLOAT32, 50, 1, 3));
            Tensor a =
                    new Tensor(storage, new Layout(new int[] {40, 50}, strides, 0), DType.FLOAT32);
            Tensor b =
                    new Tensor(storage, new Layout(new int[] {50, 37}, strides, 0), DType.FLOAT32);
            double[] expected =
                    Operands.product(
                            1,
                            40,
                            37,
                            50,
                            1,
                            Operands.values(a),
                            Operands.values(b),
                            0,
                            new double[0]);
            requireClose(Blas.mm(a, b), expected, 50, "%s", Arrays.toString(strides));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "UINT8"})
    void mvAndDotTakeAnyStride(DType type) {
        for (int m : new int[] {0, 1, 2, 5, 16, 33, 200}) {
            for (int k : new int[] {0, 1, 3, 16, 31, 65, 207}) {
                for (Form form : Form.values()) {
                    for (int stride : new int[] {0, 1, 3}) {
                        Tensor a = Operands.matrix(type, form, m, k, 1);
                        Tensor v = Operands.vector(type, k, stride, 2);
                        double[] expected =
                                Operands.product(
                                        1,
                                        m,
                                        1,
                                        k,
                                        1,
                                        Operands.values(a),
                                        Operands.values(v),
                                        0,
                                        new double[0]);
                        Tensor y = Blas.mv(a, v);
                        assertThat(Raw.shape(y)).containsExactly(m);
                        requireClose(y, expected, k, "%s %d %d stride %d", form, m, k, stride);
                    }
                }
            }
        }
        for (int k : new int[] {0, 1, 5, 64, 100, 20_000}) {
            Tensor a = Operands.vector(type, k, 2, 1);
            Tensor b = Operands.vector(type, k, 1, 2);
            Tensor dot = Blas.dot(a, b);
            assertThat(dot.dim()).isZero();
            double[] expected =
                    Operands.product(
                            1,
                            1,
                            1,
                            k,
                            1,
                            Operands.values(a),
                            Operands.values(b),
                            0,
                            new double[0]);
            requireClose(dot, expected, k, "dot %d", k);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void addmmScalesAndBroadcasts(DType type) {
        int m = 33;
        int n = 45;
        int k = 20;
        Tensor a = Operands.matrix(type, Form.ROWS, m, k, 1);
        Tensor b = Operands.matrix(type, Form.COLUMNS, k, n, 2);
        Layout[] selves = {
            Layout.contiguous(m, n),
            Layout.contiguous(n),
            Layout.contiguous(m, 1),
            Layout.contiguous(1),
            Layout.SCALAR,
            new Layout(new int[] {m, n}, new int[] {1, m}, 0)
        };
        for (Layout layout : selves) {
            Tensor self = Operands.fill(type, layout, 5);
            Layout full = new Layout(new int[] {m, n}, expandedStrides(layout), 0);
            Tensor expanded = new Tensor(Raw.storage(self), full, type);
            for (double[] scale : new double[][] {{1, 1}, {0.5, -2}, {0, 1}, {3, 0}}) {
                double[] expected =
                        Operands.product(
                                1,
                                m,
                                n,
                                k,
                                scale[1],
                                Operands.values(a),
                                Operands.values(b),
                                scale[0],
                                Operands.values(expanded));
                requireClose(
                        Blas.addmm(self, a, b, scale[0], scale[1]), expected, 4 * k, "%s", layout);
            }
        }
    }

    private static int[] expandedStrides(Layout layout) {
        int[] strides = new int[2];
        for (int d = layout.dim() - 1, to = 1; d >= 0; d--, to--) {
            strides[to] = layout.shape()[d] == 1 ? 0 : layout.strides()[d];
        }
        return strides;
    }

    @Test
    void aSelfThatIsScaledByZeroIsNotRead() {
        Tensor nan = new Tensor(new Storage(new float[] {Float.NaN}), Layout.SCALAR, DType.FLOAT32);
        Tensor a = Operands.matrix(DType.FLOAT32, Form.ROWS, 20, 30, 1);
        Tensor b = Operands.matrix(DType.FLOAT32, Form.ROWS, 30, 40, 2);
        assertThat(Operands.values(Blas.addmm(nan, a, b, 0, 1)))
                .isEqualTo(Operands.values(Blas.mm(a, b)));
        assertThat(Operands.values(Blas.addmm(nan, a, b, 1, 1))).containsOnly(Double.NaN);
    }

    @Test
    void integersDropTheFractionsOfAlphaAndBeta() {
        Tensor self = Operands.matrix(DType.INT64, Form.ROWS, 2, 3, 1);
        Tensor a = Operands.matrix(DType.INT64, Form.ROWS, 2, 2, 2);
        Tensor b = Operands.matrix(DType.INT64, Form.ROWS, 2, 3, 3);
        assertThat(Operands.values(Blas.addmm(self, a, b, 0.2, 0.6))).containsOnly(0);
        assertThat(Operands.values(Blas.addmm(self, a, b, 0.2, 1.6)))
                .isEqualTo(Operands.values(Blas.mm(a, b)));
    }

    @Test
    void baddbmmBroadcastsOverTheBatch() {
        Tensor a = Operands.batch(DType.FLOAT64, Form.ROWS, 3, 4, 5, 1);
        Tensor b = Operands.batch(DType.FLOAT64, Form.COLUMNS, 3, 5, 2, 2);
        Tensor self = Operands.fill(DType.FLOAT64, Layout.contiguous(4, 1), 3);
        Tensor expanded =
                new Tensor(
                        Raw.storage(self),
                        new Layout(new int[] {3, 4, 2}, new int[] {0, 1, 0}, 0),
                        DType.FLOAT64);
        double[] expected =
                Operands.product(
                        3,
                        4,
                        2,
                        5,
                        0.6,
                        Operands.values(a),
                        Operands.values(b),
                        0.2,
                        Operands.values(expanded));
        requireClose(Blas.baddbmm(self, a, b, 0.2, 0.6), expected, 5, "baddbmm");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT32", "INT8"})
    void mmIntoAccumulatesInPlaceWhateverTheLayoutAndTouchesNothingElse(DType type) {
        for (Form form : Form.values()) {
            for (int[] size : new int[][] {{1, 1, 3}, {5, 1, 0}, {9, 33, 17}, {70, 40, 300}}) {
                int m = size[0];
                int n = size[1];
                int k = size[2];
                Tensor a = Operands.matrix(type, Form.COLUMNS_IN_A_LARGER_MATRIX, m, k, 1);
                Tensor b = Operands.matrix(type, Form.ROWS_IN_A_LARGER_MATRIX, k, n, 2);
                Tensor out = Operands.matrix(type, form, m, n, 3);
                Object poisoned = copyOf(out);
                double[] expected =
                        Operands.product(
                                1,
                                m,
                                n,
                                k,
                                2,
                                Operands.values(a),
                                Operands.values(b),
                                1,
                                Operands.values(out));
                Blas.mmInto(out, a, b, 1, 2);
                if (type != DType.INT8) { // whose sums wrap
                    requireClose(out, expected, 4 * k, "%s %s", form, Arrays.toString(size));
                }
                Cast.copy(
                        type,
                        poisoned,
                        Raw.layout(out),
                        type,
                        Raw.storage(out).array(),
                        Raw.layout(out));
                assertThat(Raw.storage(out).array()).isEqualTo(poisoned);
            }
        }
    }

    private static Object copyOf(Tensor t) {
        int size = Raw.storage(t).size();
        Object copy = Storage.newArray(t.dtype(), size);
        Cast.run(t.dtype(), Raw.storage(t).array(), 0, t.dtype(), copy, 0, size);
        return copy;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT32"})
    void bitsDoNotDependOnTheNumberOfThreads(DType type) {
        int[][] sizes = {
            {1, 300, 250, 270},
            {1, 1, 3000, 500},
            {1, 3000, 1, 500},
            {1, 1, 1, 100_000},
            {1, 64, 10, 5000},
            {9, 40, 50, 60},
            {1, 10, 20, 20_000},
            {300, 8, 8, 8}
        };
        for (int[] size : sizes) {
            for (Form form : new Form[] {Form.ROWS, Form.COLUMNS}) {
                Tensor a = Operands.batch(type, form, size[0], size[1], size[3], 1);
                Tensor b = Operands.batch(type, form, size[0], size[3], size[2], 2);
                Parallel.setNumThreads(1);
                Object expected = Raw.storage(Blas.bmm(a, b)).array();
                for (int n : new int[] {2, 3, 8}) {
                    Parallel.setNumThreads(n);
                    assertThat(Raw.storage(Blas.bmm(a, b)).array())
                            .as("%s %s, %d threads", Arrays.toString(size), form, n)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void infinitiesAndNotANumbersStayInTheirRowsAndColumns() {
        for (int n : new int[] {3, 20, 70}) {
            Tensor a = Operands.matrix(DType.FLOAT32, Form.ROWS, n, n, 1);
            Tensor b = Operands.matrix(DType.FLOAT32, Form.ROWS, n, n, 2);
            Raw.floats(a)[n + 1] = Float.NaN;
            Raw.floats(b)[2] = Float.POSITIVE_INFINITY;
            float[] c = Raw.floats(Blas.mm(a, b));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    float value = c[i * n + j];
                    assertThat(Float.isNaN(value)).as("%d %d", i, j).isEqualTo(i == 1);
                    assertThat(Float.isInfinite(value))
                            .as("%d %d", i, j)
                            .isEqualTo(i != 1 && j == 2);
                }
            }
        }
    }

    @Test
    void refusalsReadAsInPyTorch() {
        Tensor vector = Operands.vector(DType.FLOAT32, 3, 1, 1);
        Tensor a = Operands.matrix(DType.FLOAT32, Form.ROWS, 2, 3, 1);
        Tensor tall = Operands.matrix(DType.FLOAT32, Form.ROWS, 5, 4, 1);
        Tensor wide = Operands.matrix(DType.FLOAT64, Form.ROWS, 3, 4, 1);
        Tensor batch1 = Operands.batch(DType.FLOAT32, Form.ROWS, 1, 2, 3, 1);
        Tensor batch2 = Operands.batch(DType.FLOAT32, Form.ROWS, 2, 3, 4, 1);
        refuses("self must be a matrix", () -> Blas.mm(vector, a));
        refuses("mat2 must be a matrix", () -> Blas.mm(a, vector));
        refuses("mat1 and mat2 shapes cannot be multiplied (2x3 and 5x4)", () -> Blas.mm(a, tall));
        refuses("expected scalar type Float but found Double", () -> Blas.mm(a, wide));
        refuses("batch1 must be a 3D tensor", () -> Blas.bmm(a, batch2));
        refuses("batch2 must be a 3D tensor", () -> Blas.bmm(batch1, a));
        refuses(
                "Expected size for first two dimensions of batch2 tensor to be: [1, 3] but got: [2,"
                        + " 3].",
                () -> Blas.bmm(batch1, batch2));
        refuses("1D tensors expected, but got 2D and 2D tensors", () -> Blas.dot(a, a));
        refuses(
                "dot : expected both vectors to have same dtype, but found Float and Long",
                () -> Blas.dot(vector, Operands.vector(DType.INT64, 3, 1, 1)));
        refuses(
                "inconsistent tensor size, expected tensor [3] and src [4] to have the same number"
                        + " of elements, but got 3 and 4 elements respectively",
                () -> Blas.dot(vector, Operands.vector(DType.FLOAT32, 4, 1, 1)));
        refuses("vector + matrix @ vector expected, got 1, 2, 2", () -> Blas.mv(a, a));
        refuses("size mismatch, got 5, 5x4,3", () -> Blas.mv(tall, vector));
        refuses("mat1 must be a matrix, got 1-D tensor", () -> Blas.addmm(a, vector, a, 1, 1));
        refuses(
                "The expanded size of the tensor (4) must match the existing size (3) at"
                        + " non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [3]",
                () ->
                        Blas.addmm(
                                vector,
                                a,
                                Operands.matrix(DType.FLOAT32, Form.ROWS, 3, 4, 1),
                                1,
                                1));
        Tensor flags = new Tensor(new Storage(new byte[1]), Layout.contiguous(1, 1), DType.BOOL);
        refuses("\"addmm_impl_cpu_\" not implemented for 'Bool'", () -> Blas.mm(flags, flags));
    }

    private static void refuses(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void requireClose(
            Tensor actual, double[] expected, int k, String what, Object... args) {
        double[] values = Operands.values(actual);
        assertThat(values.length).isEqualTo(expected.length);
        double tolerance = Operands.tolerance(actual.dtype(), k);
        for (int i = 0; i < expected.length; i++) {
            double want =
                    actual.dtype().isFloating()
                            ? expected[i]
                            : wrapped(actual.dtype(), (long) expected[i]);
            if (!(Math.abs(values[i] - want) <= tolerance)) {
                assertThat(values[i]).as(what, args).isCloseTo(want, within(tolerance));
            }
        }
    }

    private static double wrapped(DType type, long value) {
        return switch (type) {
            case INT8 -> (byte) value;
            case UINT8 -> value & 0xff;
            case INT16 -> (short) value;
            default -> value;
        };
    }
}
