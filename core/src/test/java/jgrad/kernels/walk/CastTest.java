package jgrad.kernels.walk;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.storage.Layout;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

class CastTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    static Stream<Arguments> everyPairOfTypes() {
        return Stream.of(DType.values())
                .flatMap(from -> Stream.of(DType.values()).map(to -> Arguments.of(from, to)));
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of("scalar", Layout.SCALAR, new Layout(ints(), ints(), 5)),
                Arguments.of(
                        "contiguous at offsets",
                        at(3, Layout.contiguous(4, 5)),
                        at(7, Layout.contiguous(4, 5))),
                Arguments.of(
                        "transposed", strided(ints(5, 4), ints(1, 5)), Layout.contiguous(5, 4)),
                Arguments.of(
                        "transposed beyond a tile",
                        strided(ints(70, 45), ints(1, 70)),
                        Layout.contiguous(70, 45)),
                Arguments.of(
                        "both transposed",
                        strided(ints(5, 4), ints(1, 5)),
                        strided(ints(5, 4), ints(1, 5))),
                Arguments.of(
                        "into a transposed",
                        Layout.contiguous(33, 40),
                        strided(ints(33, 40), ints(1, 33))),
                Arguments.of(
                        "expanded row", strided(ints(6, 4), ints(0, 1)), Layout.contiguous(6, 4)),
                Arguments.of(
                        "expanded column",
                        strided(ints(6, 4), ints(1, 0)),
                        Layout.contiguous(6, 4)),
                Arguments.of(
                        "expanded scalar",
                        strided(ints(3, 4, 2), ints(0, 0, 0)),
                        Layout.contiguous(3, 4, 2)),
                Arguments.of(
                        "every other column",
                        strided(ints(6, 4), ints(8, 2)),
                        Layout.contiguous(6, 4)),
                Arguments.of(
                        "into every other column",
                        Layout.contiguous(6, 4),
                        strided(ints(6, 4), ints(8, 2))),
                Arguments.of(
                        "channels last",
                        strided(ints(2, 3, 4, 5), ints(60, 1, 15, 3)),
                        Layout.contiguous(2, 3, 4, 5)),
                Arguments.of(
                        "into channels last",
                        Layout.contiguous(2, 3, 4, 5),
                        strided(ints(2, 3, 4, 5), ints(60, 1, 15, 3))),
                Arguments.of(
                        "reversed dimensions",
                        strided(ints(2, 3, 4), ints(1, 2, 6)),
                        Layout.contiguous(2, 3, 4)),
                Arguments.of(
                        "a slice of rows",
                        at(10, strided(ints(3, 4), ints(10, 1))),
                        Layout.contiguous(3, 4)),
                Arguments.of(
                        "dimensions of one",
                        strided(ints(1, 3, 1, 2, 1), ints(99, 1, 7, 3, 0)),
                        Layout.contiguous(1, 3, 1, 2, 1)),
                Arguments.of(
                        "strided both ways",
                        strided(ints(3, 4, 5), ints(1, 30, 6)),
                        strided(ints(3, 4, 5), ints(200, 10, 2))),
                Arguments.of(
                        "nothing",
                        strided(ints(3, 0, 5), ints(1, 30, 6)),
                        Layout.contiguous(3, 0, 5)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void everyElementArrivesAtItsIndexAndNothingElseIsTouched(String name, Layout from, Layout to) {
        for (DType type : DType.values()) {
            Object src = numbered(type, extent(from));
            Object dst = Storage.newArray(type, extent(to) + 3);
            Object expected = Storage.newArray(type, extent(to) + 3);
            for (int i = 0; i < from.numel(); i++) {
                Elements.put(
                        type,
                        expected,
                        to.indexOf(i),
                        Elements.asDouble(type, src, from.indexOf(i)));
            }
            Cast.copy(type, src, from, type, dst, to);
            assertThat(values(type, dst))
                    .as("%s of %s", name, type)
                    .isEqualTo(values(type, expected));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void conversionAndLayoutDoNotDependOnEachOther(String name, Layout from, Layout to) {
        float[] src = (float[]) numbered(DType.FLOAT32, extent(from));
        long[] dst = new long[extent(to)];
        Cast.copy(DType.FLOAT32, src, from, DType.INT64, dst, to);
        for (int i = 0; i < from.numel(); i++) {
            assertThat(dst[to.indexOf(i)]).as(name).isEqualTo((long) src[from.indexOf(i)]);
        }
    }

    @ParameterizedTest
    @MethodSource("everyPairOfTypes")
    void smallNumbersAreTheSameInEveryType(DType from, DType to) {
        int n = 3000; // more than two chunks
        Object src = Storage.newArray(from, n + 1);
        for (int i = 0; i < n; i++) {
            Elements.put(from, src, i + 1, (long) (i % 100));
        }
        Object dst = Cast.toArray(from, src, at(1, Layout.contiguous(n)), to);
        boolean viaBool = from == DType.BOOL || to == DType.BOOL;
        for (int i = 0; i < n; i++) {
            double expected = viaBool ? Math.min(i % 100, 1) : i % 100;
            assertThat(Elements.asDouble(to, dst, i)).isEqualTo(expected);
        }
    }

    @Test
    void floatingPointTruncatesTowardsZero() {
        assertThat(cast(DType.INT64, 2.9, -2.9, 0.5, -0.5)).containsExactly(2, -2, 0, 0);
        assertThat(cast(DType.INT8, 2.9, -2.9, 127.9, -128.9)).containsExactly(2, -2, 127, -128);
        assertThat(cast(DType.INT32, -2147483648.5, 2147483647.5))
                .containsExactly(-0x1p31, 0x1p31 - 1);
    }

    @Test
    void whatDoesNotFitBecomesWhatTheProcessorMakesOfIt() {
        assertThat(cast(DType.INT64, NAN, INF, -INF, 1e30)).containsOnly(-0x1p63);
        assertThat(cast(DType.INT32, NAN, INF, -INF, 3e9)).containsOnly(-0x1p31);
        assertThat(cast(DType.INT16, NAN, INF, -INF, 3e9, 65537)).containsExactly(0, 0, 0, 0, 1);
        assertThat(cast(DType.INT8, NAN, INF, -INF, 3e9, 200)).containsExactly(0, 0, 0, 0, -56);
        assertThat(cast(DType.UINT8, NAN, INF, -INF, 256, 300, -1, -1.5, 0x1p32 + 7))
                .containsExactly(0, 0, 0, 0, 44, 255, 255, 7);
    }

    @Test
    void everythingButZeroIsTrue() {
        assertThat(cast(DType.BOOL, 0, -0.0, 1e-300, NAN, -INF, 2))
                .containsExactly(0, 0, 1, 1, 1, 1);
        byte[] bools =
                (byte[])
                        Cast.toArray(
                                DType.INT64,
                                new long[] {0, 256, -1, 1L << 40},
                                Layout.contiguous(4),
                                DType.BOOL);
        assertThat(bools).containsExactly(0, 1, 1, 1);
    }

    @Test
    void integersWrapAround() {
        long[] src = {255, 256, -1, 128, 1L << 33};
        assertThat(convert(DType.INT64, src, DType.UINT8)).containsExactly(255, 0, 255, 128, 0);
        assertThat(convert(DType.INT64, src, DType.INT8)).containsExactly(-1, 0, -1, -128, 0);
        assertThat(convert(DType.INT64, src, DType.INT32)).containsExactly(255, 256, -1, 128, 0);
        assertThat(convert(DType.UINT8, new byte[] {-1}, DType.INT32)).containsExactly(255);
        assertThat(convert(DType.INT8, new byte[] {-1}, DType.UINT8)).containsExactly(255);
    }

    @Test
    void roundingHappensOnceFromLongToFloat() {
        long beyondHalf =
                (1L << 54) + (1L << 30) + 1; // rounding to double first would make it a tie
        assertThat(convert(DType.INT64, new long[] {beyondHalf}, DType.FLOAT32))
                .containsExactly((float) beyondHalf);
        assertThat((float) beyondHalf).isEqualTo(0x1p54f + 0x1p31f);
    }

    @Test
    void halfPrecisionRoundsToTheNearestEven() {
        assertThat(cast(DType.FLOAT16, 2049, 2051, 65519, 65520, 1e-8, NAN))
                .containsExactly(2048, 2052, 65504, INF, 0, NAN);
        assertThat(cast(DType.BFLOAT16, 257, 259, 1e39, 3.39e38, 1 / 3.))
                .containsExactly(256, 260, INF, 0x1p128 * (255 / 256.), 0.333984375);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aSingleElementReadsBackAsItWasPut(DType type) {
        Object array = Storage.newArray(type, 3);
        Elements.put(type, array, 1, 1L);
        assertThat(Elements.asDouble(type, array, 1)).isEqualTo(1);
        Elements.put(type, array, 1, 0.0);
        Elements.put(type, array, 2, 1.0);
        assertThat(Elements.asLong(type, array, 0)).isEqualTo(0);
        assertThat(Elements.asLong(type, array, 1)).isEqualTo(0);
        assertThat(Elements.asLong(type, array, 2)).isEqualTo(1);
    }

    @Test
    void randomLayoutsAgreeWithTheElementwiseDefinition() {
        Random random = new Random(0);
        for (int round = 0; round < 500; round++) {
            int dims = random.nextInt(5);
            int[] shape = random.ints(dims, 1, 6).toArray();
            Layout from = permuted(shape, random);
            Layout to = permuted(shape, random);
            double[] src = (double[]) numbered(DType.FLOAT64, extent(from));
            double[] dst = new double[extent(to)];
            double[] expected = new double[extent(to)];
            for (int i = 0; i < from.numel(); i++) {
                expected[to.indexOf(i)] = src[from.indexOf(i)];
            }
            Cast.copy(DType.FLOAT64, src, from, DType.FLOAT64, dst, to);
            assertThat(dst).as("%s to %s", from, to).isEqualTo(expected);
        }
    }

    private static Layout permuted(int[] shape, Random random) {
        Integer[] order = new Integer[shape.length];
        Arrays.setAll(order, d -> d);
        java.util.Collections.shuffle(Arrays.asList(order), random);
        int[] strides = new int[shape.length];
        int stride = 1 + random.nextInt(2);
        for (int d : order) {
            strides[d] = stride;
            stride *= shape[d] + random.nextInt(2);
        }
        return new Layout(shape, strides, random.nextInt(3));
    }

    private static double[] cast(DType to, double... values) {
        return convert(DType.FLOAT64, values, to);
    }

    private static double[] convert(DType from, Object src, DType to) {
        return values(
                to,
                Cast.toArray(
                        from, src, Layout.contiguous(java.lang.reflect.Array.getLength(src)), to));
    }

    private static double[] values(DType type, Object array) {
        double[] values = new double[java.lang.reflect.Array.getLength(array)];
        Arrays.setAll(values, i -> Elements.asDouble(type, array, i));
        return values;
    }

    private static Object numbered(DType type, int n) {
        Object array = Storage.newArray(type, n);
        for (int i = 0; i < n; i++) {
            Elements.put(type, array, i, (long) i + 1);
        }
        return array;
    }

    private static int extent(Layout layout) {
        int last = layout.offset() + 1;
        for (int d = 0; d < layout.dim(); d++) {
            last += Math.max(layout.shape()[d] - 1, 0) * layout.strides()[d];
        }
        return last;
    }

    private static Layout at(int offset, Layout layout) {
        return new Layout(layout.shape(), layout.strides(), offset);
    }

    private static Layout strided(int[] shape, int[] strides) {
        return new Layout(shape, strides, 0);
    }

    private static int[] ints(int... values) {
        return values;
    }
}
