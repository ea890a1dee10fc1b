package jgrad.kernels.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.kernels.Operands;
import jgrad.kernels.walk.Cast;
import jgrad.kernels.walk.Elements;
import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;
import java.util.function.UnaryOperator;

/// Halves are computed as floats and rounded once; what has no meaning is refused in PyTorch's
/// words.
class ElementTypesTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void halvesAreComputedAsFloats(DType type) {
        Tensor g = of(type, 1);
        for (int d = 0; d < 2; d++) {
            int dim = d;
            sameAsFloats(type, x -> SoftmaxRows.softmax(x, dim));
            sameAsFloats(type, x -> SoftmaxRows.logSoftmax(x, dim));
            sameAsFloats(type, x -> SoftmaxRows.softmaxBackward(Cast.to(g, x.dtype()), x, dim));
            sameAsFloats(type, x -> SoftmaxRows.logSoftmaxBackward(Cast.to(g, x.dtype()), x, dim));
        }
        Tensor target =
                new Tensor(new Storage(new long[] {1, 4}), Layout.contiguous(2), DType.INT64);
        for (NllLoss.Reduction reduction : NllLoss.Reduction.values()) {
            sameAsFloats(type, x -> NllLoss.forward(x, target, null, -100, reduction).value());
        }
        sameAsFloats(type, x -> NormRows.forward(x, 1, null, null, 1e-5).y());
        Tensor weight = Cast.to(row(of(DType.FLOAT32, 2)), DType.FLOAT32);
        sameAsFloats(type, x -> NormRows.forward(x, 1, weight, weight, 1e-5).y());
        sameAsFloats(
                type,
                x -> {
                    Tensor wide = Cast.to(x, DType.FLOAT32);
                    NormRows.Normalized n = NormRows.forward(wide, 1, null, null, 1e-5);
                    return NormRows.backward(
                                    Cast.to(g, x.dtype()),
                                    x,
                                    1,
                                    Cast.to(n.mean(), DType.FLOAT32),
                                    Cast.to(n.rstd(), DType.FLOAT32),
                                    weight)
                            .dx();
                });
    }

    private static void sameAsFloats(DType type, UnaryOperator<Tensor> kernel) {
        Tensor x = of(type, 3);
        Tensor result = kernel.apply(x);
        assertThat(result.dtype()).isEqualTo(type);
        Tensor expected = Cast.to(kernel.apply(Cast.to(x, DType.FLOAT32)), type);
        assertThat(Operands.values(result)).containsExactly(Operands.values(expected));
    }

    private static Tensor of(DType type, long seed) {
        var random = new Random(seed);
        Object array = Storage.newArray(type, 10);
        for (int i = 0; i < 10; i++) {
            Elements.put(type, array, i, random.nextGaussian());
        }
        return new Tensor(new Storage(array), Layout.contiguous(2, 5), type);
    }

    private static Tensor row(Tensor t) {
        return new Tensor(Raw.storage(t), Layout.contiguous(5), t.dtype());
    }

    @Test
    void integersAndMixedTypesAreRefused() {
        Tensor x = new Tensor(new Storage(new long[10]), Layout.contiguous(2, 5), DType.INT64);
        Tensor target = new Tensor(new Storage(new long[2]), Layout.contiguous(2), DType.INT64);
        assertThatThrownBy(() -> SoftmaxRows.softmax(x, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"softmax_lastdim_kernel_impl\" not implemented for 'Long'");
        assertThatThrownBy(() -> SoftmaxRows.logSoftmax(x, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"log_softmax_kernel_impl\" not implemented for 'Long'");
        assertThatThrownBy(() -> NllLoss.forward(x, target, null, -100, NllLoss.Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"nll_loss_out_frame\" not implemented for 'Long'");
        assertThatThrownBy(() -> NormRows.forward(x, 1, null, null, 1e-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"LayerNormKernelImpl\" not implemented for 'Long'");
        Tensor doubles = row(of(DType.FLOAT64, 1));
        assertThatThrownBy(() -> NormRows.forward(of(DType.FLOAT32, 1), 1, doubles, null, 1e-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mixed dtype (CPU): expect parameter to have scalar type of Float, but it"
                                + " has Double");
    }
}
