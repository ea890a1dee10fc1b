package jgrad.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every recorded case of every listed operation; the table is written to `target/conformance.txt`.
class RecordedOpsTest {
    private static final List<Report> REPORTS = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyRecordedCaseGivesWhatPyTorchGave() {
        return Calls.all().stream()
                .map(operation ->
                        DynamicTest.dynamicTest(
                                operation.name(),
                                () -> {
                                    Report report = Report.of(operation);
                                    REPORTS.add(report);
                                    assertThat(report.failures()).isEmpty();
                                }));
    }

    @AfterAll
    static void writeTheTable() throws IOException {
        var table = new ArrayList<String>();
        table.add(Report.header());
        REPORTS.forEach(report -> table.add(report.row()));
        table.add(Report.total(REPORTS));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/conformance.txt"), table);
    }
}
