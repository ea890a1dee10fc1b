package jgrad.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `jgrad run FILE.java`: what `java FILE.java` does, with the library.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a Java program of one file with the library.",
            "A compact source file (Java 25) is enough: a main method, without a class around it."
        },
        footer =
                "The library's packages, and the methods of Tensors and Autograd, are imported"
                        + " already.")
final class Run implements Callable<Integer> {
    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "Further classes: folders and jars, separated as in CLASSPATH.")
    private String classPath = "";

    @Parameters(index = "0", paramLabel = "FILE.java", description = "The program.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What its main receives.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            System.err.println(
                    Files.isDirectory(file)
                            ? "jgrad: " + file + " is a folder; name the .java file in it to run."
                            : "jgrad: there is no file " + file.toAbsolutePath().normalize() + ".");
            return ExitCode.USAGE;
        }
        var program = Compilation.compile(file, classPath);
        if (program.isEmpty()) {
            return ExitCode.SOFTWARE; // the compiler has said why
        }
        return program.get().run(arguments) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
