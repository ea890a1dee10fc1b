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

    /// Our own value late in a run, beside that early on, and no more than this part above it.
    record Growth(double most) implements Target {
        @Override
        public boolean reachedBy(Row row) {
            return row.ours() <= row.theirs() * (1 + most);
        }

        @Override
        public String toString() {
            return "< +" + Units.percent(most);
        }
    }

    static Target ratio(double least) {
        return new Ratio(least);
    }

    static Target time(double nanos) {
        return new Time(nanos);
    }
}
