package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;

/// The process that trains for 100,000 steps. It writes four numbers: bytes of heap at the end and
/// after 1,000 steps, nanoseconds of a step at the end and after 10,000.
public final class TrainingForLong {
    private static final int STEPS = 100_000;
    private static final int BLOCK = 1_000;
    private static final int WARM = 10_000;

    private TrainingForLong() {}

    public static void main(String[] args) {
        var mlp = new OurMlp(32, 16, 64, 10);
        var times = new long[BLOCK];
        long early = 0;
        double warm = 0;
        for (int i = 1; i <= STEPS; i++) {
            long start = System.nanoTime();
            step(mlp);
            times[i % BLOCK] = System.nanoTime() - start;
            if (i == BLOCK) {
                early = heap();
            }
            if (i == WARM) {
                warm = median(times);
            }
        }
        double late = median(times);
        System.out.println(heap());
        System.out.println(early);
        System.out.println(late);
        System.out.println(warm);
        System.exit(0);
    }

    private static void step(OurMlp mlp) {
        mlp.loss().backward();
        try (var _ = Autograd.noGrad()) {
            for (Tensor p : mlp.parameters) {
                p.add_(Objects.requireNonNull(p.grad()), -0.01);
                p.setGrad(null);
            }
        }
    }

    /// Of what only soft and weak references hold, a second collection takes what the first left.
    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
