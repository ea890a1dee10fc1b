package jgrad.bench;

/// What is asked of a workload.
public sealed interface Target {
    /// Whether a row reaches it.
    boolean reachedBy(Row row);

    /// libtorch's time over ours, or more.
    record Ratio(double least) implements Target {
        @Override
        public boolean reachedBy(Row row) {
            return row.ratio() >= least;
        }

        @Override
        public String toString() {
            return Units.number(least) + "x";
        }
    }

    /// Our own time, or less.
    record Time(double nanos) implements Target {
        @Override
        public boolean reachedBy(Row row) {
            return row.ours() <= nanos;
        }

        @Override
        public String toString() {
            return "< " + Units.time(nanos);
        }
    }

    static Target ratio(double least) {
        return new Ratio(least);
    }

    static Target time(double nanos) {
        return new Time(nanos);
    }
}
