package jgrad.kernels.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jgrad.kernels.loops.ExtremeLoops;
import jgrad.kernels.loops.FoldLoops;
import jgrad.kernels.scalar.DoubleExtremes;
import jgrad.kernels.scalar.DoubleFolds;
import jgrad.kernels.scalar.DoubleNorms;
import jgrad.kernels.scalar.DoubleSoftmaxes;
import jgrad.kernels.scalar.FloatExtremes;
import jgrad.kernels.scalar.FloatFolds;
import jgrad.kernels.scalar.FloatNorms;
import jgrad.kernels.scalar.FloatSoftmaxes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

/// The loops chosen on this machine against their plain twins, at sizes around the width of a
/// vector.
class VectorLoopsTest {
    private static final int ROWS = 7;

    private final Random random = new Random(7);

    @Test
    void vectorsServeWhereTheyAreThere() {
        assertThat(Chosen.Folds.FLOATS instanceof FloatFolds).isEqualTo(!Machine.VECTORS);
        assertThat(Chosen.Softmaxes.FLOATS instanceof FloatSoftmaxes).isEqualTo(!Machine.VECTORS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 207, 702})
    void rowsFoldAlike(int n) {
        rowsFoldAlike(Chosen.Folds.FLOATS, new FloatFolds(), floats(n + 10), n);
        rowsFoldAlike(Chosen.Folds.DOUBLES, new DoubleFolds(), doubles(n + 10), n);
        for (double special :
                new double[] {0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            float[] f = floats(n + 10);
            double[] d = doubles(n + 10);
            int where = 5 + random.nextInt(n);
            f[where] = (float) special;
            d[where] = special;
            extremesAreAlike(Chosen.Folds.FLOATS, new FloatFolds(), f, n);
            extremesAreAlike(Chosen.Folds.DOUBLES, new DoubleFolds(), d, n);
            for (boolean largest : new boolean[] {true, false}) {
                assertThat(Chosen.Extremes.FLOATS.first(f, 5, n, largest))
                        .isEqualTo(new FloatExtremes().first(f, 5, n, largest));
                assertThat(Chosen.Extremes.DOUBLES.first(d, 5, n, largest))
                        .isEqualTo(new DoubleExtremes().first(d, 5, n, largest));
            }
        }
    }

    private static <A> void rowsFoldAlike(FoldLoops<A> vector, FoldLoops<A> plain, A x, int n) {
        close(vector.sum(x, 5, n), plain.sum(x, 5, n));
        close(vector.squares(x, 5, n, 0.3), plain.squares(x, 5, n, 0.3));
        close(vector.magnitudes(x, 5, n), plain.magnitudes(x, 5, n));
        extremesAreAlike(vector, plain, x, n);
    }

    private static <A> void extremesAreAlike(FoldLoops<A> vector, FoldLoops<A> plain, A x, int n) {
        assertThat(vector.max(x, 5, n)).isEqualTo((Double) plain.max(x, 5, n));
        assertThat(vector.min(x, 5, n)).isEqualTo((Double) plain.min(x, 5, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 65, 207})
    void panelsFoldAlike(int n) {
        float[] f = floats(ROWS * (n + 3));
        double[] d = doubles(ROWS * (n + 3));
        panelsFoldAlike(Chosen.Folds.FLOATS, new FloatFolds(), f, n);
        panelsFoldAlike(Chosen.Folds.DOUBLES, new DoubleFolds(), d, n);
        f[2 + random.nextInt(n)] = Float.NaN;
        d[2 + random.nextInt(n)] = Double.NaN;
        panelsFoldAlike(Chosen.Folds.FLOATS, new FloatFolds(), f, n);
        panelsFoldAlike(Chosen.Folds.DOUBLES, new DoubleFolds(), d, n);
        for (boolean largest : new boolean[] {true, false}) {
            winnersAreAlike(Chosen.Extremes.FLOATS, new FloatExtremes(), f, n, largest);
            winnersAreAlike(Chosen.Extremes.DOUBLES, new DoubleExtremes(), d, n, largest);
        }
    }

    private <A> void panelsFoldAlike(FoldLoops<A> vector, FoldLoops<A> plain, A x, int n) {
        int stride = n + 3;
        double[] center = doubles(n + 1);
        compare(n, vector, plain, (l, acc) -> l.sum(x, 2, stride, ROWS - 1, n, acc, 1));
        compare(
                n,
                vector,
                plain,
                (l, acc) -> l.squares(x, 2, stride, ROWS - 1, n, center, 1, acc, 1));
        compare(n, vector, plain, (l, acc) -> l.magnitudes(x, 2, stride, ROWS - 1, n, acc, 1));
        compare(n, vector, plain, (l, acc) -> l.max(x, 2, stride, ROWS - 1, n, acc, 1));
        compare(n, vector, plain, (l, acc) -> l.min(x, 2, stride, ROWS - 1, n, acc, 1));
    }

    private interface Panel<A> {
        void fold(FoldLoops<A> loops, double[] acc);
    }

    private <A> void compare(int n, FoldLoops<A> vector, FoldLoops<A> plain, Panel<A> panel) {
        double[] got = doubles(n + 2);
        double[] want = got.clone();
        panel.fold(vector, got);
        panel.fold(plain, want);
        close(got, want, 1e-12);
    }

    private static <A> void winnersAreAlike(
            ExtremeLoops<A> vector, ExtremeLoops<A> plain, A x, int n, boolean largest) {
        double[] got = new double[n + 2];
        Arrays.fill(got, largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        double[] want = got.clone();
        int[] gotIndex = new int[n + 2];
        int[] wantIndex = new int[n + 2];
        vector.first(x, 2, n + 3, ROWS - 1, n, 4, got, gotIndex, 1, largest);
        plain.first(x, 2, n + 3, ROWS - 1, n, 4, want, wantIndex, 1, largest);
        assertThat(got).isEqualTo(want);
        assertThat(gotIndex).isEqualTo(wantIndex);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 65, 207, 702, 9001})
    void softmaxesOfRowsAreAlike(int n) {
        float[] x = floats(n + 9);
        float[] g = floats(n + 9);
        compare(
                n,
                1e-6,
                out -> Chosen.Softmaxes.FLOATS.softmax(x, 4, out, 3, n),
                out -> new FloatSoftmaxes().softmax(x, 4, out, 3, n));
        compare(
                n,
                2e-6,
                out -> Chosen.Softmaxes.FLOATS.logSoftmax(x, 4, out, 3, n),
                out -> new FloatSoftmaxes().logSoftmax(x, 4, out, 3, n));
        compare(
                n,
                2e-5,
                out -> Chosen.Softmaxes.FLOATS.softmaxBackward(g, 1, x, 4, out, 3, n),
                out -> new FloatSoftmaxes().softmaxBackward(g, 1, x, 4, out, 3, n));
        compare(
                n,
                2e-5,
                out -> Chosen.Softmaxes.FLOATS.logSoftmaxBackward(g, 1, x, 4, out, 3, n),
                out -> new FloatSoftmaxes().logSoftmaxBackward(g, 1, x, 4, out, 3, n));
        double[] dx = doubles(n + 9);
        double[] dg = doubles(n + 9);
        compareDoubles(
                n,
                out -> Chosen.Softmaxes.DOUBLES.softmax(dx, 4, out, 3, n),
                out -> new DoubleSoftmaxes().softmax(dx, 4, out, 3, n));
        compareDoubles(
                n,
                out -> Chosen.Softmaxes.DOUBLES.logSoftmax(dx, 4, out, 3, n),
                out -> new DoubleSoftmaxes().logSoftmax(dx, 4, out, 3, n));
        compareDoubles(
                n,
                out -> Chosen.Softmaxes.DOUBLES.softmaxBackward(dg, 1, dx, 4, out, 3, n),
                out -> new DoubleSoftmaxes().softmaxBackward(dg, 1, dx, 4, out, 3, n));
        compareDoubles(
                n,
                out -> Chosen.Softmaxes.DOUBLES.logSoftmaxBackward(dg, 1, dx, 4, out, 3, n),
                out -> new DoubleSoftmaxes().logSoftmaxBackward(dg, 1, dx, 4, out, 3, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 65})
    void softmaxesOfColumnsAreAlike(int n) {
        int stride = n + 2;
        int size = ROWS * stride;
        float[] x = floats(size + 9);
        float[] g = floats(size + 9);
        compare(
                size,
                1e-6,
                out -> Chosen.Softmaxes.FLOATS.softmax(x, 4, out, 3, ROWS, stride, n),
                out -> new FloatSoftmaxes().softmax(x, 4, out, 3, ROWS, stride, n));
        compare(
                size,
                2e-6,
                out -> Chosen.Softmaxes.FLOATS.logSoftmax(x, 4, out, 3, ROWS, stride, n),
                out -> new FloatSoftmaxes().logSoftmax(x, 4, out, 3, ROWS, stride, n));
        compare(
                size,
                1e-5,
                out -> Chosen.Softmaxes.FLOATS.softmaxBackward(g, 1, x, 4, out, 3, ROWS, stride, n),
                out -> new FloatSoftmaxes().softmaxBackward(g, 1, x, 4, out, 3, ROWS, stride, n));
        compare(
                size,
                1e-5,
                out ->
                        Chosen.Softmaxes.FLOATS.logSoftmaxBackward(
                                g, 1, x, 4, out, 3, ROWS, stride, n),
                out ->
                        new FloatSoftmaxes()
                                .logSoftmaxBackward(g, 1, x, 4, out, 3, ROWS, stride, n));
        double[] dx = doubles(size + 9);
        double[] dg = doubles(size + 9);
        compareDoubles(
                size,
                out -> Chosen.Softmaxes.DOUBLES.softmax(dx, 4, out, 3, ROWS, stride, n),
                out -> new DoubleSoftmaxes().softmax(dx, 4, out, 3, ROWS, stride, n));
        compareDoubles(
                size,
                out -> Chosen.Softmaxes.DOUBLES.logSoftmax(dx, 4, out, 3, ROWS, stride, n),
                out -> new DoubleSoftmaxes().logSoftmax(dx, 4, out, 3, ROWS, stride, n));
        compareDoubles(
                size,
                out ->
                        Chosen.Softmaxes.DOUBLES.softmaxBackward(
                                dg, 1, dx, 4, out, 3, ROWS, stride, n),
                out ->
                        new DoubleSoftmaxes()
                                .softmaxBackward(dg, 1, dx, 4, out, 3, ROWS, stride, n));
        compareDoubles(
                size,
                out ->
                        Chosen.Softmaxes.DOUBLES.logSoftmaxBackward(
                                dg, 1, dx, 4, out, 3, ROWS, stride, n),
                out ->
                        new DoubleSoftmaxes()
                                .logSoftmaxBackward(dg, 1, dx, 4, out, 3, ROWS, stride, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 65, 207, 702})
    void layerNormsAreAlike(int n) {
        float[] x = floats(n + 9);
        float[] g = floats(n + 9);
        float[] w = floats(n + 9);
        compare(
                n,
                1e-5,
                y -> Chosen.Norms.FLOATS.normalize(x, 1, n, 0.25, 1.5, w, 2, g, 5, y, 3),
                y -> new FloatNorms().normalize(x, 1, n, 0.25, 1.5, w, 2, g, 5, y, 3));
        float[] dw = new float[n];
        float[] db = new float[n];
        float[] wantDw = new float[n];
        float[] wantDb = new float[n];
        compare(
                n,
                1e-4,
                dx ->
                        Chosen.Norms.FLOATS.normalizeBackward(
                                g, 5, x, 1, n, 0.25, 1.5, w, 2, dx, 3, dw, db),
                dx ->
                        new FloatNorms()
                                .normalizeBackward(
                                        g, 5, x, 1, n, 0.25, 1.5, w, 2, dx, 3, wantDw, wantDb));
        close(widen(dw), widen(wantDw), 1e-5);
        close(widen(db), widen(wantDb), 1e-5);
        double[] xd = doubles(n + 9);
        double[] gd = doubles(n + 9);
        double[] wd = doubles(n + 9);
        compareDoubles(
                n,
                y -> Chosen.Norms.DOUBLES.normalize(xd, 1, n, 0.25, 1.5, wd, 2, gd, 5, y, 3),
                y -> new DoubleNorms().normalize(xd, 1, n, 0.25, 1.5, wd, 2, gd, 5, y, 3));
        double[] sink = new double[n];
        compareDoubles(
                n,
                dx ->
                        Chosen.Norms.DOUBLES.normalizeBackward(
                                gd, 5, xd, 1, n, 0.25, 1.5, wd, 2, dx, 3, sink, sink.clone()),
                dx ->
                        new DoubleNorms()
                                .normalizeBackward(
                                        gd,
                                        5,
                                        xd,
                                        1,
                                        n,
                                        0.25,
                                        1.5,
                                        wd,
                                        2,
                                        dx,
                                        3,
                                        sink.clone(),
                                        sink.clone()));
    }

    private interface Run<A> {
        void into(A out);
    }

    /// Both write into a background that must stay as it is around the result.
    private void compare(int n, double tolerance, Run<float[]> vector, Run<float[]> plain) {
        float[] got = floats(n + 8);
        float[] want = got.clone();
        vector.into(got);
        plain.into(want);
        close(widen(got), widen(want), tolerance);
    }

    private void compareDoubles(int n, Run<double[]> vector, Run<double[]> plain) {
        double[] got = doubles(n + 8);
        double[] want = got.clone();
        vector.into(got);
        plain.into(want);
        close(got, want, 1e-12);
    }

    private static void close(double got, double want) {
        close(new double[] {got}, new double[] {want}, 1e-12);
    }

    private static void close(double[] got, double[] want, double tolerance) {
        for (int i = 0; i < want.length; i++) {
            if (Double.isNaN(want[i])) {
                assertThat(got[i]).isNaN();
            } else {
                assertThat(got[i])
                        .as("element %d", i)
                        .isCloseTo(want[i], within(tolerance * (1 + Math.abs(want[i]))));
            }
        }
    }

    private static double[] widen(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    private float[] floats(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian() * 3;
        }
        return x;
    }

    private double[] doubles(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian() * 3;
        }
        return x;
    }
}
