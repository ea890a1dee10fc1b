package jgrad.kernels.threads;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// One parallel loop: chunks are handed out in order from a counter, to whoever asks.
final class Job {
    /// Long enough for a helper that is running to finish a usual chunk; one that lost its core
    /// takes milliseconds.
    private static final int SPINS_BEFORE_PARK = 2_000;

    /// What the pool shows when there is nothing to do.
    static final Job NONE = new Job(0, 1, 0, 0, (from, to) -> {});

    private final int n;
    private final int grain;
    private final int chunks;
    private final int helpers;
    private final Parallel.RangeTask task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private volatile @Nullable Thread parked;

    private volatile int failedChunk = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    Job(int n, int grain, int chunks, int helpers, Parallel.RangeTask task) {
        this.n = n;
        this.grain = grain;
        this.chunks = chunks;
        this.helpers = helpers;
        this.task = task;
        this.unfinished = new AtomicInteger(chunks);
    }

    int helpers() {
        return helpers;
    }

    boolean hasWork() {
        return next.get() < chunks;
    }

    /// Runs chunks until none is left to start.
    void work() {
        int done = 0;
        for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
            run(chunk);
            done++;
        }
        if (done > 0 && unfinished.addAndGet(-done) == 0) {
            LockSupport.unpark(parked);
        }
    }

    private void run(int chunk) {
        if (chunk > failedChunk) {
            return; // a plain loop would not have come this far
        }
        int from = chunk * grain;
        try {
            task.run(from, chunk == chunks - 1 ? n : from + grain);
        } catch (Throwable t) {
            fail(chunk, t);
        }
    }

    /// Keeps the failure a plain loop would have met first. Chunks start in order, so all before it
    /// have been started.
    private synchronized void fail(int chunk, Throwable t) {
        if (chunk < failedChunk) {
            failure = t;
            failedChunk = chunk;
        }
    }

    /// Returns when every chunk has been run. The caller calls it, after its own [#work].
    void await() {
        for (int i = 0; unfinished.get() > 0; i++) {
            if (i < SPINS_BEFORE_PARK) {
                Thread.onSpinWait();
            } else if (Thread.interrupted()) {
                awaitInterrupted();
            } else {
                parked = Thread.currentThread();
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                }
            }
        }
    }

    /// An interrupted thread cannot park, and a loop over arrays cannot stop half way.
    private void awaitInterrupted() {
        try {
            await();
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    void rethrow() {
        if (failure != null) {
            throw Job.<RuntimeException>unchecked(failure);
        }
    }

    /// A chunk throws nothing checked, except where a language other than Java wrote it; that
    /// passes as it is.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable t) throws T {
        throw (T) t;
    }
}
