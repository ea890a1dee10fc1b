package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class TourTest {
    @Test
    void writesThePicturesAndAPageThatHoldsThem(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("new");
        Outcome tour = Outcome.of("tour", "--out", out.toString());
        assertThat(tour.exit()).isZero();
        String page = Files.readString(out.resolve("tour.html"));
        for (String name : new String[] {"forward.svg", "backward.svg"}) {
            Path picture = out.resolve(name);
            assertThat(tour.out()).contains(picture.toAbsolutePath().toString());
            assertThat(page).contains(Files.readString(picture));
        }
        assertThat(Files.readString(out.resolve("forward.svg"))).contains("u = 6.", "v = 7.");
        assertThat(Files.readString(out.resolve("backward.svg")))
                .contains("w.grad = 3.", "grad = 3.");
    }

    @Test
    void plainPrintsOnlyTheCells() {
        Outcome tour = Outcome.of("tour", "--plain");
        assertThat(tour.exit()).isZero();
        assertThat(tour.out()).startsWith("# cell 1\n# cell 2\ntensor(1.)\ntensor(3.)\n# cell 3\n");
    }

    @Test
    void saysWhereItCannotWrite(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Outcome tour = Outcome.of("tour", "--out", file.resolve("inside").toString());
        assertThat(tour.exit()).isEqualTo(1);
        assertThat(tour.err()).startsWith("jgrad: cannot write to ").contains("--out DIR");
    }
}
