package jgrad.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;
import jgrad.storage.Layout;
import jgrad.storage.Raw;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

/// Every factorization gives back what it was made from, and its factors are what they should be.
class FactorizationsTest {
    private static double bound(int n) {
        return 1e-14 * Math.max(4, n);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "3,0", "0,3", "1,1", "1,4", "4,1", "5,5", "7,3", "3,7", "60,60", "110,50"})
    void luIsThePermutedMatrix(int m, int n) {
        double[] a = Sampled.random(m * 31 + n, m * n);
        Tensor[] lu = Factorizations.lu(Sampled.matrix(a, m, n));
        int k = Math.min(m, n);
        double[] both = Sampled.values(lu[0]);
        double[] l = new double[m * k];
        double[] u = new double[k * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                if (j < i && j < k) {
                    l[i * k + j] = both[i * n + j];
                    assertThat(Math.abs(both[i * n + j])).isLessThanOrEqualTo(1);
                } else if (i < k && j >= i) {
                    u[i * n + j] = both[i * n + j];
                }
            }
            if (i < k) {
                l[i * k + i] = 1;
            }
        }
        double[] p = Sampled.values(Factorizations.permutation(lu[1], m, lu[0]));
        double[] back = Sampled.times(p, Sampled.times(l, u, m, k, n), m, m, n);
        assertThat(Sampled.largestDifference(back, a)).isLessThan(bound(n));
        assertThat(Sampled.values(lu[2])).containsExactly(0);
    }

    @Test
    void luNamesTheFirstZeroPivotAndGoesOn() {
        double[] a = {1, 2, 3, 2, 4, 7, 1, 2, 9};
        Tensor[] lu = Factorizations.lu(Sampled.matrix(a, 3, 3));
        assertThat(Sampled.values(lu[0])).containsExactly(2, 4, 7, 0.5, 0, -0.5, 0.5, 0, 5.5);
        assertThat(Raw.ints(lu[1])).containsExactly(2, 2, 3);
        assertThat(Raw.ints(lu[2])).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 47, 48, 49, 130})
    void choleskyOfEitherTriangle(int n) {
        double[] x = Sampled.random(n, n * n);
        double[] a = Sampled.times(x, Sampled.transpose(x, n, n), n, n, n);
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 1;
        }
        double[] lowerOnly = a.clone();
        double[] upperOnly = a.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                lowerOnly[j * n + i] = Double.NaN;
                upperOnly[i * n + j] = Double.NaN;
            }
        }
        double[] l =
                Sampled.values(Factorizations.cholesky(Sampled.matrix(lowerOnly, n, n), false)[0]);
        double[] u =
                Sampled.values(Factorizations.cholesky(Sampled.matrix(upperOnly, n, n), true)[0]);
        assertThat(u).containsExactly(Sampled.transpose(l, n, n));
        double[] back = Sampled.times(l, u, n, n, n);
        assertThat(Sampled.largestDifference(back, a)).isLessThan(bound(n) * Math.max(1, n));
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                assertThat(l[i * n + j]).isZero();
            }
        }
    }

    @Test
    void choleskySaysWhichMinorIsNotPositive() {
        double[] a = {4, 2, 1, 2, 5, 3, 1, 3, -6};
        Tensor[] got = Factorizations.cholesky(Sampled.matrix(a, 3, 3), false);
        assertThat(Sampled.values(got[0])).containsExactly(2, 0, 0, 1, 2, 0, 0.5, 1.25, -7.8125);
        assertThat(Raw.ints(got[1])).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "3,0,3",
        "0,3,0",
        "1,1,1",
        "1,4,1",
        "4,1,4",
        "4,1,1",
        "5,5,5",
        "7,3,7",
        "7,3,3",
        "3,7,3",
        "60,60,60",
        "110,50,50",
        "110,50,110"
    })
    void qrIsOrthogonalTimesTriangular(int m, int n, int columns) {
        double[] a = Sampled.random(m * 17 + n, m * n);
        Tensor[] qr = Factorizations.qr(Sampled.matrix(a, m, n), columns);
        double[] q = Sampled.values(qr[0]);
        double[] r = Sampled.values(qr[1]);
        assertThat(Sampled.skew(q, m, columns)).isLessThan(bound(m));
        assertThat(Sampled.largestDifference(Sampled.times(q, r, m, columns, n), a))
                .isLessThan(bound(m));
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < Math.min(i, n); j++) {
                assertThat(r[i * n + j]).isZero();
            }
        }
    }

    @Test
    void qrHasTheSignsOfLapack() {
        Tensor[] qr = Factorizations.qr(Sampled.matrix(new double[] {3, 1, 4, 2}, 2, 2), 2);
        assertThat(
                        Sampled.largestDifference(
                                Sampled.values(qr[1]), new double[] {-5, -2.2, 0, 0.4}))
                .isLessThan(1e-15);
        // a column that needs no reflection keeps its sign, as does the last one
        Tensor[] diagonal = Factorizations.qr(Sampled.matrix(new double[] {3, 0, 0, -2}, 2, 2), 2);
        assertThat(Sampled.values(diagonal[1])).containsExactly(3, 0, 0, -2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1, 1e150, 1e300})
    void qrDoesNotOverflowOnTheWay(double scale) {
        double[] a = Sampled.random(3, 20);
        Rows.scale(scale, a, 0, 20);
        Tensor[] qr = Factorizations.qr(Sampled.matrix(a, 5, 4), 4);
        double[] q = Sampled.values(qr[0]);
        assertThat(Sampled.skew(q, 5, 4)).isLessThan(1e-14);
        double[] back = Sampled.times(q, Sampled.values(qr[1]), 5, 4, 4);
        assertThat(Sampled.largestDifference(back, a) / scale).isLessThan(1e-14);
    }

    @ParameterizedTest
    @CsvSource({"4,4", "6,3", "50,20"})
    void reflectorsMultiplyLikeTheMatrixTheyMake(int m, int n) {
        Tensor a = Sampled.random(5, m, n);
        Tensor[] raw = Factorizations.geqrf(a);
        double[] full = Sampled.values(Factorizations.qr(a, m)[0]);
        double[] thin = Sampled.values(Factorizations.householderProduct(raw[0], raw[1]));
        assertThat(Sampled.largestDifference(thin, Sampled.values(Factorizations.qr(a, n)[0])))
                .isLessThan(1e-15);
        double[] c = Sampled.random(6, m * 3);
        for (boolean left : new boolean[] {true, false}) {
            for (boolean transpose : new boolean[] {true, false}) {
                double[] q = transpose ? Sampled.transpose(full, m, m) : full;
                double[] want = left ? Sampled.times(q, c, m, m, 3) : Sampled.times(c, q, 3, m, m);
                Tensor other = left ? Sampled.matrix(c, m, 3) : Sampled.matrix(c, 3, m);
                Tensor got = Factorizations.ormqr(raw[0], raw[1], other, left, transpose);
                assertThat(Sampled.largestDifference(Sampled.values(got), want))
                        .as("left %s, transpose %s", left, transpose)
                        .isLessThan(bound(m));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 40})
    void ldlSolvesIndefiniteSystems(int n) {
        for (int turn = 0; turn < 20; turn++) {
            double[] x = Sampled.random(n + 100L * turn, n * n);
            double[] a = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    // small diagonals make blocks of two
                    a[i * n + j] = i == j ? 1e-3 * x[i * n + i] : x[i * n + j] + x[j * n + i];
                }
            }
            Tensor[] ldl = Factorizations.ldl(Sampled.matrix(a, n, n));
            double[] b = Sampled.random(turn, n * 2);
            Tensor solved = Solves.ldl(ldl[0], ldl[1], Sampled.matrix(b, n, 2));
            double[] back = Sampled.times(a, Sampled.values(solved), n, n, 2);
            double size = Math.max(1, Sampled.largest(Sampled.values(solved)));
            assertThat(Sampled.largestDifference(back, b)).isLessThan(1e-11 * size);
        }
    }

    @Test
    void batchesAreFactoredOneByOneWhateverTheirStrides() {
        Tensor stack = Sampled.random(9, 40, 6, 5);
        double[] all = Sampled.values(stack);
        var swapped = new Layout(new int[] {40, 5, 6}, new int[] {30, 1, 5}, 0);
        Tensor transposed = new Tensor(Raw.storage(stack), swapped, stack.dtype());
        double[] r = Sampled.values(Factorizations.qr(stack, 5)[1]);
        double[] rt = Sampled.values(Factorizations.qr(transposed, 5)[1]);
        for (int i = 0; i < 40; i++) {
            double[] one = Arrays.copyOfRange(all, i * 30, i * 30 + 30);
            double[] want = Sampled.values(Factorizations.qr(Sampled.matrix(one, 6, 5), 5)[1]);
            assertThat(Arrays.copyOfRange(r, i * 25, i * 25 + 25)).containsExactly(want);
            Tensor turned = Sampled.matrix(Sampled.transpose(one, 6, 5), 5, 6);
            assertThat(Arrays.copyOfRange(rt, i * 30, i * 30 + 30))
                    .containsExactly(Sampled.values(Factorizations.qr(turned, 5)[1]));
        }
        assertThat(Sampled.values(stack)).containsExactly(all);
    }
}
