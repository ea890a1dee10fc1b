package jgrad.cli;

import jdk.jshell.tool.JavaShellToolBuilder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `jgrad repl`: the JDK's jshell, with the library.
@Command(
        name = "repl",
        mixinStandardHelpOptions = true,
        description = "Opens jshell with the library and its imports in place.")
final class Repl implements Callable<Integer> {
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    @Parameters(paramLabel = "FILE", description = "Snippets that jshell reads first; - is stdin.")
    private List<String> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        PREFERENCES.setLevel(Level.WARNING); // jshell's first start would report a folder it made
        Path imports = Files.createTempFile("jgrad-imports", ".jsh");
        try {
            Files.write(imports, Library.imports());
            return JavaShellToolBuilder.builder().start(options(imports));
        } finally {
            Files.deleteIfExists(imports);
        }
    }

    private String[] options(Path imports) {
        var options = new ArrayList<>(Library.compilerOptions());
        // In this JVM, which has the library loaded: a second one would print the incubator line.
        options.addAll(List.of("--execution", "local", "--feedback", "concise"));
        options.addAll(List.of("--startup", "DEFAULT", "--startup", imports.toString()));
        options.add("-C-Xlint:-incubating");
        options.addAll(files);
        return options.toArray(String[]::new);
    }
}
