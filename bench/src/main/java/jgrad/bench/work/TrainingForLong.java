package jgrad.bench.work;

import jgrad.Tensor;
import jgrad.autograd.Autograd;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;

import javax.management.JMException;
import javax.management.ObjectName;

/// The process that trains for 100,000 steps. It writes four numbers: bytes of heap at the end and
/// after 1,000 steps, nanoseconds of a step at the end and after 10,000.
public final class TrainingForLong {
    private static final int STEPS = 100_000;
    private static final int BLOCK = 1_000;
    private static final int WARM = 10_000;

    private TrainingForLong() {}

    public static void main(String[] args) throws JMException {
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

    /// Bytes of the objects that are reachable, by the JVM's histogram: what it calls the heap in
    /// use has gaps, which the collector closes when it likes.
    private static long heap() throws JMException {
        System.gc();
        String histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        String[] total = histogram.substring(histogram.lastIndexOf("Total")).strip().split(" +");
        return Long.parseLong(total[2].strip());
    }

    private static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
