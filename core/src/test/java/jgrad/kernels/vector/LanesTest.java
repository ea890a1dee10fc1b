package jgrad.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

import org.junit.jupiter.api.Test;

import java.util.Random;

class LanesTest {
    private static final int UNTIL_COMPILED = 200_000;

    @Test
    void aSumHasTheSameBitsWhenItsLoopIsCompiled() {
        float[] x = new float[FloatVector.SPECIES_PREFERRED.length()];
        double[] y = new double[DoubleVector.SPECIES_PREFERRED.length()];
        var random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextDouble() - 0.5;
        }
        float floats = sum(x);
        double doubles = sum(y);
        for (int i = 0; i < UNTIL_COMPILED; i++) {
            if (sum(x) != floats || sum(y) != doubles) {
                assertThat(sum(x)).as("call %d", i).isEqualTo(floats);
                assertThat(sum(y)).as("call %d", i).isEqualTo(doubles);
            }
        }
        assertThat(floats).isCloseTo(plain(x), org.assertj.core.data.Offset.offset(1e-6f));
    }

    private static float sum(float[] x) {
        return Lanes.sum(FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, x, 0));
    }

    private static double sum(double[] y) {
        return Lanes.sum(DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, y, 0));
    }

    private static float plain(float[] x) {
        float sum = 0;
        for (float each : x) {
            sum += each;
        }
        return sum;
    }
}
