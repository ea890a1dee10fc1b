package jgrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.fold.Extrema;
import jgrad.kernels.fold.Reduce;
import jgrad.kernels.rows.NormRows;
import jgrad.kernels.rows.Scan;
import jgrad.kernels.rows.SoftmaxRows;
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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

class ReduceTest {
    private final Random random = new Random(11);
    private final int threads = Parallel.numThreads();

    @AfterEach
    void restoreThreads() {
        Parallel.setNumThreads(threads);
    }

    @ParameterizedTest
    @EnumSource
    void everyLayoutAndChoiceOfDimensionsAgreesWithSimpleLoops(DType type) {
        for (int turn = 0; turn < 150; turn++) {
            Tensor x = anyTensor(type, turn % 30 == 0 ? 40 : 6);
            int dims = x.dim();
            boolean[] folded = new boolean[dims];
            for (int d = 0; d < dims; d++) {
                folded[d] = random.nextBoolean();
            }
            int[] chosen = chosen(folded);
            if (chosen.length == 0) {
                Arrays.fill(folded, true);
            }
            double[][] groups = groups(x, folded);
            check(Reduce.sum(x, chosen, false), groups, g -> Arrays.stream(g).sum());
            check(Reduce.amax(x, chosen, true), groups, g -> Arrays.stream(g).max().orElseThrow());
            check(Reduce.amin(x, chosen, false), groups, g -> Arrays.stream(g).min().orElseThrow());
            check(
                    Reduce.countNonzero(x, chosen),
                    groups,
                    g -> Arrays.stream(g).filter(v -> v != 0).count());
            check(
                    Reduce.any(x, chosen, false),
                    groups,
                    g -> Arrays.stream(g).anyMatch(v -> v != 0) ? 1 : 0);
            check(
                    Reduce.all(x, chosen, false),
                    groups,
                    g -> Arrays.stream(g).allMatch(v -> v != 0) ? 1 : 0);
            if (type.isFloating()) {
                check(
                        Reduce.mean(x, chosen, false),
                        groups,
                        g -> Arrays.stream(g).sum() / g.length);
                check(Reduce.var(x, chosen, 0, false), groups, ReduceTest::variance);
                check(Reduce.std(x, chosen, 0, true), groups, g -> Math.sqrt(variance(g)));
                check(
                        Reduce.norm(x, 1, chosen, false),
                        groups,
                        g -> Arrays.stream(g).map(Math::abs).sum());
                check(
                        Reduce.norm(x, 2, chosen, false),
                        groups,
                        g -> Math.sqrt(Arrays.stream(g).map(v -> v * v).sum()));
                check(
                        Reduce.logsumexp(x, chosen, false),
                        groups,
                        g -> Math.log(Arrays.stream(g).map(Math::exp).sum()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void extremesFindTheFirstOfTheBestAlongAnyDimension(DType type) {
        for (int turn = 0; turn < 100; turn++) {
            Tensor x = anyTensor(type, turn % 20 == 0 ? 30 : 5);
            if (x.dim() == 0) {
                continue;
            }
            int dim = random.nextInt(x.dim());
            boolean[] folded = new boolean[x.dim()];
            folded[dim] = true;
            double[][] groups = groups(x, folded);
            var most = Extrema.max(x, dim, false);
            var least = Extrema.min(x, dim, true);
            check(most.values(), groups, g -> g[first(g, 1)]);
            check(most.indices(), groups, g -> first(g, 1));
            check(least.values(), groups, g -> g[first(g, -1)]);
            check(least.indices(), groups, g -> first(g, -1));
            double[][] whole = groups(x, all(x.dim()));
            check(Extrema.argmax(x, null, false), whole, g -> first(g, 1));
            check(Extrema.argmin(x, null, true), whole, g -> first(g, -1));
        }
    }

    @Test
    void longsBeyondTheDigitsOfADoubleStayExact() {
        long big = (1L << 60) + 1;
        Tensor x = tensor(new long[] {big, big - 1, -big}, DType.INT64, 3);
        assertThat(Raw.longs(Reduce.sum(x, null, false))).containsExactly(big - 1);
        assertThat(Raw.longs(Reduce.amax(x, null, false))).containsExactly(big);
        assertThat(Raw.longs(Extrema.min(x, 0, false).values())).containsExactly(-big);
        assertThat(Raw.longs(Reduce.prod(x, null, false))).containsExactly(big * (big - 1) * -big);
    }

    @Test
    void nanWinsWhereverItIs() {
        float[] values = new float[100];
        for (int where : new int[] {0, 1, 15, 16, 17, 63, 98, 99}) {
            Arrays.fill(values, 1);
            values[where] = Float.NaN;
            Tensor x = tensor(values, DType.FLOAT32, 100);
            assertThat(Raw.floats(Reduce.amax(x, null, false))[0]).isNaN();
            assertThat(Raw.floats(Reduce.amin(x, null, false))[0]).isNaN();
            assertThat(Raw.longs(Extrema.argmax(x, null, false))).containsExactly(where);
            assertThat(Raw.longs(Extrema.argmin(x, 0, false))).containsExactly(where);
        }
    }

    @Test
    void nothingSumsToNothingAndHasNoExtreme() {
        Tensor x = tensor(new float[0], DType.FLOAT32, 0, 3);
        assertThat(Raw.floats(Reduce.sum(x, new int[] {0}, false))).containsExactly(0, 0, 0);
        assertThat(Raw.floats(Reduce.mean(x, null, false))[0]).isNaN();
        assertThat(Raw.floats(Reduce.logsumexp(x, new int[] {0}, false)))
                .containsOnly(Float.NEGATIVE_INFINITY);
        assertThat(Raw.floats(Reduce.prod(x, null, false))).containsExactly(1);
        assertThat(Reduce.sum(x, new int[] {1}, false).numel()).isZero();
        assertThatThrownBy(() -> Reduce.max(x))
                .hasMessage(
                        "max(): Expected reduction dim to be specified for input.numel() == 0."
                                + " Specify the reduction dim with the 'dim' argument.");
        assertThatThrownBy(() -> Extrema.max(x, 0, false))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("max(): Expected reduction dim 0 to have non-zero size.");
        assertThatThrownBy(() -> Extrema.argmax(x, null, false))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "argmax(): Expected reduction dim to be specified for input.numel() == 0.");
    }

    @Test
    void integersHaveNoMeanOrVariance() {
        Tensor x = tensor(new long[] {1, 2}, DType.INT64, 2);
        assertThatThrownBy(() -> Reduce.mean(x, null, false))
                .hasMessage(
                        "mean(): could not infer output dtype. Input dtype must be either a"
                                + " floating point or complex dtype. Got: Long");
        assertThatThrownBy(() -> Reduce.var(x, null, 1, false))
                .hasMessage("std and var only support floating point and complex dtypes");
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() {
        Tensor wide = gaussian(300, 1000);
        Tensor tall = gaussian(70_001, 7);
        List<Supplier<Tensor>> calls = new ArrayList<>();
        for (Tensor x : List.of(wide, tall, transposed(wide), transposed(tall))) {
            for (int[] dims : new int[][] {null, {0}, {1}}) {
                calls.add(() -> Reduce.sum(x, dims, false));
                calls.add(() -> Reduce.var(x, dims, 1, false));
                calls.add(() -> Reduce.logsumexp(x, dims, false));
                calls.add(() -> Reduce.norm(x, 3, dims, false));
            }
            calls.add(() -> Scan.cumsum(x, 0));
            calls.add(() -> SoftmaxRows.softmax(x, 0));
            calls.add(() -> SoftmaxRows.logSoftmax(x, 1));
            Tensor g = gaussian(Raw.shape(x));
            calls.add(() -> SoftmaxRows.softmaxBackward(g, x, 1));
            var f = NormRows.forward(x, 1, null, null, 1e-5);
            calls.add(() -> NormRows.forward(x, 1, null, null, 1e-5).y());
            calls.add(() -> NormRows.backward(g, x, 1, f.mean(), f.rstd(), null).dw());
        }
        for (Supplier<Tensor> call : calls) {
            Parallel.setNumThreads(1);
            float[] one = Raw.floats(call.get());
            for (int n : new int[] {2, 3, 8}) {
                Parallel.setNumThreads(n);
                assertThat(Raw.floats(call.get())).isEqualTo(one);
            }
        }
    }

    private Tensor gaussian(int... shape) {
        float[] x = new float[Layout.numel(shape)];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return tensor(x, DType.FLOAT32, shape);
    }

    private static Tensor transposed(Tensor x) {
        Layout l = Raw.layout(x);
        int[] shape = {l.shape()[1], l.shape()[0]};
        return new Tensor(
                Raw.storage(x),
                new Layout(shape, new int[] {l.strides()[1], l.strides()[0]}, 0),
                x.dtype());
    }

    private static Tensor tensor(Object array, DType type, int... shape) {
        return new Tensor(new Storage(array), Layout.contiguous(shape), type);
    }

    /// Small whole numbers, exact in every type, in a random shape, order of dimensions and offset,
    /// perhaps repeated.
    private Tensor anyTensor(DType type, int size) {
        int dims = random.nextInt(5);
        int[] shape = new int[dims];
        var order = new ArrayList<Integer>();
        for (int d = 0; d < dims; d++) {
            shape[d] = 1 + random.nextInt(dims < 3 ? size * 5 : size);
            order.add(d);
        }
        Collections.shuffle(order, random);
        int[] strides = new int[dims];
        int step = 1 + random.nextInt(2);
        for (int d : order) {
            strides[d] = random.nextInt(12) == 0 ? 0 : step;
            step *= shape[d];
        }
        double[] values = new double[step + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == DType.BOOL ? random.nextInt(2) : random.nextInt(5);
        }
        Object array = Cast.toArray(DType.FLOAT64, values, Layout.contiguous(values.length), type);
        return new Tensor(new Storage(array), new Layout(shape, strides, 3), type);
    }

    private static int[] chosen(boolean[] folded) {
        var dims = new ArrayList<Integer>();
        for (int d = 0; d < folded.length; d++) {
            if (folded[d]) {
                dims.add(d);
            }
        }
        return dims.stream().mapToInt(d -> d).toArray();
    }

    private static boolean[] all(int dims) {
        boolean[] folded = new boolean[dims];
        Arrays.fill(folded, true);
        return folded;
    }

    /// The elements that belong to each output, in row-major order.
    private static double[][] groups(Tensor x, boolean[] folded) {
        int[] shape = Raw.shape(x);
        int outputs = 1;
        int count = 1;
        for (int d = 0; d < shape.length; d++) {
            if (folded[d]) {
                count *= shape[d];
            } else {
                outputs *= shape[d];
            }
        }
        double[][] groups = new double[outputs][count];
        int[] filled = new int[outputs];
        for (int i = 0; i < x.numel(); i++) {
            int output = 0;
            int rest = i;
            int scale = 1;
            for (int d = shape.length - 1; d >= 0; d--) {
                if (!folded[d]) {
                    output += rest % shape[d] * scale;
                    scale *= shape[d];
                }
                rest /= shape[d];
            }
            Object array = Raw.storage(x).array();
            groups[output][filled[output]++] =
                    Elements.asDouble(x.dtype(), array, Raw.layout(x).indexOf(i));
        }
        return groups;
    }

    private interface OfGroup {
        double apply(double[] group);
    }

    private static void check(Tensor got, double[][] groups, OfGroup expected) {
        double[] values = RecordedCase.doubles(got);
        assertThat(values).hasSize(groups.length);
        double tolerance =
                switch (got.dtype()) {
                    case FLOAT16 -> 1e-3;
                    case BFLOAT16 -> 8e-3;
                    case FLOAT32 -> 1e-6;
                    default -> 1e-12;
                };
        for (int i = 0; i < values.length; i++) {
            double want = expected.apply(groups[i]);
            assertThat(values[i]).isCloseTo(want, within(tolerance * (1 + Math.abs(want))));
        }
    }

    private static double variance(double[] group) {
        double mean = Arrays.stream(group).average().orElseThrow();
        return Arrays.stream(group).map(v -> (v - mean) * (v - mean)).sum() / group.length;
    }

    private static int first(double[] group, int sign) {
        int best = 0;
        for (int i = 1; i < group.length; i++) {
            if (sign * group[i] > sign * group[best]) {
                best = i;
            }
        }
        return best;
    }
}
