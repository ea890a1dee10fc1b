package jgrad.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every recorded case. What `done.txt` lists must pass, but for the categories that stand behind a
/// name; the rest is counted. The list may only grow, and the exceptions only shrink: after a run
/// `target/done.txt` has all that could stand there, and `target/conformance.txt` the tables.
class RecordedOpsTest {
    private static final Path DONE = Path.of("src/test/resources/done.txt");
    private static List<Report> reports = List.of();

    @BeforeAll
    static void run() throws IOException {
        reports = new Conformance(Recorded.FOLDER, List.of()).reports(System.err, false);
        Files.createDirectories(Path.of("target"));
        var lines = new ArrayList<String>(Tables.byOperation(reports));
        lines.addAll(Tables.byCategory(reports));
        reports.forEach(report -> lines.addAll(report.failures()));
        Files.write(Path.of("target/conformance.txt"), lines);
        Files.write(Path.of("target/done.txt"), possible());
    }

    /// A name, and the titles of the categories in which it may fail.
    private record Line(String name, List<String> exceptions) {
        static Line of(String text) {
            String[] parts = text.split(": ");
            return new Line(
                    parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(", ")));
        }

        static Line of(Report report) {
            return new Line(
                    report.name(),
                    report.tallies().entrySet().stream()
                            .filter(e -> !e.getValue().whole())
                            .map(e -> e.getKey().title())
                            .toList());
        }

        List<String> unexpected(Report report) {
            return report.failures().stream()
                    .filter(f -> exceptions.stream().noneMatch(e -> f.contains(" " + e + ": ")))
                    .toList();
        }

        @Override
        public String toString() {
            return exceptions.isEmpty() ? name : name + ": " + String.join(", ", exceptions);
        }
    }

    private static List<String> possible() {
        return reports.stream()
                .filter(report -> report.total().passed() > 0)
                .map(report -> Line.of(report).toString())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> whatIsDonePasses() throws IOException {
        var byName = reports.stream().collect(Collectors.toMap(Report::name, Function.identity()));
        return Files.readAllLines(DONE).stream()
                .map(Line::of)
                .map(line ->
                        dynamicTest(
                                line.toString(),
                                () ->
                                        assertThat(line.unexpected(byName.get(line.name)))
                                                .isEmpty()));
    }

    @Test
    void theListNamesRecordings() throws IOException {
        List<String> names =
                Files.readAllLines(DONE).stream().map(text -> Line.of(text).name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(140);
        assertThat(reports).extracting(Report::name).containsAll(names);
    }
}
