package jgrad.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Environments that libtorch is run in. Which is its best differs from load to load, so it is run
/// in several, and its best time counts.
enum Settings {
    /// What a user has who sets nothing.
    DEFAULTS(Map.of()),
    /// The C library keeps freed memory instead of giving it back to the system, as jgrad's heap
    /// does.
    MEMORY_KEPT(keepMemory()),
    /// Also, idle threads of OpenMP and OpenBLAS sleep instead of spinning against each other.
    MEMORY_KEPT_THREADS_SLEEP(
            with(
                    keepMemory(),
                    Map.of("OMP_WAIT_POLICY", "passive", "OPENBLAS_THREAD_TIMEOUT", "10")));

    /// Set to another processor's name or cache, these halve OpenBLAS.
    private static final List<String> HARMFUL = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private final Map<String, String> variables;

    Settings(Map<String, String> variables) {
        this.variables = variables;
    }

    private static Map<String, String> keepMemory() {
        return Map.of(
                "MALLOC_MMAP_THRESHOLD_", "4000000000",
                "MALLOC_TRIM_THRESHOLD_", "8000000000",
                "MALLOC_TOP_PAD_", "268435456");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new java.util.HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    void apply(Map<String, String> environment, int threads) {
        environment.keySet().removeAll(HARMFUL);
        environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        environment.put("MKL_NUM_THREADS", Integer.toString(threads));
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.putAll(variables);
    }

    static List<Settings> forRun(Effort effort, int threads, Measured.Library library) {
        var list = new ArrayList<Settings>();
        if (effort == Effort.FULL) {
            list.add(DEFAULTS);
        }
        // Where there is no second library to spin against, OpenMP's threads do better awake.
        if (effort == Effort.FULL || threads == 1 || library == Measured.Library.OFFICIAL_BUILD) {
            list.add(MEMORY_KEPT);
        }
        if (threads > 1) {
            list.add(MEMORY_KEPT_THREADS_SLEEP);
        }
        return list;
    }
}
