package jgrad.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Times one side of a workload.
final class Stopwatch {
    /// A sample is at least this long, so that reading the clock costs nothing beside it.
    private static final double SAMPLE = 1e6;

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private final Runnable step;
    private int stepsPerSample = 1;
    private double[] samples = new double[0];

    Stopwatch(Runnable step) {
        this.step = step;
    }

    /// Runs untimed, at least for a while, and until the compilers have had nothing to do and steps
    /// have not become quicker for two turns; finds out how many steps make a sample.
    void warmUp(long least, long most) {
        long start = System.nanoTime();
        long turn = Math.max(least / 4, 1);
        double best = Double.MAX_VALUE;
        int calm = 0;
        while (System.nanoTime() - start < least || calm < 2 && System.nanoTime() - start < most) {
            long compiled = COMPILERS.getTotalCompilationTime();
            double each = each(turn);
            boolean settled = each > 0.95 * best && COMPILERS.getTotalCompilationTime() == compiled;
            calm = settled ? calm + 1 : 0;
            best = Math.min(best, each);
        }
        stepsPerSample = (int) Math.clamp(Math.ceil(SAMPLE / Math.max(best, 1)), 1, 1_000_000);
    }

    private double each(long nanos) {
        long start = System.nanoTime();
        long steps = 0;
        do {
            step.run();
            steps++;
        } while (System.nanoTime() - start < nanos);
        return (double) (System.nanoTime() - start) / steps;
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
