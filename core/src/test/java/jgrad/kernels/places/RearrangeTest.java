package jgrad.kernels.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.RecordedCase;
import jgrad.kernels.rows.Sorting;
import jgrad.kernels.rows.Span;
import jgrad.kernels.threads.Parallel;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class RearrangeTest {
    private final Random random = new Random(3);
    private final int threads = Parallel.numThreads();

    @AfterEach
    void restoreThreads() {
        Parallel.setNumThreads(threads);
    }

    @ParameterizedTest
    @EnumSource
    void gatherAndScatterFollowTheirIndexInEveryLayout(DType type) {
        for (int turn = 0; turn < 60; turn++) {
            int dims = 1 + random.nextInt(3);
            int[] shape = random.ints(dims, 1, 6).toArray();
            Tensor x = strided(type, shape);
            int dim = random.nextInt(dims);
            int[] part = shape.clone();
            part[dim] = 1 + random.nextInt(7);
            for (int d = 0; d < dims; d++) {
                part[d] = d == dim ? part[d] : 1 + random.nextInt(shape[d]);
            }
            Tensor index = indices(shape[dim], part);
            Tensor src = strided(type, part);
            double[] gathered = RecordedCase.doubles(Gather.gather(x, dim, index));
            double[] want = RecordedCase.doubles(x);
            double[] sums = want.clone();
            Tensor y = Gather.scatter(x, dim, index, src);
            for (int i = 0; i < gathered.length; i++) {
                int at = moved(i, part, shape, dim, (int) Raw.longs(index)[i]);
                assertThat(gathered[i]).isEqualTo(value(x, at));
                want[at] = value(src, i);
                sums[at] += value(src, i);
            }
            assertThat(RecordedCase.doubles(y)).isEqualTo(want);
            if (type != DType.BOOL) {
                assertThat(RecordedCase.doubles(Gather.scatterAdd(x, dim, index, src)))
                        .isEqualTo(sums);
            }
            Gather.scatterInto(x, dim, index, src);
            assertThat(RecordedCase.doubles(x)).isEqualTo(want);
        }
    }

    /// The place in `shape` of the `i`-th element of `part`, with another coordinate along `dim`.
    private static int moved(int i, int[] part, int[] shape, int dim, int coordinate) {
        int at = 0;
        int step = 1;
        int rest = i;
        for (int d = shape.length - 1; d >= 0; d--) {
            at += (d == dim ? coordinate : rest % part[d]) * step;
            step *= shape[d];
            rest /= part[d];
        }
        return at;
    }

    @Test
    void indexedDimensionsStandWhereTheyWereIfNeighboursElseInFront() {
        Tensor x = strided(DType.FLOAT32, 4, 5, 6, 7);
        Tensor i = indices(4, 2, 3);
        Tensor j = indices(4, 3);
        assertThat(Raw.shape(AdvancedIndex.index(x, new Tensor[] {null, i, j})))
                .containsExactly(4, 2, 3, 7);
        assertThat(Raw.shape(AdvancedIndex.index(x, new Tensor[] {i, null, j})))
                .containsExactly(2, 3, 5, 7);
        assertThat(Raw.shape(AdvancedIndex.index(x, new Tensor[] {null, null, null, j})))
                .containsExactly(4, 5, 6, 3);
        assertThat(Raw.shape(AdvancedIndex.index(x, new Tensor[] {i})))
                .containsExactly(2, 3, 5, 6, 7);
        Tensor y = AdvancedIndex.index(x, new Tensor[] {i, null, j});
        for (int k = 0; k < y.numel(); k++) {
            int b = k / 35;
            int row = (int) Raw.longs(i)[b];
            int column = (int) Raw.longs(j)[b % 3];
            assertThat(value(y, k))
                    .isEqualTo(value(x, ((row * 5 + k / 7 % 5) * 6 + column) * 7 + k % 7));
        }
    }

    @Test
    void masksIndexAsWhatTheyHold() {
        Tensor x = floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
        Tensor mask = bools(new int[] {2, 3}, 1, 0, 1, 0, 0, 1);
        assertThat(Raw.floats(AdvancedIndex.index(x, new Tensor[] {mask})))
                .containsExactly(1, 3, 6);
        Tensor columns = bools(new int[] {3}, 0, 1, 1);
        assertThat(Raw.floats(AdvancedIndex.index(x, new Tensor[] {null, columns})))
                .containsExactly(2, 3, 5, 6);
        assertThatThrownBy(() -> AdvancedIndex.index(x, new Tensor[] {columns}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "The shape of the mask [3] at index 0 does not match the shape of the"
                                + " indexed tensor [2, 3] at index 0");
    }

    @Test
    void indexPutWritesTheLastOrAddsAllInOrder() {
        Tensor x = floats(new int[] {3, 2}, 0, 0, 0, 0, 0, 0);
        Tensor rows = longs(new int[] {3}, 0, -1, 0);
        Tensor values = floats(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);
        AdvancedIndex.indexPut(x, new Tensor[] {rows}, values, false);
        assertThat(Raw.floats(x)).containsExactly(5, 6, 0, 0, 3, 4);
        AdvancedIndex.indexPut(x, new Tensor[] {rows}, floats(new int[] {2}, 10, 20), true);
        assertThat(Raw.floats(x)).containsExactly(25, 46, 0, 0, 13, 24);
    }

    @Test
    void refusedWritesLeaveTheirTargetAsItWas() {
        Tensor x = floats(new int[] {2, 2}, 1, 2, 3, 4);
        Tensor bad = longs(new int[] {2}, 0, 5);
        Tensor src = floats(new int[] {2, 2}, 9, 9, 9, 9);
        assertThatThrownBy(() -> AdvancedIndex.indexPut(x, new Tensor[] {bad}, src, false))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 5 is out of bounds for dimension 0 with size 2");
        assertThatThrownBy(() -> Gather.scatterInto(x, 0, longs(new int[] {2, 1}, 0, 7), src))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 7 is out of bounds for dimension 0 with size 2");
        assertThatThrownBy(() -> Gather.indexAddInto(x, 0, bad, src))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index out of range in self");
        assertThatThrownBy(
                        () -> AdvancedIndex.indexPut(x, new Tensor[] {bad, bad, bad}, src, false))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("too many indices for tensor of dimension 2");
        assertThatThrownBy(() ->
                        AdvancedIndex.index(x, new Tensor[] {bad, longs(new int[] {3}, 0, 0, 0)}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "shape mismatch: indexing tensors could not be broadcast together with"
                                + " shapes [2], [3]");
        assertThat(Raw.floats(x)).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @EnumSource
    void sortingIsStableBothWaysAndTopkIsItsBeginning(DType type) {
        for (int turn = 0; turn < 40; turn++) {
            int[] shape = random.ints(1 + random.nextInt(3), 1, turn % 10 == 0 ? 70 : 8).toArray();
            Tensor x = strided(type, shape);
            int dim = random.nextInt(shape.length);
            for (boolean descending : new boolean[] {false, true}) {
                var sorted = Sorting.sort(x, dim, descending);
                int k = 1 + random.nextInt(shape[dim]);
                var best = Sorting.topk(x, k, dim, descending);
                Span span = Span.of(shape, dim);
                for (int row = 0; row < span.outer() * span.inner(); row++) {
                    int start = row / span.inner() * span.n() * span.inner() + row % span.inner();
                    int bestStart = row / span.inner() * k * span.inner() + row % span.inner();
                    Comparator<Integer> order =
                            Comparator.comparingDouble(
                                    i -> value(x, start + i * span.inner()) + 0.0);
                    List<Integer> want =
                            IntStream.range(0, span.n())
                                    .boxed()
                                    .sorted(descending ? order.reversed() : order)
                                    .toList();
                    for (int i = 0; i < span.n(); i++) {
                        int at = start + i * span.inner();
                        assertThat(Raw.longs(sorted.indices())[at])
                                .isEqualTo(want.get(i).longValue());
                        double expected = value(x, start + want.get(i) * span.inner());
                        assertThat(value(sorted.values(), at)).isEqualTo((Double) expected);
                        if (i < k) {
                            int b = bestStart + i * span.inner();
                            assertThat(Raw.longs(best.indices())[b])
                                    .isEqualTo(want.get(i).longValue());
                            assertThat(value(best.values(), b)).isEqualTo((Double) expected);
                        }
                    }
                }
            }
        }
    }

    @Test
    void nanSortsAfterEveryNumber() {
        float negativeNan = Float.intBitsToFloat(0xffc00000);
        float inf = Float.POSITIVE_INFINITY;
        Tensor x = floats(new int[] {6}, inf, negativeNan, -inf, -0f, Float.NaN, 0);
        assertThat(Raw.longs(Sorting.sort(x, 0, false).indices()))
                .containsExactly(2, 3, 5, 0, 1, 4);
        assertThat(Raw.longs(Sorting.sort(x, 0, true).indices())).containsExactly(1, 4, 0, 3, 5, 2);
        double[] doubles = {inf, Double.NaN, -inf, -0.0, Double.NaN, 0};
        Tensor d = new Tensor(new Storage(doubles), Layout.contiguous(6), DType.FLOAT64);
        assertThat(Raw.longs(Sorting.sort(d, 0, false).indices()))
                .containsExactly(2, 3, 5, 0, 1, 4);
        assertThatThrownBy(() -> Sorting.topk(x, 7, 0, true))
                .hasMessage("selected index k out of range");
    }

    @Test
    void catSkipsOldEmptiesAndWidens() {
        Tensor x =
                Rearrange.cat(
                        new Tensor[] {
                            floats(new int[] {0}),
                            longs(new int[] {2, 1}, 1, 2),
                            new Tensor(
                                    new Storage(new double[] {3, 4, 5, 6}),
                                    layout(new int[] {2, 2}, 1, 2),
                                    DType.FLOAT64)
                        },
                        1);
        assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Raw.shape(x)).containsExactly(2, 3);
        assertThat(Raw.doubles(x)).containsExactly(1, 3, 5, 2, 4, 6);
        assertThatThrownBy(() ->
                        Rearrange.cat(
                                new Tensor[] {
                                    longs(new int[] {1, 3}, 1, 2, 3), longs(new int[] {1, 2}, 1, 2)
                                },
                                0))
                .hasMessage(
                        "Sizes of tensors must match except in dimension 0. Expected size 3 but got"
                                + " size 2 for tensor number 1 in the list.");
    }

    @Test
    void masksFillViewsInPlaceAndBroadcastOutOfPlace() {
        float[] storage = {1, 2, 3, 4, 5, 6};
        Tensor x = new Tensor(new Storage(storage), layout(new int[] {3, 2}, 1, 3), DType.FLOAT32);
        Tensor nine = new Tensor(new Storage(new long[] {9}), Layout.SCALAR, DType.INT64);
        Tensor y = Rearrange.maskedFill(x, bools(new int[] {2}, 0, 1), nine);
        assertThat(Raw.floats(y)).containsExactly(1, 9, 2, 9, 3, 9);
        Rearrange.maskedFillInto(x, bools(new int[] {3, 1}, 0, 1, 0), nine);
        assertThat(storage).containsExactly(1, 9, 3, 4, 9, 6);
        assertThat(Raw.floats(Rearrange.maskedSelect(x, bools(new int[] {3, 1}, 1, 0, 1))))
                .containsExactly(1, 4, 3, 6);
        assertThat(Raw.longs(Rearrange.nonzero(bools(new int[] {2, 2}, 0, 1, 1, 0))))
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void rollsFlipsAndTrianglesReadViews() {
        Tensor x =
                new Tensor(
                        new Storage(new int[] {1, 2, 3, 4, 5, 6}),
                        layout(new int[] {3, 2}, 1, 3),
                        DType.INT32);
        assertThat(Raw.ints(Rearrange.flip(x, new int[] {0}))).containsExactly(3, 6, 2, 5, 1, 4);
        assertThat(Raw.ints(Rearrange.roll(x, new int[] {-1, 3}, new int[] {0, 1})))
                .containsExactly(5, 2, 6, 3, 4, 1);
        assertThat(Raw.ints(Rearrange.tril(x, 0))).containsExactly(1, 0, 2, 5, 3, 6);
        assertThat(Raw.ints(Rearrange.triu(x, 1))).containsExactly(0, 4, 0, 0, 0, 0);
        assertThat(Raw.ints(Rearrange.triu(x, -9))).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void embeddingsGiveTheSameGradientsForAnyNumberOfThreads() {
        int rows = 50;
        int columns = 257;
        Tensor index = indices(rows, 40, 30);
        float[] g = new float[index.numel() * columns];
        for (int i = 0; i < g.length; i++) {
            g[i] = (float) random.nextGaussian();
        }
        Tensor grad = new Tensor(new Storage(g), Layout.contiguous(40, 30, columns), DType.FLOAT32);
        List<float[]> results = new ArrayList<>();
        for (int n : new int[] {1, 2, 3, 8}) {
            Parallel.setNumThreads(n);
            results.add(Raw.floats(Lookup.embeddingBackward(grad, index, rows, 7, false)));
        }
        assertThat(results).allSatisfy(r -> assertThat(r).isEqualTo(results.get(0)));
        assertThat(Arrays.copyOfRange(results.get(0), 7 * columns, 8 * columns)).containsOnly(0);
        Tensor weight = strided(DType.FLOAT32, rows, columns);
        Tensor looked = Lookup.embedding(weight, index);
        assertThat(Raw.shape(looked)).containsExactly(40, 30, columns);
        assertThat(value(looked, 5 * columns + 3))
                .isEqualTo(value(weight, (int) Raw.longs(index)[5] * columns + 3));
        assertThatThrownBy(() -> Lookup.embedding(weight, longs(new int[] {1}, rows)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index out of range in self");
    }

    private static double value(Tensor x, int i) {
        return Elements.asDouble(x.dtype(), Raw.storage(x).array(), Raw.layout(x).indexOf(i));
    }

    private static Layout layout(int[] shape, int... strides) {
        return new Layout(shape, strides, 0);
    }

    private static Tensor floats(int[] shape, float... values) {
        return new Tensor(new Storage(values), Layout.contiguous(shape), DType.FLOAT32);
    }

    private static Tensor longs(int[] shape, long... values) {
        return new Tensor(new Storage(values), Layout.contiguous(shape), DType.INT64);
    }

    private static Tensor bools(int[] shape, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Tensor(new Storage(bytes), Layout.contiguous(shape), DType.BOOL);
    }

    private Tensor indices(int size, int... shape) {
        return longs(shape, random.longs(Layout.numel(shape), 0, size).toArray());
    }

    /// Few different values, exact in every type, with gaps between them and the dimensions the
    /// other way around.
    private Tensor strided(DType type, int... shape) {
        int[] strides = new int[shape.length];
        int step = 2;
        for (int d = 0; d < shape.length; d++) {
            strides[d] = step;
            step *= shape[d];
        }
        double[] values = new double[step + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == DType.BOOL ? random.nextInt(2) : random.nextInt(9);
        }
        Object array = Cast.toArray(DType.FLOAT64, values, Layout.contiguous(values.length), type);
        return new Tensor(new Storage(array), new Layout(shape, strides, 1), type);
    }
}
