package jgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlanTest {
    @Test
    void aProcessHoldsOneBuildOfLibtorch() {
        List<SideBySide> jobs = sideBySide(true);
        assertThat(jobs)
                .allSatisfy(job ->
                        assertThat(job.items())
                                .extracting(Measured::library)
                                .containsOnly(job.items().get(0).library()))
                .anyMatch(job -> job.items().get(0).library() == Measured.Library.OFFICIAL_BUILD)
                .anyMatch(job -> job.items().get(0).library() == Measured.Library.OPENBLAS_BUILD);
    }

    @Test
    void everyWorkloadIsRunWithEveryNumberOfThreads() {
        for (int threads : new int[] {1, 2}) {
            assertThat(
                            sideBySide(false).stream()
                                    .filter(job -> job.threads() == threads)
                                    .flatMap(job -> job.items().stream())
                                    .distinct())
                    .containsExactlyElementsOf(
                            Catalogue.all().stream()
                                    .filter(Measured.class::isInstance)
                                    .map(Measured.class::cast)
                                    .toList());
        }
    }

    @Test
    void theColumnWithoutVectorsHasEveryWorkloadOnceAndNoPeer() {
        List<SideBySide> scalar = sideBySide(true).stream().filter(SideBySide::scalar).toList();
        assertThat(scalar)
                .allSatisfy(job -> assertThat(job.peer()).isFalse())
                .extracting(SideBySide::threads)
                .containsOnly(1);
        assertThat(scalar.stream().flatMap(job -> job.items().stream()))
                .containsExactlyElementsOf(
                        Catalogue.all().stream()
                                .filter(Measured.class::isInstance)
                                .map(Measured.class::cast)
                                .filter(m -> m.library() == Measured.Library.OPENBLAS_BUILD)
                                .toList());
        assertThat(sideBySide(false)).noneMatch(SideBySide::scalar);
    }

    private static List<SideBySide> sideBySide(boolean scalar) {
        return Plan.of(Catalogue.all(), Effort.QUICK, List.of(1, 2), scalar).stream()
                .filter(SideBySide.class::isInstance)
                .map(SideBySide.class::cast)
                .toList();
    }
}
