package jgrad.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// libtorch through its C++ interface.
final class TorchPeer implements Measured.Peer {
    private final Workload workload;
    private final AutoGradMode mode;
    private final PointerScope scope;

    /// What the last step gave. A compiler cannot know that nobody reads it.
    @SuppressWarnings({"unused", "UnusedVariable"})
    private volatile Tensor @Nullable [] sink;

    TorchPeer(Workload workload, int threads) {
        Torch.setThreads(threads);
        this.workload = workload;
        mode = new AutoGradMode(workload.records());
        scope = new PointerScope();
    }

    @Override
    public List<float[]> results(int steps) {
        Workload.Theirs side = workload.theirs();
        var results = new ArrayList<float[]>();
        for (int step = 0; step < steps; step++) {
            for (Tensor t : side.step()) {
                results.add(Torch.floats(t));
            }
        }
        return results;
    }

    @Override
    public Runnable step() {
        Workload.Theirs side = workload.theirs();
        return () -> {
            try (var _ = new PointerScope()) {
                sink = side.step();
            }
        };
    }

    @Override
    public void close() {
        scope.close();
        mode.close();
    }
}
