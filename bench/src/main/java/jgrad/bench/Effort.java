package jgrad.bench;

/// How long a workload is run.
enum Effort {
    /// Results are compared, nothing is timed.
    CHECK(0, 0, 0, 0),
    QUICK(400_000_000L, 3, 90_000_000L, 2),
    FULL(1_500_000_000L, 5, 250_000_000L, 4);

    /// Nanoseconds for the compilers to settle, for jgrad; libtorch gets a quarter.
    final long warmUp;

    /// Turns that each side gets.
    final int rounds;

    /// Nanoseconds of a turn.
    final long turn;

    /// In a turn, however long they take.
    final int leastSamples;

    Effort(long warmUp, int rounds, long turn, int leastSamples) {
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.turn = turn;
        this.leastSamples = leastSamples;
    }
}
