package jgrad.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
        subcommands = {Tour.class, Repl.class, Run.class, Bench.class})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

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
        return new CommandLine(new Main()).setStopAtPositional(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
