package jgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ComparisonTest {
    @Test
    void roundingIsNoFault() {
        assertThat(faults(new float[] {1, 2}, new float[] {1, 2.00001f})).isEmpty();
    }

    @Test
    void aWrongElementIsNamed() {
        assertThat(faults(new float[] {1, 2}, new float[] {1, 3}))
                .isEqualTo("result 0: element 1 is 2.0, libtorch's 3.0");
    }

    @Test
    void notANumberIsRightOnlyWhereBothHaveIt() {
        assertThat(faults(new float[] {Float.NaN, 1}, new float[] {Float.NaN, 1})).isEmpty();
        assertThat(faults(new float[] {Float.NaN, 1}, new float[] {0, 1})).isNotEmpty();
    }

    @Test
    void errorsThatAllGoOneWayAreFound() {
        var ours = new float[10_000];
        var theirs = new float[10_000];
        for (int i = 0; i < ours.length; i++) {
            theirs[i] = 1;
            ours[i] = 1.000009f;
        }
        assertThat(faults(ours, theirs)).startsWith("result 0: the sum is off by");
    }

    @Test
    void inputsAreHeldExactlyAndDifferByTheirSeed() {
        for (float value : Inputs.floats(1, 1000)) {
            assertThat(value * 0x1p23f).isBetween(-0x1p23f, 0x1p23f);
            assertThat((float) (long) (value * 0x1p23f)).isEqualTo(value * 0x1p23f);
        }
        assertThat(Inputs.floats(1, 10)).isNotEqualTo(Inputs.floats(2, 10));
    }

    private static String faults(float[] ours, float[] theirs) {
        return Comparison.faults(List.of(ours), List.of(theirs), 1e-5);
    }
}
