package jgrad.cli;

import jgrad.conformance.Conformance;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `jgrad conformance`: what PyTorch was recorded to do, compared with what jgrad does.
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Runs recorded cases of PyTorch and compares values, derivatives, node names and more.",
            "",
            "'missing' is what jgrad cannot do yet, which counts as failed; 'excluded' is what"
                    + " Java's types rule out or docs/deviations.md names. The exit status is 1 if"
                    + " anything failed."
        })
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of recordings (default: those of the project).")
    private @Nullable Path folder;

    @Option(names = "--failures", description = "Print what differed, a line each.")
    private boolean failures;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Run these operations only, such as mul or nn.functional.linear.")
    private List<String> only = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Path recordings =
                folder == null ? Bench.root().resolve("conformance").resolve("golden") : folder;
        if (!Files.isDirectory(recordings)) {
            System.err.println("jgrad: there is no folder " + recordings);
            return ExitCode.USAGE;
        }
        boolean bar = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        try {
            var conformance = new Conformance(recordings, only);
            return conformance.run(System.out, System.err, failures, bar) ? 0 : 1;
        } catch (IOException e) {
            System.err.println("jgrad: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }
}
