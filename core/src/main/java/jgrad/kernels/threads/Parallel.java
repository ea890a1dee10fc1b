package jgrad.kernels.threads;

import java.util.concurrent.atomic.AtomicBoolean;

/// The one pool of threads that kernels share.
///
/// A range is cut into chunks of `grain` indices whatever the number of threads, so a kernel that
/// keeps one partial result per chunk gives the same bits on any machine. The caller works too, and
/// takes every chunk that no helper has started, so a helper that is late costs nothing. One call
/// at a time has the helpers; a call that finds them taken (from another user thread, or from
/// inside a chunk) runs its chunks itself.
public final class Parallel {
    private static final Helpers HELPERS = new Helpers();
    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    private static volatile int threads =
            Runtime.getRuntime().availableProcessors(); // knows a container's limit

    private Parallel() {}

    /// A loop over part of a range.
    @FunctionalInterface
    public interface RangeTask {
        void run(int from, int to);
    }

    /// The number of threads a kernel may use, the caller's included.
    public static int numThreads() {
        return threads;
    }

    /// Changes how many threads kernels started from now on may use, for the whole process.
    ///
    /// @throws IllegalArgumentException if `n` is not positive
    public static void setNumThreads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException(
                    "set_num_threads expects a positive integer, but got " + n);
        }
        threads = n;
    }

    /// Runs `task` over `[0, grain)`, `[grain, 2 * grain)`, ... up to `n`, in any order and on
    /// several threads, and returns when all of it is done. If chunks throw, the exception of the
    /// first of them (by index) is thrown here.
    public static void forRange(int n, int grain, RangeTask task) {
        assert n >= 0 && grain > 0 : n + " by " + grain;
        if (n <= grain) {
            if (n > 0) {
                task.run(0, n);
            }
            return;
        }
        int chunks = (n - 1) / grain + 1;
        int helpers = Math.min(threads, chunks) - 1;
        if (helpers == 0 || !TAKEN.compareAndSet(false, true)) {
            runAlone(n, grain, task);
            return;
        }
        try {
            Job job = new Job(n, grain, chunks, helpers, task);
            HELPERS.start(job);
            try {
                job.work();
                job.await();
            } finally {
                HELPERS.clear();
            }
            job.rethrow();
        } finally {
            TAKEN.set(false);
        }
    }

    private static void runAlone(int n, int grain, RangeTask task) {
        int from = 0;
        while (n - from > grain) {
            task.run(from, from + grain);
            from += grain;
        }
        task.run(from, n);
    }
}
