package jgrad.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `jgrad bench`: builds the module `bench`, which nothing else needs, and hands it all arguments.
@Command(name = "bench", description = "Measures jgrad beside libtorch on this machine.")
final class Bench implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = root();
        Path module = root.resolve("bench");
        if (!Files.isRegularFile(module.resolve("pom.xml"))) {
            System.err.println(
                    "jgrad: there is no " + module + "; run ./jgrad bench in a clone of jgrad.");
            return ExitCode.SOFTWARE;
        }
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(Files.readString(module.resolve("README.md")));
            return ExitCode.OK;
        }
        Path built = root.resolve("target").resolve("jgrad").resolve("bench-built");
        if (stale(root, built) && !build(root, built)) {
            return ExitCode.SOFTWARE;
        }
        var command =
                new ArrayList<>(
                        List.of(
                                java(),
                                "-Djgrad.root=" + root,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(module.resolve("target").resolve("quick")),
                                "jgrad.bench.Bench"));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The launcher copies this module's jar to `target/jgrad/modules` of the clone.
    static Path root() {
        try {
            Path jar =
                    Path.of(
                            Bench.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return jar.resolve("../../../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean stale(Path root, Path built) throws IOException {
        if (!Files.exists(built)) {
            return true;
        }
        FileTime time = Files.getLastModifiedTime(built);
        for (Path source :
                List.of(
                        root.resolve("pom.xml"),
                        root.resolve("core/pom.xml"),
                        root.resolve("core/src/main"),
                        root.resolve("bench/pom.xml"),
                        root.resolve("bench/src/main"))) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean build(Path root, Path built) throws IOException, InterruptedException {
        Path log = built.resolveSibling("bench-build.log");
        Path started = built.resolveSibling("bench-started");
        System.err.print(
                "jgrad: building the benchmarks (the first time, Maven downloads libtorch, 230 MB)"
                        + " ... ");
        Files.deleteIfExists(started);
        Files.createFile(started);
        var builder =
                new ProcessBuilder(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-Dstyle.color=never",
                        "-Pbench",
                        "-Dgates.skip=true",
                        "-Dmaven.test.skip=true",
                        "-pl",
                        "bench",
                        "-am",
                        "package");
        builder.directory(root.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        if (builder.start().waitFor() != 0) {
            System.err.println("failed");
            try (Stream<String> lines = Files.lines(log)) {
                lines.filter(line -> line.startsWith("[ERROR]"))
                        .limit(20)
                        .forEach(System.err::println);
            }
            System.err.println("jgrad: the build failed; all that Maven said is in " + log);
            return false;
        }
        Files.move(started, built, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        System.err.println("done");
        return true;
    }

    private static String classPath(Path target) throws IOException {
        try (Stream<Path> own = Files.list(target);
                Stream<Path> libraries = Files.list(target.resolve("libraries"))) {
            return Stream.concat(own, libraries)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
