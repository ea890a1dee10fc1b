package jgrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {
    @Test
    void promotionNeverLeavesTheHighestCategory() {
        assertThat(DType.promote(DType.INT64, DType.FLOAT16)).isEqualTo(DType.FLOAT16);
        assertThat(DType.promote(DType.BOOL, DType.UINT8)).isEqualTo(DType.UINT8);
    }

    @Test
    void typesOfWhichNeitherHoldsTheOtherPromoteToTheNextThatHoldsBoth() {
        assertThat(DType.promote(DType.UINT8, DType.INT8)).isEqualTo(DType.INT16);
        assertThat(DType.promote(DType.FLOAT16, DType.BFLOAT16)).isEqualTo(DType.FLOAT32);
    }

    @ParameterizedTest
    @EnumSource
    void promotionIsSymmetricAndIdempotent(DType type) {
        assertThat(DType.promote(type, type)).isEqualTo(type);
        for (DType other : DType.values()) {
            assertThat(DType.promote(type, other)).isEqualTo(DType.promote(other, type));
        }
    }
}
