package jgrad.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BFloat16Test {
    @Test
    void everyBitPatternSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = BFloat16.toFloat((short) bits);
            short back = BFloat16.fromFloat(value);
            assertThat(back).isEqualTo(Float.isNaN(value) ? (short) 0x7fc0 : (short) bits);
        }
    }

    @Test
    void tiesGoToTheEvenNeighbour() {
        assertThat(round(1 + 0x1p-8f)).isEqualTo(1f);
        assertThat(round(1 + 3 * 0x1p-8f)).isEqualTo(1 + 0x1p-6f);
        assertThat(round(Math.nextUp(1 + 0x1p-8f))).isEqualTo(1 + 0x1p-7f);
        assertThat(round(-1 - 3 * 0x1p-8f)).isEqualTo(-1 - 0x1p-6f);
    }

    @Test
    void theLargestFloatRoundsToInfinityAndTheSmallestToZero() {
        assertThat(round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(round(-Float.MAX_VALUE)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(round(Float.MIN_VALUE)).isEqualTo(0f);
        assertThat(BFloat16.fromFloat(-Float.MIN_VALUE)).isEqualTo((short) 0x8000);
    }

    private static float round(float x) {
        return BFloat16.toFloat(BFloat16.fromFloat(x));
    }
}
