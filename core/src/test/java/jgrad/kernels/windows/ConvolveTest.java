package jgrad.kernels.windows;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.threads.Parallel;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Convolution and its gradients against sums written out.
class ConvolveTest {
    private static final int THREADS = Parallel.numThreads();

    @AfterEach
    void threadsAsBefore() {
        Parallel.setNumThreads(THREADS);
    }

    record Case(int samples, int groups, int inputs, int outputs, Windows windows) {
        static Case of(int samples, int groups, int inputs, int outputs, int[]... w) {
            int[] grid = new int[w[0].length];
            for (int d = 0; d < grid.length; d++) {
                grid[d] = (w[0][d] + 2 * w[3][d] - w[4][d] * (w[1][d] - 1) - 1) / w[2][d] + 1;
            }
            var windows = new Windows(w[0], w[1], grid, w[2], w[3], w[4]);
            return new Case(samples, groups, inputs, outputs, windows);
        }

        @Override
        public String toString() {
            return samples
                    + " x "
                    + groups
                    + " groups of "
                    + inputs
                    + " to "
                    + outputs
                    + ", volume "
                    + Arrays.toString(windows.volume())
                    + " window "
                    + Arrays.toString(windows.window())
                    + " stride "
                    + Arrays.toString(windows.stride())
                    + " padding "
                    + Arrays.toString(windows.padding())
                    + " dilation "
                    + Arrays.toString(windows.dilation());
        }
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        int[] one = {1, 1, 1};
        int[] none = {0, 0, 0};
        cases.add(Case.of(2, 1, 3, 5, new int[] {1, 7, 9}, new int[] {1, 3, 3}, one, none, one));
        cases.add(
                Case.of(
                        1,
                        1,
                        70,
                        3,
                        new int[] {1, 24, 24},
                        new int[] {1, 3, 3},
                        one,
                        new int[] {0, 1, 1},
                        one));
        cases.add(Case.of(3, 2, 4, 6, new int[] {1, 5, 5}, one, one, none, one)); // elements
        cases.add(Case.of(3, 1, 4, 6, new int[] {1, 5, 5}, one, new int[] {1, 2, 2}, none, one));
        cases.add(
                Case.of(
                        2,
                        5,
                        1,
                        1,
                        new int[] {1, 9, 8},
                        new int[] {1, 3, 3},
                        one,
                        new int[] {0, 1, 1},
                        one)); // depthwise
        cases.add(
                Case.of(
                        2,
                        3,
                        1,
                        2,
                        new int[] {4, 9, 8},
                        new int[] {2, 3, 2},
                        new int[] {2, 1, 3},
                        one,
                        new int[] {1, 2, 1}));
        cases.add(Case.of(0, 1, 2, 2, new int[] {1, 4, 4}, new int[] {1, 2, 2}, one, none, one));
        cases.add(
                Case.of(
                        1,
                        1,
                        2,
                        2,
                        new int[] {1, 3, 2},
                        new int[] {1, 3, 3},
                        one,
                        new int[] {0, 2, 3},
                        one)); // padding wider than the volume
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int[][] w = new int[5][3];
            for (int d = 0; d < 3; d++) {
                w[4][d] = 1 + random.nextInt(2);
                w[1][d] = 1 + random.nextInt(3);
                w[3][d] = random.nextInt(3);
                w[2][d] = 1 + random.nextInt(3);
                w[0][d] =
                        Math.max(1, w[4][d] * (w[1][d] - 1) + 1 - 2 * w[3][d])
                                + random.nextInt(i % 7 == 0 ? 12 : 5);
            }
            cases.add(
                    Case.of(
                            1 + random.nextInt(3),
                            1 + random.nextInt(3),
                            1 + random.nextInt(4),
                            1 + random.nextInt(6),
                            w));
        }
        return cases;
    }

    private interface Term {
        void at(int y, int w, int x);
    }

    /// Every product that is part of the convolution, by the positions of its parts.
    private static void terms(Case c, Term term) {
        Windows v = c.windows;
        int places = v.places();
        for (int ng = 0; ng < c.samples * c.groups; ng++) {
            for (int o = 0; o < c.outputs; o++) {
                for (int i = 0; i < c.inputs; i++) {
                    for (int p = 0; p < places; p++) {
                        int[] q = {
                            p / v.grid()[2] / v.grid()[1],
                            p / v.grid()[2] % v.grid()[1],
                            p % v.grid()[2]
                        };
                        for (int k = 0; k < v.taps(); k++) {
                            int[] t = {
                                k / v.window()[2] / v.window()[1],
                                k / v.window()[2] % v.window()[1],
                                k % v.window()[2]
                            };
                            int at = 0;
                            boolean inside = true;
                            for (int d = 0; d < 3; d++) {
                                int u =
                                        q[d] * v.stride()[d]
                                                - v.padding()[d]
                                                + t[d] * v.dilation()[d];
                                inside &= u >= 0 && u < v.volume()[d];
                                at = at * v.volume()[d] + u;
                            }
                            if (inside) {
                                term.at(
                                        (ng * c.outputs + o) * places + p,
                                        ((ng % c.groups * c.outputs + o) * c.inputs + i) * v.taps()
                                                + k,
                                        (ng * c.inputs + i) * v.elements() + at);
                            }
                        }
                    }
                }
            }
        }
    }

    private record Data(Tensor x, Tensor w, Tensor g, Tensor outBias, Tensor inBias) {}

    private static Data data(Case c, DType type) {
        var random = new Random(7);
        Windows v = c.windows;
        return new Data(
                random(random, type, c.samples, c.groups * c.inputs, v.volume()),
                random(random, type, c.groups * c.outputs, c.inputs, v.window()),
                random(random, type, c.samples, c.groups * c.outputs, v.grid()),
                random(random, type, c.groups * c.outputs),
                random(random, type, c.groups * c.inputs));
    }

    private static Tensor random(Random random, DType type, int a, int b, int[] sizes) {
        return random(random, type, a, b, sizes[0], sizes[1], sizes[2]);
    }

    /// Small whole numbers, so that every sum is exact in any order.
    private static Tensor random(Random random, DType type, int... shape) {
        Layout layout = Layout.contiguous(shape);
        Object array = Storage.newArray(type, layout.numel());
        for (int i = 0; i < layout.numel(); i++) {
            int value = random.nextInt(9) - 4;
            switch (array) {
                case float[] f -> f[i] = value;
                case double[] d -> d[i] = value;
                case long[] l -> l[i] = value;
                default -> throw new AssertionError(type);
            }
        }
        return new Tensor(new Storage(array), layout, type);
    }

    private static double[] values(Tensor t) {
        double[] all = new double[t.numel()];
        for (int i = 0; i < all.length; i++) {
            all[i] =
                    switch (Raw.storage(t).array()) {
                        case float[] f -> f[i];
                        case double[] d -> d[i];
                        case long[] l -> l[i];
                        default -> throw new AssertionError(t.dtype());
                    };
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allThreeAreTheSumsTheyStandFor(Case c) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT64}) {
            Data in = data(c, type);
            double[] x = values(in.x);
            double[] w = values(in.w);
            double[] g = values(in.g);
            double[] y = new double[g.length];
            double[] gx = new double[x.length];
            double[] gw = new double[w.length];
            double[] outBias = values(in.outBias);
            double[] inBias = values(in.inBias);
            for (int i = 0; i < y.length; i++) {
                y[i] = outBias[i / c.windows.places() % (c.groups * c.outputs)];
            }
            for (int i = 0; i < gx.length; i++) {
                gx[i] = inBias[i / c.windows.elements() % (c.groups * c.inputs)];
            }
            terms(
                    c,
                    (yAt, wAt, xAt) -> {
                        y[yAt] += w[wAt] * x[xAt];
                        gx[xAt] += w[wAt] * g[yAt];
                        gw[wAt] += g[yAt] * x[xAt];
                    });
            Windows v = c.windows;
            assertThat(values(Convolve.forward(in.x, in.w, in.outBias, v, c.groups))).isEqualTo(y);
            assertThat(values(Convolve.toInput(in.g, in.w, in.inBias, v, c.groups))).isEqualTo(gx);
            assertThat(values(Convolve.toWeight(in.g, in.x, v, c.groups))).isEqualTo(gw);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anyNumberOfThreadsGivesTheSameBits(Case c) {
        Data in = data(c, DType.FLOAT32);
        Data fractions = new Data(thirds(in.x), thirds(in.w), thirds(in.g), in.outBias, in.inBias);
        Parallel.setNumThreads(1);
        List<double[]> alone = all(c, fractions);
        for (int threads : new int[] {2, 3, 8}) {
            Parallel.setNumThreads(threads);
            List<double[]> together = all(c, fractions);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(together.get(i)).isEqualTo(alone.get(i));
            }
        }
    }

    private static Tensor thirds(Tensor t) {
        float[] array = Raw.floats(t);
        for (int i = 0; i < array.length; i++) {
            array[i] /= 3;
        }
        return t;
    }

    private static List<double[]> all(Case c, Data in) {
        return List.of(
                values(Convolve.forward(in.x, in.w, null, c.windows, c.groups)),
                values(Convolve.toInput(in.g, in.w, null, c.windows, c.groups)),
                values(Convolve.toWeight(in.g, in.x, c.windows, c.groups)));
    }
}
