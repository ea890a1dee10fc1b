package jgrad.ops;

import static jgrad.Tensors.arange;
import static jgrad.Tensors.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.engine.Ops;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.stream.Stream;

/// The narrow types compute in a wider one, and round or wrap once.
class NarrowTypesTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void halvesAreRoundedOncePerOperation(DType half) {
        Tensor x = tensor(0.1, 1.7, -3.3).to(half);
        Tensor y = tensor(2.9, 0.6, 5.1).to(half);
        Tensor expected = x.to(DType.FLOAT32).mul(y.to(DType.FLOAT32)).to(half);
        assertThat(x.mul(y).dtype()).isEqualTo(half);
        assertThat(x.mul(y).toDoubleArray()).isEqualTo(expected.toDoubleArray());
        assertThat(x.exp().toDoubleArray())
                .isEqualTo(x.to(DType.FLOAT32).exp().to(half).toDoubleArray());
        assertThat(x.sum().dtype()).isEqualTo(half);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT8", "INT16"})
    void smallIntegersWrap(DType type) {
        Tensor big = tensor(100L, 127L, 3L).to(type);
        Tensor square = big.mul(big);
        assertThat(square.dtype()).isEqualTo(type);
        assertThat(square.toDoubleArray())
                .isEqualTo(tensor(10000L, 16129L, 9L).to(type).toDoubleArray());
        assertThat(big.sum().dtype()).isEqualTo(DType.INT64);
        assertThat(big.sum().item()).isEqualTo(230L);
    }

    @Test
    void aNumberIsNotRoundedBeforeItIsUsed() {
        Tensor x = tensor(3.0).to(DType.FLOAT16);
        Tensor product = x.mul(0.1);
        assertThat(product.dtype()).isEqualTo(DType.FLOAT16);
        assertThat(product.item()).isEqualTo(tensor(0.3).to(DType.FLOAT16).item());
    }

    @Test
    void halvesAreDifferentiatedAndWrittenInPlace() {
        Tensor x = tensor(0.5, 1.5).to(DType.BFLOAT16).requiresGrad_();
        Tensor y = x.mul(2.0);
        y.mul_(x);
        y.sum().backward();
        assertThat(x.grad().dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(x.grad().toDoubleArray()).containsExactly(2.0, 6.0);
    }

    @Test
    void mixedTypesArePromoted() {
        Tensor half = tensor(1.0, 2.0).to(DType.FLOAT16);
        assertThat(half.add(tensor(1.0)).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(half.add(tensor(new float[] {1, 2})).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(half.add(half.to(DType.BFLOAT16)).dtype()).isEqualTo(DType.FLOAT32);
        Tensor bytes = arange(3).to(DType.INT8);
        assertThat(bytes.add(bytes.to(DType.UINT8)).dtype()).isEqualTo(DType.INT16);
        assertThat(bytes.div(2L).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void anAskedTypeIsRoundedToOnce() {
        Tensor ones = Tensors.ones(4000);
        assertThat(ones.sum(DType.FLOAT16).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(ones.sum(DType.FLOAT16).item()).isEqualTo(4000.0);
        assertThat(ones.to(DType.FLOAT16).sum(DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(arange(5).sum(DType.INT8).dtype()).isEqualTo(DType.INT8);
    }

    @Test
    void indicesDoNotDecide() {
        Tensor bytes = arange(6).to(DType.UINT8).view(2, 3);
        Tensor index = tensor(new long[][] {{0, 1, 1}});
        assertThat(bytes.gather(0, index).dtype()).isEqualTo(DType.UINT8);
        assertThat(bytes.indexSelect(1, tensor(2L)).dtype()).isEqualTo(DType.UINT8);
        assertThat(bytes.scatterAdd(0, index, bytes.narrow(0, 0, 1)).dtype())
                .isEqualTo(DType.UINT8);
    }

    /// Whatever float32 gives, rounded; but for the cross product, which PyTorch rounds after each
    /// step, and the next number of a type, which is another in each.
    @TestFactory
    Stream<DynamicTest> everyOperationTakesHalves() {
        return Samples.all().stream()
                .filter(s -> s.op().type() == null)
                .filter(s -> !(s.op() instanceof VectorProducts.LinalgCross))
                .filter(s -> !(s.op() instanceof Pairs.Nextafter))
                .map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> compare(sample)));
    }

    private static void compare(Sample sample) {
        Tensor[] halves =
                sample.inputs().stream()
                        .map(t -> t.dtype().isFloating() ? t.to(DType.FLOAT16) : t)
                        .toArray(Tensor[]::new);
        Tensor[] floats =
                Stream.of(halves)
                        .map(t -> t.dtype().isFloating() ? t.to(DType.FLOAT32) : t)
                        .toArray(Tensor[]::new);
        Tensor[] actual = Ops.applyAny(sample.op(), halves);
        Tensor[] expected = Ops.applyAny(sample.op(), floats);
        for (int k = 0; k < actual.length; k++) {
            boolean floating = expected[k].dtype().isFloating();
            Tensor rounded = floating ? expected[k].to(DType.FLOAT16) : expected[k];
            assertThat(actual[k].dtype()).isEqualTo(rounded.dtype());
            assertThat(actual[k].toDoubleArray())
                    .as(sample.toString())
                    .isEqualTo(rounded.toDoubleArray());
        }
    }
}
