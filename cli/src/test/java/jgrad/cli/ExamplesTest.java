package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Every program of the folder `examples`, as `./jgrad run` runs it.
class ExamplesTest {
    private static final Path FOLDER = Path.of("..", "examples");

    @TempDir private Path folder;

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theExamplePrintsWhatTheFileBesideItSays(Path program) throws IOException {
        Outcome outcome = Outcome.of("run", program.toString(), folder.toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out().replaceAll("0x[0-9a-f]+", "0x..."))
                .isEqualTo(Files.readString(beside(program, ".out")));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theExampleNamesTheCommandThatRunsIt(Path program) throws IOException {
        assertThat(Files.readString(program))
                .contains("//     ./jgrad run examples/" + program.getFileName());
    }

    @Test
    void picturesAreWrittenWhereTheArgumentSays() throws IOException {
        Outcome.of("run", FOLDER.resolve("Pictures.java").toString(), folder.toString());
        for (String name : List.of("network.svg", "gradients.svg")) {
            assertThat(Files.readString(folder.resolve(name))).contains("<svg", "</svg>");
        }
    }

    private static Path beside(Path program, String extension) {
        String name = program.getFileName().toString();
        return program.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
    }
}
