package jgrad.conformance.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import jgrad.Warnings;
import jgrad.conformance.Recorded;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The recorded scripts, run in Java: the same printed text, the same warnings, the same message.
class ScenariosTest {
    private static final JsonNode RECORDED = Recorded.document("scenarios.json").get("scenarios");

    private static List<Scenario> all() {
        var all = new ArrayList<Scenario>();
        all.addAll(GradModes.all());
        all.addAll(BackwardPasses.all());
        all.addAll(InPlaceAndViews.all());
        all.addAll(Hooks.all());
        all.addAll(UserFunctions.all());
        all.addAll(Errors.all());
        all.addAll(DerivativeTools.all());
        return all;
    }

    @AfterEach
    void warnOnStandardErrorAgain() {
        Warnings.handle(null);
    }

    @TestFactory
    Stream<DynamicTest> everyScriptDoesWhatItDidInPyTorch() {
        return all().stream().map(s -> DynamicTest.dynamicTest(s.id(), () -> compare(s)));
    }

    private static void compare(Scenario scenario) {
        JsonNode recorded = recording(scenario.id());
        Scenario.Deviation deviation = scenario.deviation();
        var warnings = new ArrayList<String>();
        Warnings.handle(warnings::add);
        var console = new Console();
        RuntimeException thrown = null;
        try {
            scenario.script().run(console);
        } catch (RuntimeException e) {
            thrown = e;
        }
        String output = deviation == null ? recorded.get("stdout").asText() : deviation.output();
        assertThat(console.text()).as("printed").isEqualTo(output);

        String error =
                deviation == null
                        ? recorded.get("exception").path("message").asText(null)
                        : deviation.error();
        if (error == null) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown).isNotNull();
            assertThat(thrown.getMessage()).startsWith(error);
        }
        var expected = new ArrayList<String>();
        if (deviation == null || deviation.warns()) {
            for (JsonNode warning : recorded.get("warnings")) {
                expected.add(beginning(warning.get("message").asText()));
            }
        }
        assertThat(warnings).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(warnings.get(i)).startsWith(expected.get(i));
        }
    }

    /// Without the Python stack, and Python's word on where the warning came from.
    private static String beginning(String warning) {
        return warning.replaceAll(" \\(Triggered internally\\)", "").replaceAll("\n(?s).*", "");
    }

    private static JsonNode recording(String id) {
        for (JsonNode s : RECORDED) {
            if (s.get("id").asText().equals(id)) {
                return s;
            }
        }
        throw new IllegalArgumentException("no recorded scenario " + id);
    }

    @TestFactory
    Stream<DynamicTest> shapesThatDoNotFitAreRefusedInTheSameWords() {
        return Errors.shapes().stream().map(ScenariosTest::attempt);
    }

    @TestFactory
    Stream<DynamicTest> typesThatDoNotFitAreRefusedInTheSameWords() {
        return Errors.types().stream().map(ScenariosTest::attempt);
    }

    @TestFactory
    Stream<DynamicTest> kinksAndTiesHaveTheSameSubgradients() {
        return Errors.subgradients().stream().map(ScenariosTest::attempt);
    }

    private static DynamicTest attempt(Errors.Attempt attempt) {
        return DynamicTest.dynamicTest(
                attempt.name(),
                () -> {
                    var console = new Console();
                    console.attempt(attempt.call());
                    assertThat(console.text()).contains(attempt.expected());
                });
    }
}
