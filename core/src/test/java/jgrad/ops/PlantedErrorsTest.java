package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The checks are worth something: an error planted in any formula or forward-mode rule is found.
class PlantedErrorsTest {
    private enum Fault {
        OPPOSITE_SIGN {
            @Override
            @Nullable Tensor plant(Tensor right) {
                return right.neg();
            }
        },
        A_THOUSANDTH_MORE {
            @Override
            @Nullable Tensor plant(Tensor right) {
                return right.mul(1.001);
            }
        },
        MISSING {
            @Override
            @Nullable Tensor plant(Tensor right) {
                return null;
            }
        };

        abstract @Nullable Tensor plant(Tensor right);
    }

    /// An operation like `right` but for the formula of one input, or (input -1) the forward-mode
    /// rule.
    private record Mutant(Op right, int input, Fault fault) implements MultiOp {
        @Override
        public String torchName() {
            return right.torchName();
        }

        @Override
        public Tensor[] run(Tensor[] inputs) {
            return right.run(inputs);
        }

        @Override
        public @Nullable Tensor grad(int i, @Nullable Tensor[] g, Saved s) {
            @Nullable Tensor[] together = right.gradAll(g, s);
            Tensor grad = together == null ? right.grad(i, g, s) : together[i];
            return i != input || grad == null ? grad : fault.plant(grad);
        }

        @Override
        public @Nullable Tensor[] jvp(@Nullable Tensor[] t, Saved s) {
            @Nullable Tensor[] tangents = right.jvp(t, s);
            for (int k = 0; input == -1 && k < tangents.length; k++) {
                Tensor tangent = tangents[k];
                tangents[k] = tangent == null ? null : fault.plant(tangent);
            }
            return tangents;
        }

        @Override
        public int reads(int i) {
            return right.reads(i);
        }

        @Override
        public int edges(int inputs) {
            return right.edges(inputs);
        }

        @Override
        public boolean isView() {
            return right.isView();
        }

        @Override
        public boolean differentiable(int k) {
            return right.differentiable(k);
        }

        @Override
        public Map<String, Object> parameters() {
            return right.parameters();
        }
    }

    private record Plant(Sample sample, int input, Fault fault) {
        List<String> problems() {
            return Differences.problems(sample.with(new Mutant(sample.op(), input, fault)));
        }

        @Override
        public String toString() {
            return fault + (input < 0 ? " in the tangent" : " in input " + input) + ": " + sample;
        }
    }

    private static List<Plant> plants() {
        var plants = new ArrayList<Plant>();
        for (Sample sample : Samples.all()) {
            boolean tangent = false;
            for (int i = 0; i < sample.inputs().size(); i++) {
                if (sample.differentiable(i) && Differences.varies(sample, i)) {
                    tangent = true;
                    for (Fault fault : Fault.values()) {
                        plants.add(new Plant(sample, i, fault));
                    }
                }
            }
            if (tangent) {
                plants.add(new Plant(sample, -1, Fault.A_THOUSANDTH_MORE));
            }
        }
        return plants;
    }

    @TestFactory
    Stream<DynamicTest> aPlantedErrorIsFound() {
        return plants().stream()
                .map(plant ->
                        DynamicTest.dynamicTest(
                                plant.toString(), () -> assertThat(plant.problems()).isNotEmpty()));
    }

    @Test
    void errorsArePlantedInMostOperations() {
        assertThat(plants().stream().map(p -> p.sample().op().getClass()).distinct())
                .hasSizeGreaterThan(80);
    }

    @Test
    void theWrapperItselfIsNoError() {
        for (Sample sample : Samples.all()) {
            var unharmed = sample.with(new Mutant(sample.op(), 99, Fault.MISSING));
            assertThat(Differences.problems(unharmed)).as(sample.toString()).isEmpty();
        }
    }
}
