package jgrad.data;

import jgrad.autograd.Autograd;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// The batches of one epoch, in order, some of them ahead of time.
///
/// A batch has a virtual thread of its own, of which only so many run at a time. Nothing has to be
/// closed: if the loop ends early, what was begun ends by itself.
final class Epoch<B> implements Iterator<B> {
    private final DataLoader.Source<B> source;
    private final List<int[]> batches;
    private final long seed;
    private final int depth;
    private final Semaphore workers;
    private final ArrayDeque<FutureTask<B>> ahead = new ArrayDeque<>();
    private int begun;
    private int delivered;

    Epoch(DataLoader.Source<B> source, List<int[]> batches, long seed, int workers, int prefetch) {
        this.source = source;
        this.batches = batches;
        this.seed = seed;
        this.workers = new Semaphore(workers);
        depth = Math.multiplyExact(workers, prefetch);
        begin();
    }

    private void begin() {
        while (begun < batches.size() && begun - delivered < depth) {
            int[] indices = batches.get(begun++);
            var task = new FutureTask<B>(Autograd.inheritModes(() -> load(indices)));
            ahead.add(task);
            Thread.ofVirtual().name("data-loader-" + begun).start(task);
        }
    }

    private B load(int[] indices) throws InterruptedException {
        workers.acquire();
        try {
            return source.load(indices, seed);
        } finally {
            workers.release();
        }
    }

    @Override
    public boolean hasNext() {
        return delivered < batches.size();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        if (depth == 0) {
            return source.load(batches.get(delivered++), seed);
        }
        FutureTask<B> task = ahead.remove();
        delivered++;
        begin();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw LoadingException.from(e, delivered - 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadingException("DataLoader: interrupted while waiting for a batch", e);
        }
    }
}
