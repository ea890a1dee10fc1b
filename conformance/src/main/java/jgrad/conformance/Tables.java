package jgrad.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The tables of a run.
final class Tables {
    private static final String ROW = "%-46s %8s %8s %8s %8s %9s";

    private Tables() {}

    private static String head(String first) {
        return String.format(
                Locale.ROOT, ROW, first, "passed", "failed", "missing", "excluded", "");
    }

    private static String row(String name, Tally t) {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                t.passed(),
                t.failed(),
                t.missing(),
                t.excluded(),
                t.share());
    }

    /// A row per recording.
    static List<String> byOperation(List<Report> reports) {
        var lines = new java.util.ArrayList<String>();
        lines.add(head("operation"));
        reports.forEach(r -> lines.add(row(r.name(), r.total())));
        return lines;
    }

    /// A row per category: of all, of the core tier, and of the extended one.
    static List<String> byCategory(List<Report> reports) {
        var lines = new java.util.ArrayList<String>();
        boolean mixed =
                reports.stream().anyMatch(Report::core) && !reports.stream().allMatch(Report::core);
        lines.add(head("category"));
        for (Category category : Category.values()) {
            tier(lines, category, "", reports, _ -> true);
            if (mixed) {
                tier(lines, category, "    core", reports, Report::core);
                tier(lines, category, "    extended", reports, r -> !r.core());
            }
        }
        lines.add(row("all", total(reports, _ -> true)));
        if (mixed) {
            lines.add(row("    core", total(reports, Report::core)));
            lines.add(row("    extended", total(reports, r -> !r.core())));
        }
        return lines;
    }

    private static void tier(
            List<String> lines,
            Category category,
            String tier,
            List<Report> reports,
            Predicate<Report> which) {
        var sum = new Tally();
        reports.stream()
                .filter(which)
                .map(r -> r.tallies().get(category))
                .forEach(t -> {
                    if (t != null) {
                        sum.add(t);
                    }
                });
        boolean any = Arrays.stream(Check.Outcome.values()).anyMatch(o -> sum.of(o) > 0);
        if (any) {
            lines.add(row(tier.isEmpty() ? category.title() : tier, sum));
        }
    }

    static Tally total(List<Report> reports, Predicate<Report> which) {
        var total = new Tally();
        reports.stream().filter(which).forEach(r -> total.add(r.total()));
        return total;
    }
}
