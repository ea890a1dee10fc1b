package jgrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

class GeneratedLoopsTest {
    @TestFactory
    Stream<DynamicTest> generatedFilesAreWhatTheGeneratorWrites() {
        return LoopGenerator.all().stream()
                .map(g ->
                        dynamicTest(
                                g.file().getFileName().toString(),
                                () -> {
                                    String is =
                                            LoopGenerator.read(g.file()).replaceAll("\\s+|//+", "");
                                    String should = g.text().replaceAll("\\s+|//+", "");
                                    assertThat(is)
                                            .as("change the float version and run LoopGenerator")
                                            .isEqualTo(should);
                                }));
    }
}
