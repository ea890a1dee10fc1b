package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A start as ./jgrad makes it, in a JVM of its own.
class LaunchTest {
    @TempDir private Path folder;

    @Test
    void theVectorApiServesAndNothingIsSaidAboutIt() throws Exception {
        Path program = folder.resolve("Sum.java");
        Files.writeString(program, "void main() { print(ones(1000).exp().log().sum()); }");
        assertThat(start("run", program.toString()))
                .isEqualTo(new Outcome(0, "tensor(1000.)\n", ""));
    }

    private Outcome start(String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-exports",
                                "java.base/jdk.internal.module=jgrad.launch",
                                "--module-path",
                                modulePath(),
                                "--module",
                                "jgrad.launch/jgrad.launch.Launch"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        int exit =
                process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Outcome(exit, Files.readString(out), Files.readString(err));
    }

    /// The tests' module path leaves out what no module of theirs requires.
    private static String modulePath() {
        return System.getProperty("jdk.module.path")
                + File.pathSeparator
                + System.getProperty("java.class.path");
    }
}
