package jgrad.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table with what is needed to judge it.
final class Report {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Report() {}

    static String markdown(Table table, List<String> arguments) {
        return """
        # jgrad beside libtorch

        Command: `%s`, on %s.

        %s

        Times are medians of a step, ratios are libtorch's over ours, spread is the distance of the quartiles
        as a part of the median, the worse of the two. libtorch runs in the same process, on the same inputs and as
        many threads, its tensors released after every step, as jgrad's are by a StepScope where they are large; its time is the best under several settings (C library keeping freed memory or not, idle
        threads sleeping or spinning), ours likewise. Rows "beside the official build" have that one in libtorch's
        place, in a process of their own, where jgrad was measured again. The columns "without vectors", if they are there,
        have jgrad's time on a class path without the Vector API and libtorch's over that. Results are compared before anything is timed, and jgrad's must
        have the same bits with 1, 2, 3 and 8 threads.

        %s\
        """
                .formatted(
                        String.join(" ", command(arguments)),
                        LocalDate.now(ZoneOffset.UTC),
                        head().strip(),
                        table.markdown());
    }

    private static List<String> command(List<String> arguments) {
        var command = new java.util.ArrayList<>(List.of("./jgrad", "bench"));
        command.addAll(arguments);
        return command;
    }

    /// The machine and the flags, in words.
    static String head() {
        return "%s, %d processors for this process; %s, %s; JVM flags %s; libtorch %s.%n"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        "JDK " + Runtime.version(),
                        String.join(" ", Jvm.FLAGS),
                        libtorch());
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException noSuchFile) {
            return System.getProperty("os.arch");
        }
    }

    /// The versions, from the names of the jars that have them.
    private static String libtorch() {
        return version("pytorch-([0-9.]+-[0-9.]+)\\.jar")
                + " (org.bytedeco:pytorch, OpenBLAS); official build "
                + version("pytorch-native-cpu-([0-9.]+)-.*\\.jar")
                + " (ai.djl.pytorch, MKL)";
    }

    private static String version(String jar) {
        Pattern pattern = Pattern.compile(jar);
        return Arrays.stream(Jvm.classPath().split(File.pathSeparator))
                .map(entry -> pattern.matcher(Path.of(entry).getFileName().toString()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("of unknown version");
    }
}
