package jgrad.bench;

import jgrad.bench.work.TrainingForLong;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/// A training that goes on and on: neither its memory nor its steps may grow.
record LongTraining() implements Job {
    static final Figure HEAP =
            new Figure(
                    "long",
                    "heap after 100,000 training steps, beside 1,000",
                    new Target.Growth(0.02),
                    true,
                    true,
                    "bytes in use after a collection; beside it, after 1,000 steps of the same"
                            + " run");
    static final Figure STEP =
            new Figure(
                    "long",
                    "step after 100,000 training steps, beside 10,000",
                    new Target.Growth(0.1),
                    false,
                    true,
                    "median of the thousand steps before; beside it, of those before 10,000");

    @Override
    public List<Figure> items() {
        return List.of(HEAP, STEP);
    }

    @Override
    public void run(Consumer<Row> told) {
        double[] found;
        try {
            found = measure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        told.accept(row(HEAP, found[0], found[1]));
        told.accept(row(STEP, found[2], found[3]));
    }

    private static double[] measure() throws IOException {
        Process process =
                new ProcessBuilder(Jvm.command(true, true, TrainingForLong.class, List.of()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var found = new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < found.length; i++) {
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                found[i] = Double.parseDouble(line);
            }
        }
        return found;
    }

    private static Row row(Figure figure, double late, double early) {
        String fault = Double.isNaN(late) ? "its process ended early" : "";
        return new Row(
                figure.family(), figure.name(), 1, late, early, Double.NaN, Double.NaN, fault);
    }
}
