package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RunTest {
    @TempDir private Path folder;

    @Test
    void aCompactSourceFileNeedsNoImports() throws IOException {
        Path file =
                write(
                        "promote.java",
                        """
                        void main() {
                            IO.println(tensor(3.0).requiresGrad_());
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(new Outcome(0, "tensor(3., requires_grad=True)\n", ""));
    }

    @Test
    void theProgramsOwnImportsComeBeforeTheLibrarys() throws IOException {
        Path file =
                write(
                        "Own.java",
                        """
                        import java.util.function.*;
                        void main() {
                            Function<Integer, Tensor> ones = n -> Tensors.ones(n);
                            IO.println(ones.apply(2).add(tensor(1)));
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(new Outcome(0, "tensor([2., 2.])\n", ""));
    }

    @Test
    void moduleIsWhatItIsInJavaUnlessTheProgramHasItsOwn() throws IOException {
        Path net =
                write(
                        "net.java",
                        """
                        class Twice extends Module1 {
                            public Tensor forward(Tensor x) { return x.mul(2); }
                        }
                        void main() {
                            IO.println(new Twice().call(tensor(2.0)));
                            Module base = Object.class.getModule();
                            IO.println(base.getName());
                        }
                        """);
        assertThat(Outcome.of("run", net.toString()))
                .isEqualTo(new Outcome(0, "tensor(4.)\njava.base\n", ""));
        Path own =
                write(
                        "own.java",
                        """
                        class Main { static void main() { IO.println(new Module(1)); } }
                        record Module(int x) {}
                        """);
        assertThat(Outcome.of("run", own.toString()).out()).isEqualTo("Module[x=1]\n");
    }

    @Test
    void argumentsBehindTheFileAreTheProgramsOwn() throws IOException {
        Path file =
                write(
                        "Echo.java",
                        """
                        public class Other {
                            public static void main(String[] args) {
                                System.out.println(String.join("|", args));
                            }
                        }
                        """);
        assertThat(Outcome.of("run", file.toString(), "--help", "a b", "-x").out())
                .isEqualTo("--help|a b|-x\n");
    }

    @Test
    void classesBesideTheFileAreFound() throws IOException {
        write("app/parts/Part.java", "package app.parts; public record Part(int size) {}");
        Path file =
                write(
                        "app/Main.java",
                        """
                        #!/usr/bin/env -S jgrad run
                        package app;
                        import app.parts.Part;
                        class Main {
                            static void main() { System.out.println(new Part(3)); }
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(new Outcome(0, "Part[size=3]\n", ""));
    }

    @Test
    void compilerErrorsNameTheLineOfTheFile() throws IOException {
        Path file = write("Wrong.java", "import java.util.*;\n\nvoid main() {\n    nope();\n}\n");
        Outcome outcome = Outcome.of("run", file.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).startsWith(file + ":4: error: cannot find symbol");
    }

    @Test
    void theTraceOfAnExceptionEndsInTheProgram() throws IOException {
        Path file =
                write(
                        "Fails.java",
                        """
                        void main() {
                            throw new IllegalStateException("on purpose");
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                """
                                Exception in thread "main" java.lang.IllegalStateException: on purpose
                                \tat Fails.main(Fails.java:2)
                                """));
    }

    @Test
    void anErrorOnTheFirstLineShowsTheLineAsItStands() throws IOException {
        Path file = write("First.java", "void main() { nope(); }\n");
        assertThat(Outcome.of("run", file.toString()).err())
                .startsWith(
                        file
                                + """
                                :1: error: cannot find symbol
                                void main() { nope(); }
                                              ^
                                """);
    }

    @Test
    void theTraceHasTheProgramsLinesAndWhatTheyCalled() throws IOException {
        Path file =
                write(
                        "Shapes.java",
                        """
                        Tensor product(Tensor a) {
                            return a.mm(a);
                        }

                        void main() {
                            product(ones(2, 3));
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()).err().lines().skip(1))
                .hasSize(3)
                .satisfiesExactly(
                        called -> assertThat(called).contains("LinearAlgebra.mm("),
                        line -> assertThat(line).isEqualTo("\tat Shapes.product(Shapes.java:2)"),
                        line -> assertThat(line).isEqualTo("\tat Shapes.main(Shapes.java:6)"));
    }

    @Test
    void theCausesOfAnomalyModeAreCutAsWell() throws IOException {
        Path file =
                write(
                        "Anomaly.java",
                        """
                        void main() {
                            Warnings.handle(_ -> {});
                            var x = tensor(0.0).requiresGrad_();
                            try (var _ = detectAnomaly()) {
                                x.sqrt().mul(0).backward();
                            } finally {
                                Warnings.handle(null);
                            }
                        }
                        """);
        assertThat(Outcome.of("run", file.toString()).err())
                .contains("Caused by:", "at Anomaly.main(Anomaly.java:5)")
                .doesNotContain("picocli")
                .doesNotContain("jgrad.engine");
    }

    @Test
    void aProgramWithoutMainIsRefused() throws IOException {
        Path file = write("Empty.java", "class Empty { private static void main() {} }");
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(new Outcome(1, "", "jgrad: Empty has no main method\n"));
    }

    @Test
    void aMissingFileIsNamedWithTheFolderWhereItWasLookedFor() {
        Path file = folder.resolve("nowhere.java");
        assertThat(Outcome.of("run", file.toString()))
                .isEqualTo(new Outcome(2, "", "jgrad: there is no file " + file + ".\n"));
    }

    @Test
    void aFolderIsNotRun() {
        assertThat(Outcome.of("run", folder.toString()))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "jgrad: "
                                        + folder
                                        + " is a folder; name the .java file in it to run.\n"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
