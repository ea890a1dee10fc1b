package jgrad.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class SpectraTest {
    private static double bound(int n) {
        return 1e-14 * Math.max(4, n);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 20, 90})
    void eigenvectorsDiagonalize(int n) {
        double[] x = Sampled.random(n, n * n);
        double[] a = new double[n * n];
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = x[i * n + j] + x[j * n + i];
                lower[i * n + j] = j <= i ? a[i * n + j] : Double.NaN;
            }
        }
        Tensor[] eigen = Spectra.eigh(Sampled.matrix(lower, n, n), false, true);
        double[] w = Sampled.values(eigen[0]);
        double[] v = Sampled.values(eigen[1]);
        assertThat(w).isSorted();
        assertThat(Sampled.skew(v, n, n)).isLessThan(bound(n));
        double[] vw = v.clone();
        for (int i = 0; i < n * n; i++) {
            vw[i] *= w[i % n];
        }
        assertThat(Sampled.largestDifference(Sampled.times(a, v, n, n, n), vw))
                .isLessThan(4 * bound(n));
        double[] upper = Sampled.transpose(lower, n, n);
        assertThat(Sampled.values(Spectra.eigh(Sampled.matrix(upper, n, n), true, false)[0]))
                .containsExactly(w);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 1e-160, 1e160, 1e300})
    void eigenvaluesScale(double scale) {
        double[] a = {2 * scale, scale, 0, scale, 2 * scale, scale, 0, scale, 2 * scale};
        double[] w = Sampled.values(Spectra.eigh(Sampled.matrix(a, 3, 3), false, true)[0]);
        double r = Math.sqrt(2);
        double[] want = {2 - r, 2, 2 + r};
        for (int i = 0; i < 3; i++) {
            assertThat(w[i]).isCloseTo(want[i] * scale, within(1e-14 * scale));
        }
    }

    @Test
    void repeatedEigenvaluesHaveOrthogonalVectors() {
        int n = 12;
        double[] q = Sampled.orthogonal(4, n);
        double[] qd = q.clone();
        for (int i = 0; i < n * n; i++) {
            qd[i] *= i % n < 5 ? 3 : i % n < 9 ? -1 : 0;
        }
        double[] a = Sampled.times(qd, Sampled.transpose(q, n, n), n, n, n);
        Tensor[] eigen = Spectra.eigh(Sampled.matrix(a, n, n), false, true);
        assertThat(Sampled.skew(Sampled.values(eigen[1]), n, n)).isLessThan(1e-13);
        double[] want = {-1, -1, -1, -1, 0, 0, 0, 3, 3, 3, 3, 3};
        assertThat(Sampled.largestDifference(Sampled.values(eigen[0]), want)).isLessThan(1e-13);
    }

    @Test
    void eigenvaluesOfNaNAreNaN() {
        double[] a = {1, Double.NaN, Double.NaN, 1};
        Tensor[] eigen = Spectra.eigh(Sampled.matrix(a, 2, 2), false, true);
        assertThat(Sampled.values(eigen[0])).containsOnly(Double.NaN);
        assertThat(Sampled.values(eigen[1])).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0", "0,3", "3,0", "1,1", "1,5", "5,1", "2,2", "6,4", "4,6", "30,30", "70,20", "20,70"
    })
    void singularVectorsDiagonalize(int m, int n) {
        double[] a = Sampled.random(m * 7 + n, m * n);
        checkSvd(a, m, n);
    }

    @Test
    void singularVectorsOfDeficientAndIllConditionedMatrices() {
        checkSvd(new double[12], 4, 3);
        checkSvd(Sampled.times(Sampled.random(1, 16), Sampled.random(2, 14), 8, 2, 7), 8, 7);
        checkSvd(Sampled.times(Sampled.random(1, 14), Sampled.random(2, 16), 7, 2, 8), 7, 8);
        checkSvd(Sampled.graded(5, 25, 1e-18), 25, 25);
        checkSvd(Rows.identity(9), 9, 9);
        double[] hilbert = new double[144];
        for (int i = 0; i < 144; i++) {
            hilbert[i] = 1.0 / (i / 12 + i % 12 + 1);
        }
        checkSvd(hilbert, 12, 12);
    }

    private static void checkSvd(double[] a, int m, int n) {
        int k = Math.min(m, n);
        for (boolean full : new boolean[] {false, true}) {
            Tensor[] svd = Spectra.svd(Sampled.matrix(a, m, n), full, true);
            int columns = full ? m : k;
            int rows = full ? n : k;
            double[] u = Sampled.values(svd[0]);
            double[] s = Sampled.values(svd[1]);
            double[] vt = Sampled.values(svd[2]);
            assertThat(Sampled.skew(u, m, columns)).isLessThan(bound(m + n));
            assertThat(Sampled.skew(Sampled.transpose(vt, rows, n), n, rows))
                    .isLessThan(bound(m + n));
            double[] us = new double[m * k];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < k; j++) {
                    us[i * k + j] = u[i * columns + j] * s[j];
                    assertThat(s[j]).isNotNegative();
                }
            }
            for (int j = 1; j < k; j++) {
                assertThat(s[j]).isLessThanOrEqualTo(s[j - 1]);
            }
            double[] back = Sampled.times(us, Arrays.copyOf(vt, k * n), m, k, n);
            assertThat(Sampled.largestDifference(back, a))
                    .isLessThan(bound(m + n) * Math.max(1, Sampled.largest(a)));
            double[] alone = Sampled.values(Spectra.svd(Sampled.matrix(a, m, n), false, false)[1]);
            assertThat(alone).containsExactly(s);
        }
    }

    /// Columns of very different lengths: the reduction to two diagonals would lose all digits of
    /// the small values.
    @Test
    void smallSingularValuesKeepTheirDigits() {
        int n = 6;
        double[] q = Sampled.orthogonal(8, n);
        double[] a = q.clone();
        double[] want = {1, 1e-5, 1e-10, 1e-15, 1e-20, 1e-25};
        for (int i = 0; i < n * n; i++) {
            a[i] *= want[i % n];
        }
        double[] s = Sampled.values(Spectra.svd(Sampled.matrix(a, n, n), false, false)[1]);
        for (int i = 0; i < n; i++) {
            assertThat(s[i]).isCloseTo(want[i], within(1e-14 * want[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-150, 1e150, 1e300})
    void singularValuesScale(double scale) {
        double[] a = {3 * scale, 0, 4 * scale, 5 * scale};
        double[] s = Sampled.values(Spectra.svd(Sampled.matrix(a, 2, 2), false, false)[1]);
        assertThat(s[0])
                .isCloseTo(
                        Math.sqrt(45) * scale,
                        within(Math.max(1e-14 * scale, 2 * Double.MIN_VALUE)));
        assertThat(s[1])
                .isCloseTo(
                        Math.sqrt(5) * scale,
                        within(Math.max(1e-14 * scale, 2 * Double.MIN_VALUE)));
    }

    @Test
    void infinitiesAndNaNHaveNoSingularValues() {
        double[] a = new double[8];
        a[6] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> Spectra.svd(Sampled.matrix(a, 2, 2, 2), false, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "linalg.svd: (Batch element 1): The algorithm failed to converge because"
                                + " the input matrix contained non-finite values.");
    }

    @Test
    void exponentialOfRotationsAndNilpotents() {
        for (double angle : new double[] {0, 1e-20, 1e-9, 1e-5, 0.01, 0.3, 1, 10, 100}) {
            double[] a = {0, -angle, angle, 0};
            double[] e = Sampled.values(Spectra.exponential(Sampled.matrix(a, 2, 2)));
            double[] want = {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)};
            assertThat(Sampled.largestDifference(e, want))
                    .as("%s", angle)
                    .isLessThan(1e-15 * Math.max(2, 4 * angle));
        }
        double[] nilpotent = {0, 6, 0, 0};
        assertThat(Sampled.values(Spectra.exponential(Sampled.matrix(nilpotent, 2, 2))))
                .containsExactly(1, 6, 0, 1);
        assertThat(Spectra.exponential(Sampled.matrix(new double[0], 2, 0, 0)).numel()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 30})
    void exponentialOfTheNegativeIsTheInverse(int n) {
        double[] a = Sampled.random(n, n * n);
        double[] minus = a.clone();
        Rows.scale(-1, minus, 0, n * n);
        double[] e = Sampled.values(Spectra.exponential(Sampled.matrix(a, n, n)));
        double[] inverse = Sampled.values(Spectra.exponential(Sampled.matrix(minus, n, n)));
        double size = n * Sampled.largest(e) * Sampled.largest(inverse);
        assertThat(Sampled.largestDifference(Sampled.times(e, inverse, n, n, n), Rows.identity(n)))
                .isLessThan(1e-14 * Math.max(1, size));
    }

    @Test
    void exponentialOfNaNIsNaN() {
        double[] a = {1, Double.NaN, Double.NaN, 1};
        assertThat(Sampled.values(Spectra.exponential(Sampled.matrix(a, 2, 2))))
                .containsOnly(Double.NaN);
    }
}
