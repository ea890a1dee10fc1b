package jgrad.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;

/// The command `jgrad`: it only chooses among its subcommands.
@Command(
        name = "jgrad",
        mixinStandardHelpOptions = true,
        version = "jgrad 0.1.0-SNAPSHOT",
        description = "PyTorch's tensors and automatic differentiation, in Java.",
        footerHeading = "Environment:%n",
        footer = {
            "  JGRAD_JAVA_HOME     the JDK to use, 25 or later (else JAVA_HOME, PATH, usual"
                    + " folders)",
            "  JGRAD_JAVA_OPTIONS  options for the JVM, such as -Xmx8g"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Tour.class, Repl.class, Run.class, Bench.class, ConformanceCommand.class})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--jdk",
            description = "Prints the folder of the JDK that commands run on, and does no more.")
    private boolean jdk; // the script answers it, so that nothing is built for it

    private Main() {}

    /// Runs a command. Ends the process only when the command failed: after a program that went
    /// well, threads that it started may still be at work.
    public static void main(String[] args) {
        int exit = commandLine().execute(args);
        if (exit != CommandLine.ExitCode.OK) {
            System.exit(exit);
        }
    }

    static CommandLine commandLine() {
        CommandLine main =
                new CommandLine(new Main())
                        .setStopAtPositional(true)
                        .setParameterExceptionHandler(Main::refuse);
        CommandLine conformance = Objects.requireNonNull(main.getSubcommands().get("conformance"));
        conformance.setStopAtPositional(false);
        return main;
    }

    /// Says what is wrong and, of a command that is nearly one, which was meant.
    private static int refuse(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        String given = arguments.length == 0 ? "" : arguments[0];
        Optional<String> meant = Spelling.nearest(given, line.getSubcommands().keySet());
        if (e instanceof UnmatchedArgumentException && meant.isPresent()) {
            err.println(
                    "jgrad: there is no command '"
                            + given
                            + "'. Did you mean './jgrad "
                            + meant.get()
                            + "'?");
            return line.getCommandSpec().exitCodeOnInvalidInput();
        }
        err.println(e.getMessage());
        line.usage(err);
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        if (jdk) {
            System.out.println(System.getProperty("java.home"));
            return;
        }
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
