package jgrad.conformance;

import java.util.EnumMap;
import java.util.Map;

/// Counts outcomes.
final class Tally {
    private final Map<Check.Outcome, Integer> counts = new EnumMap<>(Check.Outcome.class);

    void add(Check.Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    void add(Tally other) {
        other.counts.forEach((outcome, n) -> counts.merge(outcome, n, Integer::sum));
    }

    int of(Check.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    int passed() {
        return of(Check.Outcome.PASSED);
    }

    int failed() {
        return of(Check.Outcome.FAILED);
    }

    int missing() {
        return of(Check.Outcome.MISSING);
    }

    int excluded() {
        return of(Check.Outcome.EXCLUDED);
    }

    /// Whether nothing failed or is missing.
    boolean whole() {
        return failed() + missing() == 0;
    }

    /// The share of what was compared, in percent, cut off rather than rounded up to 100.
    String share() {
        int compared = passed() + failed() + missing();
        if (compared == 0) {
            return "-";
        }
        long perMille = passed() * 1000L / compared;
        return perMille / 10 + "." + perMille % 10 + " %";
    }
}
