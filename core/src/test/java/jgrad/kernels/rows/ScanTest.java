package jgrad.kernels.rows;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Threads;
import jgrad.kernels.Operands;
import jgrad.kernels.elementwise.Each;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// Every way through the scans, against the definition: one running double (or long), each result
/// rounded by itself.
class ScanTest {
    private final int threads = Threads.numThreads();

    @AfterEach
    void restoreThreads() {
        Threads.setNumThreads(threads);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "BFLOAT16", "INT64", "INT32", "BOOL"})
    void runsAsOneNumberAfterAnotherWould(DType type) {
        for (int n : new int[] {1, 2, 50, 255, 257, 1025}) {
            for (int outer : new int[] {1, 3, 5, 21}) {
                check(type, 1, outer, n);
            }
            for (int inner : new int[] {3, 4, 7, 63, 64, 513}) {
                check(type, 1, 2, n, inner);
                check(type, 0, n, inner);
            }
        }
        check(type, 1, 2, 9, 2, 3);
        check(type, 2, 2, 3, 40);
        check(type, 1, 2, 9, 1, 70);
    }

    @Test
    void nothingHasNoSums() {
        for (int[] shape : new int[][] {{0, 3}, {3, 0}, {2, 0, 5}}) {
            Tensor x = Operands.fill(DType.FLOAT32, Layout.contiguous(shape), 1);
            assertThat(Raw.shape(Scan.cumsum(x, 1))).isEqualTo(shape);
        }
    }

    @Test
    void zeroDimensionsAreOneElement() {
        Tensor x = Each.scalar(2.5, DType.FLOAT32);
        assertThat(Raw.floats(Scan.cumsum(x, 0))).containsExactly(2.5f);
    }

    @Test
    void sumOfNegativeZerosIsZeroAsInPyTorch() {
        Tensor x =
                new Tensor(
                        new Storage(new float[] {-0f, -0f}),
                        Layout.contiguous(new int[] {2}),
                        DType.FLOAT32);
        assertThat(Raw.floats(Scan.cumsum(x, 0))).containsExactly(0f, 0f);
        assertThat(Raw.floats(Scan.cumprod(x, 0))).containsExactly(-0f, 0f);
    }

    @Test
    void floatsAreSummedInDouble() {
        float[] values = {1e8f, 1, 1, 1, 1, 1, 1, 1, 1, -1e8f};
        Tensor x =
                new Tensor(new Storage(values), Layout.contiguous(new int[] {10}), DType.FLOAT32);
        assertThat(Raw.floats(Scan.cumsum(x, 0))[9]).isEqualTo(8);
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() {
        for (int[] shape : new int[][] {{2000, 50}, {40, 3000}, {3, 40_000}, {20, 50, 100}}) {
            Tensor x = Operands.fill(DType.FLOAT32, Layout.contiguous(shape), 3);
            for (int dim = 0; dim < shape.length; dim++) {
                Threads.setNumThreads(1);
                float[] one = Raw.floats(Scan.cumsum(x, dim));
                for (int n : new int[] {2, 3, 8}) {
                    Threads.setNumThreads(n);
                    assertThat(Raw.floats(Scan.cumsum(x, dim))).isEqualTo(one);
                }
            }
        }
    }

    private static void check(DType type, int dim, int... shape) {
        for (Layout layout : layouts(shape)) {
            Tensor x = Operands.fill(type, layout, 7);
            String what = type + " " + layout + " along " + dim;
            same(what, Scan.cumsum(x, dim), expected(x, dim, false, false));
            same(what, Scan.cumsumFromEnd(x, dim), expected(x, dim, false, true));
            same(what, Scan.cumprod(x, dim), expected(x, dim, true, false));
        }
    }

    /// Contiguous, every other element, dimensions the other way round, and one row repeated.
    private static List<Layout> layouts(int[] shape) {
        var layouts = new ArrayList<Layout>();
        int[] dense = Layout.contiguous(shape).strides();
        layouts.add(Layout.contiguous(shape));
        int[] wide = dense.clone();
        int[] turned = new int[shape.length];
        int next = 1;
        for (int d = 0; d < shape.length; d++) {
            wide[d] = 2 * dense[d] + (d == 0 ? 3 : 0);
            turned[d] = next;
            next *= shape[d];
        }
        layouts.add(new Layout(shape, wide, 5));
        layouts.add(new Layout(shape, turned, 0));
        int[] repeated = dense.clone();
        repeated[0] = 0;
        layouts.add(new Layout(shape, repeated, 2));
        return layouts;
    }

    private static void same(String what, Tensor is, double[] should) {
        assertThat(Operands.values(is)).as(what).isEqualTo(should);
    }

    private static double[] expected(Tensor x, int dim, boolean product, boolean fromEnd) {
        DType type = x.dtype().isFloating() ? x.dtype() : DType.INT64;
        int[] shape = Raw.shape(x);
        int n = shape[dim];
        int inner = Layout.contiguous(shape).strides()[dim];
        double[] y = Operands.values(x);
        for (int i = 0; i < y.length; i++) {
            if (i / inner % n != 0) {
                continue;
            }
            double sum = product ? 1 : 0;
            long whole = product ? 1 : 0;
            for (int k = 0; k < n; k++) {
                int at = i + (fromEnd ? n - 1 - k : k) * inner;
                sum = product ? sum * y[at] : sum + y[at];
                whole = product ? whole * (long) y[at] : whole + (long) y[at];
                y[at] = type == DType.INT64 ? whole : rounded(sum, type);
            }
        }
        return y;
    }

    private static double rounded(double value, DType type) {
        Object one = Storage.newArray(type, 1);
        Elements.put(type, one, 0, value);
        return Elements.asDouble(type, one, 0);
    }
}
