package jgrad.bench;

import java.util.Arrays;

/// Times one side of a workload.
final class Stopwatch {
    /// A sample is at least this long, so that reading the clock costs nothing beside it.
    private static final long SAMPLE = 1_000_000;

    private final Runnable step;
    private int stepsPerSample = 1;
    private double[] samples = new double[0];

    Stopwatch(Runnable step) {
        this.step = step;
    }

    /// Runs for a while untimed, and finds out how many steps make a sample.
    void warmUp(long nanos) {
        long start = System.nanoTime();
        long steps = 0;
        long spent;
        long last;
        do {
            long before = System.nanoTime();
            step.run();
            steps++;
            spent = System.nanoTime() - start;
            last = System.nanoTime() - before;
        } while (spent < nanos);
        double each = Math.min((double) spent / steps, (double) last);
        stepsPerSample =
                (int) Math.clamp(Math.ceil((double) SAMPLE / Math.max(each, 1)), 1, 1_000_000);
    }

    /// Takes samples for a while.
    void turn(long nanos, int least) {
        long start = System.nanoTime();
        int taken = 0;
        while (taken < least || System.nanoTime() - start < nanos) {
            long before = System.nanoTime();
            for (int i = 0; i < stepsPerSample; i++) {
                step.run();
            }
            add((double) (System.nanoTime() - before) / stepsPerSample);
            taken++;
        }
    }

    private void add(double sample) {
        samples = Arrays.copyOf(samples, samples.length + 1);
        samples[samples.length - 1] = sample;
    }

    double median() {
        return quantile(0.5);
    }

    /// The distance of the quartiles as a part of the median.
    double spread() {
        return (quantile(0.75) - quantile(0.25)) / median();
    }

    private double quantile(double q) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
