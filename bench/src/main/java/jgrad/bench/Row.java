package jgrad.bench;

/// What was measured of one workload with one number of threads.
///
/// @param ours median nanoseconds a step of jgrad; NaN if it was not timed
/// @param theirs that of libtorch; NaN if there is none
/// @param spread the distance of the quartiles as a part of the median, the worse of the two
/// @param bytes allocated by jgrad in a step
/// @param fault what is wrong with the results; empty if nothing
record Row(
        String family,
        String name,
        int threads,
        double ours,
        double theirs,
        double spread,
        double bytes,
        String fault) {

    /// A row without times.
    static Row failed(Item item, int threads, String fault) {
        double none = Double.NaN;
        return new Row(item.family(), item.name(), threads, none, none, none, none, fault);
    }

    double ratio() {
        return theirs / ours;
    }

    boolean sameWork(Row other) {
        return family.equals(other.family) && name.equals(other.name) && threads == other.threads;
    }

    /// The better of two runs under different settings, of each side by itself.
    Row best(Row other) {
        return new Row(
                family,
                name,
                threads,
                least(ours, other.ours),
                least(theirs, other.theirs),
                least(spread, other.spread),
                least(bytes, other.bytes),
                fault.isEmpty() ? other.fault : fault);
    }

    private static double least(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    /// One line, from which [#parse] reads it back in another process.
    String line() {
        return String.join(
                "\t",
                family,
                name,
                Integer.toString(threads),
                Double.toString(ours),
                Double.toString(theirs),
                Double.toString(spread),
                Double.toString(bytes),
                fault.replaceAll("\\s+", " "));
    }

    static Row parse(String line) {
        String[] f = line.split("\t", -1);
        return new Row(
                f[0],
                f[1],
                Integer.parseInt(f[2]),
                Double.parseDouble(f[3]),
                Double.parseDouble(f[4]),
                Double.parseDouble(f[5]),
                Double.parseDouble(f[6]),
                f[7]);
    }
}
