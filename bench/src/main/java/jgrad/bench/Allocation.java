package jgrad.bench;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What a step allocates on the heap, in all threads.
final class Allocation {
    private static final int STEPS = 20;

    private Allocation() {}

    static double perStep(Runnable step) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return (double) (threads.getTotalThreadAllocatedBytes() - before) / STEPS;
    }
}
