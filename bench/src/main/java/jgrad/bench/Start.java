package jgrad.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// How long a process takes from its start to its end, which comes with its first gradient.
record Start(Effort effort, boolean scalar) implements Job {
    static final Figure PROGRAM =
            Figure.time(
                    "start",
                    "java: process with its first gradient",
                    Target.time(300e6),
                    "beside it, the same through libtorch's Java binding, from a warm disk cache");
    static final Figure LAUNCHER =
            Figure.time(
                    "start",
                    "./jgrad run: the same from source, compiled on the way",
                    Target.time(1e9),
                    "what the launcher adds is the difference to the row above");

    private static final String SOURCE =
            """
            void main() {
                var w = tensor(2.0).requiresGrad_();
                w.mul(tensor(3.0)).add(tensor(1.0)).relu().backward();
                IO.println(w.grad());
            }
            """;

    @Override
    public List<Figure> items() {
        return scalar ? List.of(PROGRAM) : List.of(PROGRAM, LAUNCHER);
    }

    @Override
    public void run(Consumer<Row> told) {
        try {
            double[] ours = times(program(FirstGradient.class, Jvm.library(!scalar)));
            double[] theirs =
                    times(
                            program(
                                    TheirFirstGradient.class,
                                    List.of("--enable-native-access=ALL-UNNAMED")));
            told.accept(row(PROGRAM, ours, scalar ? Double.NaN : median(theirs)));
            if (!scalar) {
                told.accept(launcher());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Row launcher() throws IOException {
        Path launcher = Path.of(System.getProperty("jgrad.root", "."), "jgrad");
        Path source = Files.createTempFile("First", ".java");
        try {
            Files.writeString(source, SOURCE);
            double[] times =
                    times(List.of(launcher.toAbsolutePath().toString(), "run", source.toString()));
            return row(LAUNCHER, times, Double.NaN);
        } finally {
            Files.delete(source);
        }
    }

    /// Without the flags of a long run: nobody starts a small program with them.
    private static List<String> program(Class<?> main, List<String> options) {
        var command = new ArrayList<String>();
        command.add(Jvm.java());
        command.addAll(options);
        command.addAll(List.of("-cp", Jvm.classPath(), main.getName()));
        return command;
    }

    private double[] times(List<String> command) throws IOException {
        var times = new double[effort == Effort.FULL ? 21 : 7];
        for (int i = -1; i < times.length; i++) { // the first fills caches
            long start = System.nanoTime();
            int exit = run(command);
            if (exit != 0) {
                throw new IOException("exit code " + exit + " of " + command);
            }
            if (i >= 0) {
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static int run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a benchmark was interrupted", e);
        }
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static Row row(Figure figure, double[] sorted, double theirs) {
        double spread =
                (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / median(sorted);
        return new Row(
                figure.family(), figure.name(), 1, median(sorted), theirs, spread, Double.NaN, "");
    }
}
