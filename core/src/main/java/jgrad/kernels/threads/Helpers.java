package jgrad.kernels.threads;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// The helper threads and the job they watch. Threads are started when first needed and never stop;
/// they are daemons.
///
/// Note [Hand-over]: a helper that has just worked watches for the next job for a while, because a
/// parked thread takes tens of microseconds to come back and kernels follow each other closely. It
/// must not watch for ever: on a small machine it would hold the core that the JIT compiler and the
/// garbage collector need. So it first spins, then yields its core between looks, then parks.
final class Helpers {
    private static final long SPIN_NANOS = 10_000;
    private static final long WATCH_NANOS = 60_000;
    private static final int LOOKS_PER_CLOCK = 16;

    private volatile Job job = Job.NONE;
    private volatile Helper[] threads = {};

    /// Shows a job to as many helpers as it wants. One caller at a time.
    void start(Job next) {
        int wanted = next.helpers();
        if (wanted > threads.length) {
            grow(wanted);
        }
        job = next;
        for (int i = 0; i < wanted; i++) {
            threads[i].wake();
        }
    }

    /// Lets go of the job, and so of the arrays its task holds.
    void clear() {
        job = Job.NONE;
    }

    private void grow(int wanted) {
        Helper[] more = Arrays.copyOf(threads, wanted);
        for (int i = threads.length; i < wanted; i++) {
            more[i] = new Helper(i);
            more[i].thread.start();
        }
        threads = more;
    }

    private final class Helper implements Runnable {
        private final int index;
        private final Thread thread;
        private volatile boolean parked;

        Helper(int index) {
            this.index = index;
            this.thread =
                    Thread.ofPlatform()
                            .name("jgrad-kernels-" + (index + 1))
                            .daemon()
                            .inheritInheritableThreadLocals(false)
                            .unstarted(this);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            while (true) {
                awaitJob().work();
            }
        }

        @SuppressWarnings(
                "ThreadPriorityCheck") // yields so as not to starve the compiler's threads
        private Job awaitJob() {
            long start = System.nanoTime();
            for (int look = 1; ; look++) {
                Job seen = job;
                if (index < seen.helpers() && seen.hasWork()) {
                    return seen;
                }
                if (look % LOOKS_PER_CLOCK != 0) {
                    Thread.onSpinWait();
                    continue;
                }
                long waited = System.nanoTime() - start;
                if (waited > WATCH_NANOS) {
                    park();
                    start = System.nanoTime();
                } else if (waited > SPIN_NANOS) {
                    Thread.yield();
                }
            }
        }

        /// The flag goes up before the last look and the caller reads it after showing the job, so
        /// one sees the other.
        private void park() {
            parked = true;
            Job seen = job;
            if (index >= seen.helpers() || !seen.hasWork()) {
                LockSupport.park(Helpers.this);
            }
            parked = false;
        }
    }
}
