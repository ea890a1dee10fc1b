package jgrad.conformance;

import jgrad.Warnings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Runs recorded cases of PyTorch and compares what jgrad does.
///
/// A folder has `ops/*.jsonl.gz`, and perhaps `promotion.json` and `printing.json`; or it holds the
/// recordings of operations itself.
public final class Conformance {
    private final Path folder;
    private final List<String> only;
    private final Deviations deviations = Deviations.documented();

    /// @param only names of operations; none for all, with promotion and printing
    public Conformance(Path folder, List<String> only) {
        this.folder = folder;
        this.only = List.copyOf(only);
    }

    /// Runs, and prints the tables.
    ///
    /// @param failures whether to print what differed, too
    /// @param bar whether `err` is a terminal, on which a progress bar can grow
    /// @return whether nothing failed
    public boolean run(PrintStream out, PrintStream err, boolean failures, boolean bar)
            throws IOException {
        List<Report> reports = reports(err, bar);
        if (reports.isEmpty()) {
            throw new IOException("there are no recordings in " + folder);
        }
        Tables.byOperation(reports).forEach(out::println);
        out.println();
        if (failures) {
            for (Report report : reports) {
                report.failures().forEach(out::println);
            }
            out.println();
        }
        Tables.byCategory(reports).forEach(out::println);
        out.println();
        Tally total = Tables.total(reports, _ -> true);
        out.printf(
                "%d passed, %d failed, %d skipped%n",
                total.passed(), total.failed() + total.missing(), total.excluded());
        return total.whole();
    }

    /// One report per recording, in the order of their names; at work are as many threads as there
    /// are processors.
    List<Report> reports(PrintStream err, boolean bar) throws IOException {
        List<Path> files = files();
        var progress = new Progress(err, bar, files.size());
        Warnings.handle(_ -> {});
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var tasks = new ArrayList<Callable<Report>>();
            for (Path file : files) {
                tasks.add(() -> {
                    Report report = Report.of(OpFile.read(file), deviations);
                    progress.step(report.name());
                    return report;
                });
            }
            var reports = new ArrayList<Report>();
            for (var future : pool.invokeAll(tasks)) {
                reports.add(future.get());
            }
            if (only.isEmpty()) {
                // Both change settings of the whole process, so that nothing else may run.
                PromotionTables.run(folder, deviations).ifPresent(reports::add);
                PrintedTensors.run(folder, deviations).ifPresent(reports::add);
            }
            return reports;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            progress.clear();
            Warnings.handle(null);
        }
    }

    private List<Path> files() throws IOException {
        Path ops = folder.resolve("ops");
        try (Stream<Path> files = Files.list(Files.isDirectory(ops) ? ops : folder)) {
            return files.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
                    .filter(this::wanted)
                    .sorted()
                    .toList();
        }
    }

    /// `mul` also asks for `mul__variant`.
    private boolean wanted(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.jsonl(\\.gz)?$", "");
        return only.isEmpty()
                || only.stream().anyMatch(o -> name.equals(o) || name.startsWith(o + "__"));
    }
}
