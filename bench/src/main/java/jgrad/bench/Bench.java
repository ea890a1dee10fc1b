package jgrad.bench;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// The command: which workloads, in which processes, and what is written at the end.
@Command(
        name = "jgrad bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures jgrad beside libtorch: the same work in one process, results compared first.",
            "Products of matrices are also measured beside the official build of libtorch.",
            "Without FAMILY, all of them are run; --list names them."
        })
public final class Bench implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FAMILY", arity = "0..*", description = "Families of workloads.")
    private List<String> families = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Only workloads whose name contains it.")
    private String only = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Numbers of threads, for both libraries (default: 1,2).")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--quick",
            description = "Fewer workloads, shorter runs: under ten minutes, with --scalar too.")
    private boolean quick;

    @Option(
            names = "--check",
            description = "Time nothing; only compare results, and bits at 1, 2, 3 and 8 threads.")
    private boolean check;

    @Option(
            names = "--scalar",
            description =
                    "Also measure jgrad on a class path without the Vector API, on the least number"
                            + " of threads: two more columns.")
    private boolean scalar;

    @Option(names = "--markdown", description = "Print the table as Markdown, with the machine.")
    private boolean markdown;

    @Option(names = "--write", description = "Also write it to bench/RESULTS.md.")
    private boolean write;

    @Option(names = "--list", description = "Name the workloads and their targets.")
    private boolean list;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        for (String family : families) {
            if (!Catalogue.families().contains(family)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no family " + family + "; there are " + Catalogue.families());
            }
        }
        List<Item> items = chosen();
        if (list) {
            items.forEach(item ->
                    System.out.printf(
                            "%-12s %-60s %s%n", item.family(), item.name(), item.target()));
            return CommandLine.ExitCode.OK;
        }
        var table = new Table();
        measure(Plan.of(items, effort(), threads, scalar), table);
        String report = Report.markdown(table, spec.commandLine().getParseResult().originalArgs());
        System.out.print(markdown ? report : Report.head() + "\n" + table.text());
        if (write) {
            Path file = Path.of(System.getProperty("jgrad.root", "."), "bench", "RESULTS.md");
            Files.writeString(file, report);
            System.err.println("written: " + file);
        }
        return table.sound() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Effort effort() {
        return check ? Effort.CHECK : quick ? Effort.QUICK : Effort.FULL;
    }

    private List<Item> chosen() {
        return Catalogue.all().stream()
                .filter(item -> families.isEmpty() || families.contains(item.family()))
                .filter(item -> item.name().contains(only))
                .filter(item -> !quick || !item.onlyInFull())
                .toList();
    }

    private static void measure(List<Job> jobs, Table table) {
        int rows = jobs.stream().mapToInt(job -> job.items().size()).sum();
        try (ProgressBar bar = bar(rows)) {
            for (Job job : jobs) {
                bar.setExtraMessage(job.items().get(0).family());
                job.run(row -> {
                    table.add(row, job.scalar());
                    bar.step();
                });
            }
        }
    }

    private static ProgressBar bar(int rows) {
        return new ProgressBarBuilder()
                .setTaskName("bench")
                .setInitialMax(rows)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Terminal.isError() ? 500 : 20_000)
                .build();
    }
}
