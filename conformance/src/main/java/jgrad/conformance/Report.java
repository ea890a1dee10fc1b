package jgrad.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The outcomes of one recording.
///
/// @param name the recording
/// @param core whether it belongs to the core tier
/// @param tallies by category
/// @param failures what differed, a line each
record Report(String name, boolean core, Map<Category, Tally> tallies, List<String> failures) {
    static Report empty(String name, boolean core) {
        return new Report(name, core, new EnumMap<>(Category.class), new ArrayList<>());
    }

    void add(String id, Check check) {
        tallies.computeIfAbsent(check.category(), _ -> new Tally()).add(check.outcome());
        if (check.outcome() == Check.Outcome.FAILED || check.outcome() == Check.Outcome.MISSING) {
            failures.add(id + " " + check.category().title() + ": " + check.detail());
        }
    }

    Tally total() {
        var total = new Tally();
        tallies.values().forEach(total::add);
        return total;
    }

    static Report of(OpFile file, Deviations deviations) {
        var report = empty(file.name(), file.core());
        Operation operation = Operations.find(file.function());
        for (var line : file.cases()) {
            String id = line.path("id").asText(file.name());
            for (Check check : CaseRun.of(file, operation, line, deviations)) {
                report.add(id, check);
            }
        }
        return report;
    }
}
