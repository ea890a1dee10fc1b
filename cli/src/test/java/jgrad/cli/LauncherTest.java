package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The script ./jgrad, in a project of its own with a JDK and a Maven that are scripts too.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String TOOLS =
            "awk cat cp find grep head mkdir mv readlink rm sed sleep tail touch";

    @TempDir private Path folder;
    private Path root;
    private Path jdk;
    private Path path;

    @BeforeEach
    void makeProject() throws IOException {
        root = Files.createDirectory(folder.resolve("the project"));
        path = Files.createDirectory(folder.resolve("path"));
        jdk = folder.resolve("jdk");
        Files.copy(Path.of("..", "jgrad"), root.resolve("jgrad"));
        write(root.resolve("pom.xml"), "<project/>");
        write(root.resolve("cli/pom.xml"), "<project/>");
        write(root.resolve("cli/src/main/java/A.java"), "class A {}");
        write(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$PWD\" \"$@\"");
        script(jdk.resolve("bin/javac"), "");
        for (String tool : TOOLS.split(" ")) {
            script(path.resolve(tool), "exec " + whereIs(tool) + " \"$@\"");
        }
    }

    @Test
    void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
        mavenThatBuilds();
        assertThat(start("tour").err())
                .startsWith("jgrad: building with JDK 25.0.1")
                .contains("done");
        assertThat(start("tour").err()).isEmpty();
    }

    @Test
    void aSourceNewerThanTheBuildIsBuilt() throws Exception {
        mavenThatBuilds();
        start("tour");
        Files.setLastModifiedTime(
                root.resolve("cli/src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(3600)));
        assertThat(start("tour").err()).startsWith("jgrad: building");
    }

    @Test
    void aProjectThatWasMovedForgetsTheClassesItHadArchivedAndIsNotBuiltAgain() throws Exception {
        mavenThatBuilds();
        start("tour");
        Path archive = root.resolve("target/jgrad/classes-25.0.1.jsa");
        write(archive, "knows where it lay");
        Path moved = Files.move(root, folder.resolve("elsewhere"));
        Outcome outcome = run(moved.resolve("jgrad"), "tour");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).doesNotContain("SharedArchiveFile");
        assertThat(moved.resolve("target/jgrad/classes-25.0.1.jsa")).doesNotExist();
        assertThat(moved.resolve("target/jgrad/built")).hasContent(moved.toRealPath().toString());
    }

    @Test
    void argumentsAndFolderReachTheCommand() throws Exception {
        mavenThatBuilds();
        start();
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), Path.of("the project", "jgrad"));
        Outcome outcome = run(link, "run", "a b.java", "--x", "");
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.getFirst()).isEqualTo(folder.toRealPath().toString());
        assertThat(lines)
                .endsWith("jgrad.launch/jgrad.launch.Launch", "run", "a b.java", "--x", "")
                .anyMatch(line -> line.contains("/the project/target/jgrad/modules/core.jar"));
    }

    @Test
    void aJdkThatIsTooOldIsRefused() throws Exception {
        write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        assertThat(start())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                """
                                jgrad: JGRAD_JAVA_HOME is %s, which is not a JDK 25 or later.
                                jgrad: Set it to one, or unset it to have one looked for.
                                """
                                        .formatted(jdk)));
    }

    @Test
    void aMissingMavenIsNamed() throws Exception {
        assertThat(start().err())
                .startsWith("jgrad: Maven is needed to build jgrad, and there is no mvn");
    }

    @Test
    void aFailedBuildShowsWhatMavenComplainedAbout() throws Exception {
        maven("echo '[INFO] much'; echo '[ERROR] A.java:[3,4] cannot find symbol'; exit 1");
        Outcome outcome = start();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("failed\nA.java:[3,4] cannot find symbol\njgrad: the build failed; all")
                .doesNotContain("much");
        assertThat(root.resolve("target/jgrad/lock")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        write(root.resolve("target"), "in the way");
        assertThat(start().err())
                .startsWith("jgrad: cannot write to " + root.toRealPath() + "/target/jgrad, where");
    }

    @Test
    void theLockOfAProcessThatDiedIsTaken() throws Exception {
        mavenThatBuilds();
        Process dead = new ProcessBuilder("sh", "-c", "exit").start();
        dead.waitFor();
        write(root.resolve("target/jgrad/lock/owner"), dead.pid() + "\n");
        assertThat(start().err()).contains("done");
    }

    private void mavenThatBuilds() throws IOException {
        maven(
                "mkdir -p cli/target/quick/modules;touch cli/target/quick/modules/core.jar"
                        + " cli/target/quick/jgrad-cli-1.jar");
    }

    private void maven(String body) throws IOException {
        script(path.resolve("mvn"), body);
    }

    private Outcome start(String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("jgrad"), arguments);
    }

    private Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(whereIs("bash").toString(), script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().clear();
        process.environment().put("PATH", path.toString());
        process.environment().put("JGRAD_JAVA_HOME", jdk.toString());
        int exit =
                process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Outcome(exit, Files.readString(out), Files.readString(err));
    }

    private static Path whereIs(String tool) {
        for (String place : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
            Path file = Path.of(place, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
