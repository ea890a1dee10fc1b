package jgrad.bench;

/// How long a workload is run.
enum Effort {
    /// Results are compared, nothing is timed.
    CHECK(0, 0, 0, 0, 0),
    QUICK(300_000_000L, 2_000_000_000L, 3, 80_000_000L, 2),
    FULL(1_000_000_000L, 6_000_000_000L, 5, 250_000_000L, 4);

    /// Nanoseconds for jgrad before anything is timed, whatever happens; libtorch, which nobody
    /// compiles, gets a quarter.
    final long warmUp;

    /// Nanoseconds after which the compilers are not waited for any longer.
    final long longestWarmUp;

    /// Turns that each side gets.
    final int rounds;

    /// Nanoseconds of a turn.
    final long turn;

    /// In a turn, however long they take.
    final int leastSamples;

    Effort(long warmUp, long longestWarmUp, int rounds, long turn, int leastSamples) {
        this.warmUp = warmUp;
        this.longestWarmUp = longestWarmUp;
        this.rounds = rounds;
        this.turn = turn;
        this.leastSamples = leastSamples;
    }
}
