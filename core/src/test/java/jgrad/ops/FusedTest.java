package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;
import jgrad.storage.Raw;

import org.junit.jupiter.api.Test;

class FusedTest {
    private final Tensor a = Tensors.tensor(new float[] {1, 2, 3});
    private final Tensor b = Tensors.tensor(new float[] {4, 5, 6});
    private final Tensor whole = Tensors.tensor(new long[] {1, 2, 3});

    @Test
    void inPlaceWritesIntoTheVeryArray() {
        Object array = Raw.storage(a).array();
        a.addcmul_(b, b, 0.5).addcdiv_(b, b, 2).lerp_(b, 0.25).lerp_(b, Tensors.tensor(1f));
        assertThat(Raw.storage(a).array()).isSameAs(array);
        assertThat(a.toDoubleArray()).containsExactly(4, 5, 6);
    }

    @Test
    void targetMayBeAnOperandToo() {
        assertThat(a.addcmul_(a, a).toDoubleArray()).containsExactly(2, 6, 12);
        assertThat(b.addcdiv_(b, b, 3).toDoubleArray()).containsExactly(7, 8, 9);
    }

    @Test
    void inPlaceOnATransposedTargetAgreesWithOutOfPlace() {
        Tensor x = Tensors.arange(6.0).reshape(2, 3).t();
        Tensor y = Tensors.arange(6.0).reshape(3, 2).add(1.0);
        double[] should = x.addcdiv(y, y.mul(y), 0.5).toDoubleArray();
        assertThat(x.addcdiv_(y, y.mul(y), 0.5).toDoubleArray()).containsExactly(should);
    }

    @Test
    void typesArePromotedExceptByLerp() {
        Tensor wide = Tensors.ones(3).to(DType.FLOAT64);
        assertThat(a.addcmul(wide, whole).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(whole.addcdiv(a, whole).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(whole.addcmul(whole, whole, 2.9).toDoubleArray()).containsExactly(3, 10, 21);
        assertThatThrownBy(() -> a.lerp(wide, 0.5))
                .hasMessage("expected dtype float for `end` but got dtype double");
        assertThatThrownBy(() -> a.lerp(b, whole))
                .hasMessage("expected dtype float for `weight` but got dtype long int");
    }

    @Test
    void integersAndBoolsAreRefusedWithNamesOfKernels() {
        assertThatThrownBy(() -> a.addcdiv(whole, whole))
                .hasMessageStartingWith("Integer division with addcdiv is no longer supported");
        assertThatThrownBy(() -> whole.lerp(whole, 0.5))
                .hasMessage("\"lerp_kernel_scalar\" not implemented for 'Long'");
        assertThatThrownBy(() -> whole.lerp(whole, whole))
                .hasMessage("\"lerp_kernel_tensor\" not implemented for 'Long'");
        Tensor mask = whole.gt(1L);
        assertThatThrownBy(() -> mask.addcmul_(mask, mask))
                .hasMessage("\"addcmul_cpu_out\" not implemented for 'Bool'");
    }

    @Test
    void refusedInPlaceLeavesItsTarget() {
        assertThatThrownBy(() -> whole.addcmul_(a, b))
                .hasMessage("result type Float can't be cast to the desired output type Long");
        assertThatThrownBy(() -> a.addcmul_(b, Tensors.ones(2, 3)))
                .hasMessageStartingWith(
                        "output with shape [3] doesn't match the broadcast shape [2, 3]");
        assertThat(a.toDoubleArray()).containsExactly(1, 2, 3);
        assertThat(whole.toDoubleArray()).containsExactly(1, 2, 3);
    }

    @Test
    void weightOneGivesTheEndExactly() {
        Tensor start = Tensors.tensor(new float[] {1e8f});
        Tensor end = Tensors.tensor(new float[] {0.1f});
        assertThat(start.lerp(end, 1).item()).isEqualTo(end.item());
    }
}
