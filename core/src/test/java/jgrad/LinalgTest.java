package jgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jgrad.autograd.Autograd;
import jgrad.func.Func;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

/// What `Linalg` promises beyond the samples and PyTorch's recordings: degenerate matrices,
/// refusals, graphs.
class LinalgTest {
    private static Tensor matrix(int rows, int columns, double... values) {
        return Tensors.fromArray(values, rows, columns);
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void singularMatricesAreNamed() {
        Tensor zero = Tensors.zeros(new int[] {2, 2}, DType.FLOAT64);
        Tensor batch = Tensors.stack(List.of(matrix(2, 2, 1, 0, 0, 1), zero), 0);
        refuses(
                () -> Linalg.inv(zero),
                "linalg.inv: The diagonal element 1 is zero, the inversion could not be completed"
                        + " because the input matrix is singular.");
        refuses(
                () -> Linalg.inv(batch),
                "linalg.inv: (Batch element 1): The diagonal element 1 is zero, the inversion could"
                        + " not be completed because the input matrix is singular.");
        refuses(
                () -> Linalg.solve(zero, zero),
                "torch.linalg.solve: The solver failed because the input matrix is singular.");
        refuses(
                () -> Linalg.cholesky(matrix(3, 3, 4, 2, 1, 2, 5, 3, 1, 3, -6)),
                "linalg.cholesky: The factorization could not be completed because the input is not"
                        + " positive-definite (the leading minor of order 3 is not"
                        + " positive-definite).");
        refuses(
                () -> Linalg.luFactor(zero),
                "torch.linalg.lu_factor: U[1,1] is zero and using it on lu_solve would result in a"
                        + " division by zero.");
        assertThat(Linalg.invEx(batch).info().toList()).isEqualTo(List.of(0L, 1L));
    }

    @Test
    void shapesAndTypesThatDoNotFitAreRefusedInPyTorchsWords() {
        Tensor wide = Tensors.ones(2, 3);
        Tensor square = Tensors.eye(3);
        refuses(
                () -> Linalg.det(wide),
                "linalg.det: A must be batches of square matrices, but they are 2 by 3 matrices");
        refuses(
                () -> Linalg.qr(Tensors.ones(3)),
                "linalg.qr: The input tensor A must have at least 2 dimensions.");
        refuses(
                () -> Linalg.inv(Tensors.ones(new int[] {2, 2}, DType.INT64)),
                "linalg.inv: Expected a floating point or complex tensor as input. Got Long");
        refuses(
                () -> Linalg.solve(square, Tensors.ones(4, 2)),
                "linalg.solve: Incompatible shapes of A and B for the equation AX = B (3x3 and"
                        + " 4x2)");
        refuses(
                () -> Linalg.solve(square, Tensors.ones(2, 4), false),
                "linalg.solve: Incompatible shapes of A and B for the equation XA = B (3x3 and"
                        + " 2x4)");
        refuses(
                () -> Linalg.qr(square, "x"),
                "qr received unrecognized mode 'x' but expected one of 'reduced' (default), 'r', or"
                        + " 'complete'");
        refuses(
                () -> Linalg.eigh(square, "X"),
                "Expected UPLO argument to be 'L' or 'U', but got X");
        refuses(
                () -> Linalg.matrixNorm(square, 3, new int[] {0, 1}, false),
                "linalg.matrix_norm: Order 3 not supported.");
        refuses(
                () -> Linalg.norm(Tensors.ones(2, 2, 2), 1.0, null, false),
                "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got"
                        + " 3D.");
        refuses(
                () -> Linalg.multiDot(List.of(square)),
                "multi_dot(): expected at least 2 tensors but got 1");
        refuses(() -> Linalg.vander(Tensors.ones(3), 0), "N must be greater than 1.");
        refuses(
                () -> Tensors.ones(2, 2).cross(Tensors.ones(2, 2)),
                "no dimension of size 3 in input");
    }

    @Test
    void matricesOfNothingHaveTheResultsOfNothing() {
        Tensor none = Tensors.zeros(new int[] {2, 0, 0}, DType.FLOAT64);
        assertThat(Linalg.det(none).toList()).isEqualTo(List.of(1.0, 1.0));
        assertThat(Linalg.slogdet(none).logabsdet().toList()).isEqualTo(List.of(0.0, 0.0));
        assertThat(Linalg.inv(none).shape().sizes()).containsExactly(2, 0, 0);
        Tensor tall = Tensors.zeros(new int[] {3, 0}, DType.FLOAT64);
        assertThat(Linalg.svd(tall).u().shape().sizes()).containsExactly(3, 3);
        assertThat(Linalg.qr(tall, "complete").q().toList())
                .isEqualTo(Tensors.eye(3, 3, DType.FLOAT64).toList());
        assertThat(Linalg.pinv(tall).shape().sizes()).containsExactly(0, 3);
        assertThat(Linalg.matrixRank(none).toList()).isEqualTo(List.of(0L, 0L));
    }

    @Test
    void notANumberSpreadsWherePyTorchLetsIt() {
        Tensor a = matrix(2, 2, 1, Double.NaN, Double.NaN, 1);
        assertThat(Linalg.inv(a).toDoubleArray()).containsOnly(Double.NaN);
        assertThat(Linalg.det(a).toDouble()).isNaN();
        assertThat(Linalg.matrixExp(a).toDoubleArray()).containsOnly(Double.NaN);
        assertThat(Linalg.eigvalsh(a).toDoubleArray()).containsOnly(Double.NaN);
        refuses(
                () -> Linalg.svdvals(a),
                "linalg.svd: The algorithm failed to converge because the input matrix contained"
                        + " non-finite values.");
        assertThat(Linalg.slogdet(a).sign().toDouble()).isZero();
    }

    /// Both of them, next to a regular one: the adjugate takes over where the inverse is not there.
    @Test
    void determinantsOfSingularMatricesHaveGradients() {
        Tensor a =
                Tensors.stack(
                                List.of(
                                        matrix(3, 3, 1, 2, 3, 2, 4, 6, 1, 0, 1),
                                        matrix(3, 3, 2, 0, 0, 0, 3, 0, 0, 0, 4),
                                        matrix(3, 3, 1, 2, 3, 2, 4, 6, 3, 6, 9)),
                                0)
                        .requiresGrad_();
        Linalg.det(a).sum().backward();
        double[] g = Objects.requireNonNull(a.grad()).toDoubleArray();
        double[] adjugates = {
            4, 4, -4, -2, -2, 2, 0, 0, 0, 12, 0, 0, 0, 8, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0
        };
        for (int i = 0; i < 27; i++) {
            assertThat(g[i]).as("element %d", i).isCloseTo(adjugates[i], within(1e-12));
        }
    }

    @Test
    void theNormOfZeroHasTheGradientZero() {
        Tensor x = Tensors.zeros(new int[] {3}, DType.FLOAT64).requiresGrad_();
        for (double p : new double[] {1, 1.5, 2, 3}) {
            Tensor g = Autograd.grad(Linalg.vectorNorm(x, p, null, false), x);
            assertThat(Objects.requireNonNull(g).toDoubleArray()).as("%s", p).containsOnly(0);
        }
    }

    @Test
    void symmetricMatricesAreReadInOneTriangle() {
        Tensor lower = matrix(2, 2, 2, Double.NaN, 1, 2);
        Tensor upper = matrix(2, 2, 2, 1, Double.NaN, 2);
        assertThat(Linalg.eigvalsh(lower).toDoubleArray())
                .containsExactly(Linalg.eigvalsh(upper, "U").toDoubleArray());
        assertThat(Linalg.cholesky(lower).mT().toDoubleArray())
                .containsExactly(Linalg.cholesky(upper, true).toDoubleArray());
    }

    @Test
    void floatsAreComputedInDoublesAndRoundedOnce() {
        Tensor hilbert = Tensors.zeros(new int[] {5, 5}, DType.FLOAT32);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                hilbert.select(0, i).select(0, j).fill_(1.0 / (i + j + 1));
            }
        }
        Tensor inverse = Linalg.inv(hilbert);
        assertThat(inverse.dtype()).isEqualTo(DType.FLOAT32);
        Tensor exact = Linalg.inv(hilbert.to(DType.FLOAT64)).to(DType.FLOAT32);
        assertThat(inverse.toDoubleArray()).containsExactly(exact.toDoubleArray());
    }

    @Test
    void vmapSolvesABatchAtOnce() {
        Tensor a = Tensors.randn(4, 3, 3).to(DType.FLOAT64);
        Tensor b = Tensors.randn(4, 3).to(DType.FLOAT64);
        Tensor together = Linalg.solve(a, b);
        Tensor mapped =
                Func.vmap(x -> Linalg.solve(x.narrow(1, 0, 3), x.select(1, 3)))
                        .apply(Tensors.cat(List.of(a, b.unsqueeze(-1)), -1));
        assertThat(mapped.toDoubleArray()).containsExactly(together.toDoubleArray(), within(1e-14));
    }

    @Test
    void crossProductsOfHalvesAreRoundedStepByStep() {
        Tensor a = Tensors.tensor(1.0, 257.0, 255.0).to(DType.BFLOAT16);
        Tensor b = Tensors.tensor(1.0, 255.0, 257.0).to(DType.BFLOAT16);
        // 257 is 256 there; 256 * 256 - 255 * 255 is 511 before and 65536 - 65024 after rounding
        assertThat(a.cross(b, 0).toDoubleArray()[0]).isEqualTo(512);
    }
}
