package jgrad.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The official build of libtorch, as far as DJL's operations reach: without derivatives.
public final class OfficialTorch implements Measured.Peer {
    private final NDManager manager;
    private final Supplier<NDArray> work;

    /// What the last step gave. A compiler cannot know that nobody reads it.
    @SuppressWarnings({"unused", "UnusedVariable"})
    private volatile @Nullable NDArray sink;

    /// @param work gets a manager, which holds what it makes as inputs, and gives the step, whose
    ///   result alone it makes
    public OfficialTorch(int threads, Function<NDManager, Supplier<NDArray>> work) {
        // Nothing is downloaded: the library lies in a jar of the class path and is unpacked, once.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", folder().toString());
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        manager = Engine.getEngine("PyTorch").newBaseManager();
        this.work = work.apply(manager);
    }

    private static Path folder() {
        return Path.of(System.getProperty("jgrad.root", "."), "target", "jgrad", "djl");
    }

    @Override
    public List<float[]> results(int steps) {
        var results = new ArrayList<float[]>();
        for (int step = 0; step < steps; step++) {
            try (NDArray result = work.get()) {
                results.add(result.toFloatArray());
            }
        }
        return results;
    }

    @Override
    public Runnable step() {
        return () -> {
            try (NDArray result = work.get()) {
                sink = result;
            }
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
