package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the README shows is compiled and run, and the commands it names are there.
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`(?: → `([^`]+)`)? \\|");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern COMMAND = Pattern.compile("\\./jgrad ([a-z]+)");

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

    @TempDir private Path folder;

    private final String readme = read();

    @Test
    void theJavaColumnOfTheTablePrintsWhatItSays() throws IOException {
        var program = new StringBuilder("void main() {\n");
        var expected = new StringBuilder();
        for (MatchResult row : ROW.matcher(readme).results().toList()) {
            String line = row.group(1);
            if (line.startsWith("import ")) {
                program.insert(0, line + "\n");
            } else {
                program.append(line).append('\n');
            }
            if (row.group(2) != null) {
                expected.append(row.group(2)).append('\n');
            }
        }
        assertThat(expected.toString().lines()).hasSize(3);
        assertThat(run(program + "}").replaceAll("0x[0-9a-f]+", "0x…"))
                .isEqualTo(expected.toString());
    }

    @Test
    void theFunctionOfTheReadmeWorks() throws IOException {
        assertThat(
                        run(
                                """
                                void main() {
                                    var x = tensor(3.0).requiresGrad_();
                                    %s
                                    y.backward();
                                    print(y, x.grad());
                                }
                                """
                                        .formatted(block("record Square"))))
                .isEqualTo("tensor(9., grad_fn=<SquareBackward>) tensor(6.)\n");
    }

    @Test
    void theModuleOfTheReadmeWorks() throws IOException {
        assertThat(
                        run(
                                """
                                %s
                                void main() {
                                    var net = new Net();
                                    print(net.call(rand(2, 784)).shape(), net.parameters().size());
                                }
                                """
                                        .formatted(block("class Net"))))
                .isEqualTo("torch.Size([2, 10]) 4\n");
    }

    @Test
    void everyCommandIsThere() {
        var commands = new ArrayList<String>();
        COMMAND.matcher(readme).results().forEach(found -> commands.add(found.group(1)));
        assertThat(commands).contains("tour", "repl", "run");
        assertThat(Main.commandLine().getSubcommands().keySet()).containsAll(commands);
        assertThat(ROOT.resolve("jgrad")).isExecutable();
        assertThat(readme).contains("mvn verify");
        assertThat(ROOT.resolve("pom.xml")).isRegularFile();
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> links =
                LINK.matcher(readme)
                        .results()
                        .map(found -> found.group(1))
                        .filter(link -> !link.equals("bench/RESULTS.md")) // a measurement writes it
                        .toList();
        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    @Test
    void theListenerOfThePerformanceGuideCountsNodes() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/performance.md"));
        String program =
                """
                void main() {
                %s
                }

                void train() {
                    var w = tensor(1.0, 2.0).requiresGrad_();
                    w.mul(w).sum().backward();
                }
                """
                        .formatted(guide.split("```java\n|```")[1]);
        assertThat(run(program)).isEqualTo("{MulBackward0=1, SumBackward0=1}\n");
    }

    private String block(String with) {
        return BLOCK.matcher(readme)
                .results()
                .map(found -> found.group(1))
                .filter(code -> code.contains(with))
                .findFirst()
                .orElseThrow();
    }

    private String run(String program) throws IOException {
        Path file = Files.writeString(folder.resolve("Shown.java"), program);
        Outcome outcome = Outcome.of("run", file.toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        return outcome.out();
    }

    private static String read() {
        try {
            return Files.readString(ROOT.resolve("README.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
