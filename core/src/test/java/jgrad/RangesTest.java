package jgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jgrad.storage.Raw;

import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void smallIntegersAreCountedByTheBoundsAsTheyAre() {
        assertThat((short[]) values(Tensors.arange(0, 3.1, 1, DType.INT16)))
                .containsExactly((short) 0, (short) 1, (short) 2, (short) 3);
        assertThat((int[]) values(Tensors.arange(0.9, 4.2, 1.7, DType.INT32)))
                .containsExactly(0, 1);
        assertThat((long[]) values(Tensors.arange(0, 3.1, 1, DType.INT64)))
                .containsExactly(0, 1, 2);
        assertThatThrownBy(() -> Tensors.arange(0, 3, 0.5, DType.INT16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step must be nonzero");
    }

    @Test
    void longsAreCountedExactly() {
        long most = Long.MAX_VALUE;
        long[] last = (long[]) values(Tensors.arange(most - 100, most, 1));
        assertThat(last).hasSize(100).startsWith(most - 100).endsWith(most - 1);
        assertThat((long[]) values(Tensors.arange(most, most - 5, -2)))
                .containsExactly(most, most - 2, most - 4);
        assertThat(Tensors.arange(3, 3, 1).numel()).isZero();
        assertThat((long[]) values(Tensors.arange(0, 7, 3))).containsExactly(0, 3, 6);
        assertThatThrownBy(() -> Tensors.arange(Long.MIN_VALUE, most, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("invalid size, possible overflow?");
    }

    @Test
    void integersBetweenTwoAreCutOffFromBothEnds() {
        long[] down = (long[]) values(Tensors.linspace(50, 4, 50, DType.INT64));
        assertThat(down[16]).isEqualTo(34);
        assertThat(down[17]).isEqualTo(34);
        assertThat(down[18]).isEqualTo(33);
        assertThat((long[]) values(Tensors.linspace(-3, 4, 9, DType.INT64)))
                .containsExactly(-3, -2, -1, 0, 0, 1, 2, 3, 4);
    }

    @Test
    void negativeSizesAreRefused() {
        assertThatThrownBy(() -> Tensors.fromArray(new float[6], -2, -3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Trying to create tensor with negative dimension -2: [-2, -3]");
        assertThatThrownBy(() -> Tensors.zeros(0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Trying to create tensor with negative dimension -1");
    }

    private static Object values(Tensor t) {
        return Raw.storage(t).array();
    }
}
