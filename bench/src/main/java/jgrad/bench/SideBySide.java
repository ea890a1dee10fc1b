package jgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Workloads of a family in a process of their own.
///
/// @param peer whether libtorch takes part
/// @param scalar whether jgrad runs without the Vector API
record SideBySide(
        List<Workload> items,
        Effort effort,
        int threads,
        Settings settings,
        boolean peer,
        boolean scalar)
        implements Job {

    @Override
    public void run(Consumer<Row> told) {
        try {
            Path errors = Files.createTempFile("jgrad-bench", ".log");
            try {
                run(told, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Consumer<Row> told, Path errors) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of(effort.name(), Integer.toString(threads), Boolean.toString(peer)));
        for (Workload item : items) {
            arguments.addAll(List.of(item.family(), item.name()));
        }
        var builder =
                new ProcessBuilder(
                        Jvm.command(effort != Effort.CHECK, !scalar, Child.class, arguments));
        builder.redirectError(errors.toFile());
        settings.apply(builder.environment(), threads);
        Process process = builder.start();
        int done = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Child.RESULT)) {
                    told.accept(Row.parse(line.substring(Child.RESULT.length())));
                    done++;
                }
            }
        } finally {
            process.destroy();
        }
        for (Workload item : items.subList(done, items.size())) {
            told.accept(
                    new Row(
                            item.family(),
                            item.name(),
                            threads,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            "its process ended: " + lastWords(errors)));
        }
    }

    private static String lastWords(Path errors) throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.startsWith("WARNING:"))
                .limit(3)
                .reduce((a, b) -> a + "; " + b)
                .orElse("it said nothing");
    }
}
