package jgrad.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.linalg.Solves.Driver;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class SolvesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 48, 110})
    void triangularSystemsOfAllKinds(int n) {
        double[] square = Sampled.random(n, n * n);
        for (int i = 0; i < n * n; i++) {
            square[i] = i / n == i % n ? 2 + square[i] * square[i] : square[i] / n;
        }
        for (int kind = 0; kind < 8; kind++) {
            boolean upper = (kind & 1) != 0;
            boolean left = (kind & 2) != 0;
            boolean unit = (kind & 4) != 0;
            double[] t = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean in = upper ? j > i : j < i;
                    t[i * n + j] =
                            i == j ? unit ? 1 : square[i * n + i] : in ? square[i * n + j] : 0;
                }
            }
            double[] b = Sampled.random(3, n * 3);
            int[] shape = left ? new int[] {n, 3} : new int[] {3, n};
            double[] x =
                    Sampled.values(
                            Solves.triangular(
                                    Sampled.matrix(square, n, n),
                                    Sampled.matrix(b, shape),
                                    upper,
                                    left,
                                    unit));
            double[] back = left ? Sampled.times(t, x, n, n, 3) : Sampled.times(x, t, 3, n, n);
            assertThat(Sampled.largestDifference(back, b)).as("kind %d", kind).isLessThan(1e-13);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 48, 100})
    void luSolvesFromBothSides(int n) {
        double[] a = Sampled.random(n, n * n);
        Tensor[] lu = Factorizations.lu(Sampled.matrix(a, n, n));
        double[] b = Sampled.random(4, n * 2);
        for (boolean left : new boolean[] {true, false}) {
            for (boolean adjoint : new boolean[] {true, false}) {
                int[] shape = left ? new int[] {n, 2} : new int[] {2, n};
                Tensor solved = Solves.lu(lu[0], lu[1], Sampled.matrix(b, shape), left, adjoint);
                double[] x = Sampled.values(solved);
                double[] op = adjoint ? Sampled.transpose(a, n, n) : a;
                double[] back =
                        left ? Sampled.times(op, x, n, n, 2) : Sampled.times(x, op, 2, n, n);
                assertThat(Sampled.largestDifference(back, b))
                        .as("left %s, adjoint %s", left, adjoint)
                        .isLessThan(1e-12 * Math.max(1, Sampled.largest(x)) * n);
            }
        }
        double[] inverse = Sampled.values(Solves.inverse(Sampled.matrix(a, n, n))[0]);
        assertThat(Sampled.largestDifference(Sampled.times(a, inverse, n, n, n), Rows.identity(n)))
                .isLessThan(1e-13 * n * Math.max(1, Sampled.largest(inverse)));
    }

    @Test
    void batchesAreBroadcast() {
        Tensor a = Sampled.random(1, 3, 1, 4, 4);
        Tensor b = Sampled.random(2, 2, 4, 2);
        Tensor[] lu = Factorizations.lu(a);
        Tensor x = Solves.lu(lu[0], lu[1], b, true, false);
        assertThat(Raw.shape(x)).containsExactly(3, 2, 4, 2);
        double[] one = slice(a, 1, 16);
        double[] solved = slice(x, 3, 8); // of matrix 1 and right side 1
        assertThat(Sampled.largestDifference(Sampled.times(one, solved, 4, 4, 2), slice(b, 1, 8)))
                .isLessThan(1e-13);
    }

    private static double[] slice(Tensor t, int i, int size) {
        return Arrays.copyOfRange(Sampled.values(t), i * size, (i + 1) * size);
    }

    @Test
    void inverseOfASingularMatrixSaysWhere() {
        Tensor[] inverse = Solves.inverse(Sampled.matrix(new double[] {0, 0, 0, 0}, 2, 2));
        assertThat(Sampled.values(inverse[0])[0]).isNaN();
        assertThat(Raw.ints(inverse[1])).containsExactly(1);
        assertThat(Solves.firstFailure(inverse[1])).isZero();
    }

    @Test
    void pivotsMustNameRows() {
        Tensor[] lu = Factorizations.lu(Sampled.random(1, 2, 2));
        Tensor pivots =
                new Tensor(new Storage(new int[] {1, 3}), Layout.contiguous(2), DType.INT32);
        assertThatThrownBy(() -> Solves.lu(lu[0], pivots, lu[0], true, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Pivots given to lu_solve must all be greater or equal to 1");
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void leastSquaresLeaveAResidualThatIsOrthogonal(Driver driver) {
        for (int[] size : new int[][] {{7, 3}, {4, 4}, {3, 7}, {1, 1}, {60, 20}}) {
            int m = size[0];
            int n = size[1];
            double[] a = Sampled.random(m, m * n);
            double[] b = Sampled.random(n, m * 2);
            Tensor[] got =
                    Solves.leastSquares(
                            Sampled.matrix(a, m, n), Sampled.matrix(b, m, 2), 1e-15, driver);
            double[] x = Sampled.values(got[0]);
            double[] residual = b.clone();
            Rows.axpy(-1, Sampled.times(a, x, m, n, 2), 0, residual, 0, m * 2);
            double[] normal = Sampled.times(Sampled.transpose(a, m, n), residual, n, m, 2);
            assertThat(Sampled.largest(normal)).isLessThan(1e-12);
            if (driver != Driver.GELS) {
                assertThat(Raw.longs(got[1])).containsExactly(Math.min(m, n));
            }
        }
    }

    @Test
    void deficientSystemsHaveTheShortestSolution() {
        int m = 6;
        int n = 5;
        double[] a = Sampled.times(Sampled.random(1, m * 2), Sampled.random(2, 2 * n), m, 2, n);
        double[] b = Sampled.random(3, m);
        double[][] x = new double[3][];
        for (Driver driver : new Driver[] {Driver.GELSY, Driver.GELSD, Driver.GELSS}) {
            Tensor[] got =
                    Solves.leastSquares(
                            Sampled.matrix(a, m, n), Sampled.matrix(b, m, 1), 1e-12, driver);
            assertThat(Raw.longs(got[1])).containsExactly(2);
            x[driver.ordinal() - 1] = Sampled.values(got[0]);
        }
        assertThat(Sampled.largestDifference(x[0], x[1])).isLessThan(1e-13);
        assertThat(Sampled.largestDifference(x[2], x[1])).isLessThan(1e-13);
    }
}
