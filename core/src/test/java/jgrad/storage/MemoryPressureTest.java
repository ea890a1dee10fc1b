package jgrad.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jgrad.DType;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// What lies in the stores of arrays: not more than the limit, and nothing when a program needs the
/// memory.
class MemoryPressureTest {
    private static final int MEGABYTE = (1 << 20) / Float.BYTES;

    @Test
    void aThreadKeepsNoMoreThanTheLimit() {
        withLimit(
                5 << 20,
                () -> {
                    for (int i = 0; i < 8; i++) {
                        Spares.give(new float[MEGABYTE]);
                    }
                    assertThat(Spares.held()).isEqualTo(5 << 20);
                    Spares.give(new double[MEGABYTE]);
                    assertThat(Spares.held()).isEqualTo(5 << 20);
                });
    }

    /// Else a service whose batches change their size would fill its store with the old ones.
    @Test
    void sizesNoLongerAskedForMakeRoomForOthers() {
        withLimit(
                5 << 20,
                () -> {
                    Spares.give(new float[MEGABYTE / 2]);
                    for (int i = 0; i < 5; i++) {
                        Spares.give(new float[MEGABYTE / 4]);
                    }
                    float[] often = new float[MEGABYTE];
                    for (int step = 0; step < 6; step++) {
                        Spares.give(often);
                        Spares.give(new double[MEGABYTE / 2 - 1000 * step]);
                        assertThat(Spares.take(DType.FLOAT32, MEGABYTE)).isSameAs(often);
                    }
                    assertThat(Spares.take(DType.FLOAT32, MEGABYTE / 2)).isNull();
                    assertThat(Spares.held()).isBetween(1L << 20, 5L << 20);
                });
    }

    @Test
    void emptyShelvesDoNotPileUp() {
        withLimit(
                1 << 30,
                () -> {
                    for (int size = 2000; size < 3000; size++) {
                        Spares.give(new float[size]);
                    }
                    assertThat(Spares.take(DType.FLOAT32, 2000)).isNull();
                    assertThat(Spares.take(DType.FLOAT32, 2999)).isNotNull();
                    long left = 0;
                    for (int size = 2999 - 255; size < 2999; size++) {
                        left += size * 4L;
                    }
                    assertThat(Spares.held()).isEqualTo(left);
                });
    }

    /// In a thread of its own, which keeps nothing yet.
    private static void withLimit(long most, Runnable test) {
        long limit = Spares.limit();
        Spares.setLimit(most);
        try (var thread = Executors.newSingleThreadExecutor()) {
            assertThat(thread.submit(test)).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            Spares.setLimit(limit);
        }
    }

    @Test
    void theCollectorTakesAllOfItBeforeMemoryRunsOut()
            throws IOException, InterruptedException, URISyntaxException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = root(Spares.class) + File.pathSeparator + root(MemoryPressureTest.class);
        Process process =
                new ProcessBuilder(
                                java,
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-cp",
                                classPath,
                                Hungry.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("36 MB needed, 7 + 24 MB kept before, 0 + 0 after");
    }

    private static Path root(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /// Fills both stores in a heap of 64 MB, and then needs 36 MB for itself.
    static final class Hungry {
        private Hungry() {}

        public static void main(String[] args) {
            Spares.setLimit(24 << 20);
            for (int i = 0; i < 30; i++) {
                Spares.give(new float[MEGABYTE]);
            }
            List<float[]> scratch = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                scratch.add(Pool.floats(MEGABYTE << i % 2));
            }
            scratch.forEach(Pool::giveBack);
            scratch.clear();
            String before = (Pool.held() >> 20) + " + " + (Spares.held() >> 20);
            List<float[]> needed = new ArrayList<>();
            while (needed.size() < 36) {
                needed.add(new float[MEGABYTE]);
            }
            System.out.printf(
                    "%d MB needed, %s MB kept before, %d + %d after%n",
                    needed.size(), before, Pool.held(), Spares.held());
        }
    }
}
