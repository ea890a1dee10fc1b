package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The verdicts on all lines of one operation, as a row of the table.
record Report(
        String operation,
        int cases,
        int passed,
        Map<String, Integer> skipped,
        List<String> failures) {
    static Report of(Operation operation) {
        List<JsonNode> lines = Recorded.lines(operation.name());
        int passed = 0;
        var skipped = new TreeMap<String, Integer>();
        var failures = new ArrayList<String>();
        for (JsonNode line : lines.subList(1, lines.size())) {
            switch (CaseRun.of(operation, line)) {
                case Verdict.Passed _ -> passed++;
                case Verdict.Skipped s -> skipped.merge(s.reason(), 1, Integer::sum);
                case Verdict.Failed f ->
                        failures.add(
                                line.get("id").asText() + ": " + String.join("; ", f.problems()));
            }
        }
        return new Report(operation.name(), lines.size() - 1, passed, skipped, failures);
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-28s %6s %6s %6s %7s  %s",
                "operation",
                "cases",
                "passed",
                "failed",
                "skipped",
                "why");
    }

    String row() {
        var reasons = new ArrayList<String>();
        skipped.forEach((reason, n) -> reasons.add(n + " " + reason));
        return String.format(
                Locale.ROOT,
                "%-28s %6d %6d %6d %7d  %s",
                operation,
                cases,
                passed,
                failures.size(),
                skips(),
                String.join(", ", reasons));
    }

    private int skips() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    static String total(List<Report> reports) {
        return String.format(
                Locale.ROOT,
                "%-28s %6d %6d %6d %7d",
                reports.size() + " operations",
                reports.stream().mapToInt(Report::cases).sum(),
                reports.stream().mapToInt(Report::passed).sum(),
                reports.stream().mapToInt(r -> r.failures().size()).sum(),
                reports.stream().mapToInt(Report::skips).sum());
    }

    /// Prints the table; arguments name the operations, else all are run.
    public static void main(String[] args) {
        System.out.println(header());
        for (Operation operation : Calls.all()) {
            if (args.length == 0 || List.of(args).contains(operation.name())) {
                Report report = of(operation);
                System.out.println(report.row());
                report.failures().forEach(failure -> System.out.println("    " + failure));
            }
        }
    }
}
