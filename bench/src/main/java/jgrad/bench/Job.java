package jgrad.bench;

import java.util.List;
import java.util.function.Consumer;

/// A part of a run, in one process or a few.
interface Job {
    /// What it measures.
    List<? extends Item> items();

    /// Measures, and tells each row as soon as it is known. A row that cannot be measured is told
    /// with its fault.
    void run(Consumer<Row> told);

    /// Whether its times are of the JVM without vectors.
    default boolean scalar() {
        return false;
    }
}
