package jgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A process that writes a [Row] per item, on a line of its own.
///
/// @param environment changes the variables that it is given
record RowProcess(List<String> command, Consumer<Map<String, String>> environment) {
    /// How a line begins that is a row; anything else that is written is no concern of ours.
    private static final String MARK = "jgrad-bench-row\t";

    /// Writes a row, in the process.
    static void tell(Row row) {
        System.out.println(MARK + row.line());
        System.out.flush();
    }

    /// Runs it and tells its rows. For items it has not come to, its last words are the fault.
    void run(List<? extends Item> items, int threads, Consumer<Row> told) {
        try {
            Path errors = Files.createTempFile("jgrad-bench", ".log");
            try {
                int done = run(errors, told);
                for (Item item : items.subList(Math.min(done, items.size()), items.size())) {
                    told.accept(Row.failed(item, threads, "its process ended: " + last(errors)));
                }
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(Path errors, Consumer<Row> told) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        environment.accept(builder.environment());
        Process process = builder.start();
        int done = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    told.accept(Row.parse(line.substring(MARK.length())));
                    done++;
                }
            }
        } finally {
            process.destroy();
        }
        return done;
    }

    private static String last(Path errors) throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.startsWith("WARNING:"))
                .limit(3)
                .reduce((a, b) -> a + "; " + b)
                .orElse("it said nothing");
    }
}
