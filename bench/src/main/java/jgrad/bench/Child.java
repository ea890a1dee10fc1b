package jgrad.bench;

import jgrad.StepScope;
import jgrad.Tensor;
import jgrad.autograd.Autograd;
import jgrad.kernels.threads.Parallel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The process that measures one family with one number of threads.
final class Child {
    private static final int[] THREADS = {1, 2, 3, 8};

    /// Steps whose results are compared: the second sees whether the first wrote what it should.
    private static final int COMPARED = 2;

    private final Effort effort;
    private final int threads;
    private final boolean withPeer;

    /// What the last step gave. A compiler cannot know that nobody reads it.
    @SuppressWarnings({"unused", "UnusedVariable"})
    private volatile @Nullable Object sink;

    private Child(Effort effort, int threads, boolean withPeer) {
        this.effort = effort;
        this.threads = threads;
        this.withPeer = withPeer;
    }

    /// Arguments: effort, threads, whether libtorch takes part, then the names of workloads, each
    /// after its family.
    public static void main(String[] args) {
        var child =
                new Child(
                        Effort.valueOf(args[0]),
                        Integer.parseInt(args[1]),
                        Boolean.parseBoolean(args[2]));
        for (int i = 3; i < args.length; i += 2) {
            RowProcess.tell(child.row(Catalogue.measured(args[i], args[i + 1])));
        }
        System.exit(0); // libtorch's threads would have us wait
    }

    private Row row(Measured workload) {
        try (var _ = workload.records() ? Autograd.enableGrad() : Autograd.noGrad()) {
            return withPeer ? beside(workload) : alone(workload);
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            return Row.failed(workload, threads, e.toString());
        }
    }

    private Row row(
            Measured w, double ours, double theirs, double spread, double bytes, String fault) {
        return new Row(w.family(), w.name(), threads, ours, theirs, spread, bytes, fault);
    }

    private Row alone(Measured workload) {
        String fault = bitsFault(workload);
        Runnable step = ours(workload);
        var watch = new Stopwatch(step);
        if (effort != Effort.CHECK) {
            watch.warmUp(effort.warmUp, effort.longestWarmUp);
            for (int round = 0; round < effort.rounds; round++) {
                watch.turn(effort.turn, effort.leastSamples);
            }
        }
        double bytes = effort == Effort.CHECK ? Double.NaN : Allocation.perStep(step);
        return row(workload, watch.median(), Double.NaN, watch.spread(), bytes, fault);
    }

    private Row beside(Measured workload) {
        String fault = bitsFault(workload);
        try (Measured.Peer peer = workload.peer(threads)) {
            if (fault.isEmpty()) {
                fault =
                        Comparison.faults(
                                ourResults(workload), peer.results(COMPARED), workload.tolerance());
            }
            Runnable ours = ours(workload);
            var our = new Stopwatch(ours);
            var their = new Stopwatch(peer.step());
            if (effort != Effort.CHECK && fault.isEmpty()) {
                our.warmUp(effort.warmUp, effort.longestWarmUp);
                their.warmUp(effort.warmUp / 4, effort.warmUp / 4);
                for (int round = 0; round < effort.rounds; round++) {
                    settle();
                    our.turn(effort.turn, effort.leastSamples);
                    settle();
                    their.turn(effort.turn, effort.leastSamples);
                }
            }
            double bytes = effort == Effort.CHECK ? Double.NaN : Allocation.perStep(ours);
            double spread = Math.max(our.spread(), their.spread());
            return row(workload, our.median(), their.median(), spread, bytes, fault);
        }
    }

    /// The other side's helper threads spin for a while after their last work.
    private static void settle() {
        try {
            Thread.sleep(15);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a benchmark was interrupted", e);
        }
    }

    private Runnable ours(Measured workload) {
        Measured.Ours side = workload.ours();
        if (!workload.scoped()) {
            return () -> sink = side.step();
        }
        return () -> {
            try (var _ = StepScope.open()) {
                sink = side.step();
            }
        };
    }

    /// Runs with several numbers of threads, which must not make a difference, and leaves the
    /// number that was asked for.
    private String bitsFault(Measured workload) {
        Supplier<List<float[]>> run = () -> ourResults(workload);
        Parallel.setNumThreads(threads);
        List<float[]> expected = run.get();
        String fault = "";
        for (int n : THREADS) {
            Parallel.setNumThreads(n);
            if (n != threads && !Comparison.sameBits(run.get(), expected)) {
                fault = "other bits with " + n + " threads than with " + threads;
            }
        }
        Parallel.setNumThreads(threads);
        return fault;
    }

    private static List<float[]> ourResults(Measured workload) {
        Measured.Ours side = workload.ours();
        var results = new ArrayList<float[]>();
        for (int step = 0; step < COMPARED; step++) {
            try (@Nullable StepScope _ = workload.scoped() ? StepScope.open() : null) {
                for (Tensor t : side.step()) {
                    results.add(t.toFloatArray());
                }
            }
        }
        return results;
    }
}
