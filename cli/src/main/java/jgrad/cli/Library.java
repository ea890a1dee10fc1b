package jgrad.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a program run by a command can use without saying so: the library's modules, and imports.
final class Library {
    private static final String STATICS =
            "import static jgrad.Tensors.*; import static jgrad.autograd.Autograd.*;";

    private Library() {}

    /// Options that let javac and jshell see the library.
    static List<String> compilerOptions() {
        return List.of("--module-path", modulePath(), "--add-modules", moduleNames());
    }

    /// One line per import: every exported package, and the static methods of `Tensors` and
    /// `Autograd`.
    static List<String> imports() {
        Stream<String> packages =
                modules()
                        .flatMap(module -> module.getDescriptor().exports().stream())
                        .filter(exported -> !exported.isQualified())
                        .map(exported -> "import " + exported.source() + ".*;")
                        .sorted();
        return Stream.concat(packages, Stream.of(STATICS)).toList();
    }

    /// The same types, but any import of the program's own comes before these.
    static List<String> importsThatYield() {
        Stream<String> modules = modules().map(module -> "import module " + module.getName() + ";");
        return Stream.concat(modules, Stream.of(STATICS)).toList();
    }

    private static String modulePath() {
        return System.getProperty("jdk.module.path", "");
    }

    private static String moduleNames() {
        return modules().map(Module::getName).collect(Collectors.joining(","));
    }

    private static Stream<Module> modules() {
        Module cli = Library.class.getModule();
        return cli.getLayer().modules().stream()
                .filter(module -> module.getName().startsWith("jgrad."))
                .filter(module -> module != cli)
                .sorted(Comparator.comparing(Module::getName));
    }
}
