package jgrad.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Compiles a source file, and those beside it that it uses, in memory.
final class Compilation {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final MemoryFiles files =
            new MemoryFiles(compiler.getStandardFileManager(null, null, null));
    private final Path file;
    private final String classPath;

    private Compilation(Path file, String classPath) {
        this.file = file;
        this.classPath = classPath;
    }

    /// The program, or nothing when the compiler refused it; it has then written why.
    static Optional<Program> compile(Path file, String classPath) throws IOException {
        return new Compilation(file, classPath).program();
    }

    private Optional<Program> program() throws IOException {
        String source = Files.readString(file);
        if (source.startsWith("#!")) {
            source = "//" + source.substring(2);
        }
        JavacTask parsing =
                task(source, List.of(), _ -> {}, null); // errors are told by the second task
        CompilationUnitTree unit = parsing.parse().iterator().next();
        int at = endOfImports(unit, Trees.instance(parsing));
        String imports = imports(unit);
        var told = new StringWriter();
        boolean compiled =
                task(
                                source.substring(0, at) + imports + source.substring(at),
                                options(unit),
                                null,
                                told)
                        .call();
        System.err.print(without(imports, told.toString()));
        if (!compiled) {
            return Optional.empty();
        }
        return Optional.of(new Program(nameOfFirstClass(unit), files.classes(), classPath));
    }

    private JavacTask task(
            String source,
            List<String> options,
            @Nullable DiagnosticListener<JavaFileObject> listener,
            @Nullable Writer out) {
        var unit = MemoryFiles.source(file, source);
        return (JavacTask) compiler.getTask(out, files, listener, options, null, List.of(unit));
    }

    private List<String> options(CompilationUnitTree unit) {
        var options = new ArrayList<>(Library.compilerOptions());
        options.addAll(List.of("-Xlint:-incubating", "-proc:none", "-g"));
        options.addAll(List.of("--class-path", classPath));
        options.addAll(List.of("--source-path", sourceRoot(unit).toString()));
        return options;
    }

    /// The library's imports go behind the program's own, so that no line changes its number.
    private static int endOfImports(CompilationUnitTree unit, Trees trees) {
        Tree last = unit.getImports().isEmpty() ? unit.getPackage() : unit.getImports().getLast();
        return last == null ? 0 : (int) trees.getSourcePositions().getEndPosition(unit, last);
    }

    private static String imports(CompilationUnitTree unit) {
        boolean clash = unit.getImports().stream().anyMatch(Compilation::isWholePackage);
        return String.join("", clash ? Library.importsThatYield() : Library.imports());
    }

    /// What the compiler told, with the line of the imports as it stands in the program, and the
    /// mark below it moved along.
    private static String without(String imports, String told) {
        var text = new StringBuilder();
        boolean shortened = false;
        for (String line : told.lines().toList()) {
            if (shortened && line.strip().equals("^")) {
                int at = line.indexOf('^') - imports.length();
                text.append(" ".repeat(Math.max(at, 0))).append("^\n");
                shortened = false;
                continue;
            }
            shortened = line.contains(imports);
            text.append(line.replace(imports, "")).append('\n');
        }
        return text.toString();
    }

    /// Two packages imported whole clash where both have a type: `Function`, say.
    private static boolean isWholePackage(ImportTree tree) {
        String name = tree.getQualifiedIdentifier().toString();
        return !tree.isStatic() && name.endsWith(".*") && !name.startsWith("jgrad.");
    }

    /// The folder in which packages start.
    private Path sourceRoot(CompilationUnitTree unit) {
        Path root = file.toAbsolutePath().normalize();
        int up = packageName(unit).isEmpty() ? 1 : 1 + packageName(unit).split("\\.", -1).length;
        for (int i = 0; i < up && root.getParent() != null; i++) {
            root = root.getParent();
        }
        return root;
    }

    private static String nameOfFirstClass(CompilationUnitTree unit) {
        String prefix = packageName(unit).isEmpty() ? "" : packageName(unit) + ".";
        return classes(unit).map(tree -> prefix + tree.getSimpleName()).findFirst().orElse("");
    }

    private static Stream<ClassTree> classes(CompilationUnitTree unit) {
        return unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast);
    }

    private static String packageName(CompilationUnitTree unit) {
        return unit.getPackage() == null ? "" : unit.getPackage().getPackageName().toString();
    }
}
