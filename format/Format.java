import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Formats every Java file below a directory, or checks that they are formatted; makes the files of
/// [Twins], or checks that they are what it makes.
///
/// `Format.java check|apply DIRECTORY`. The build runs it with `check`.

private static final Formatter FORMATTER =
        new Formatter(
                JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

void main(String[] args) throws IOException {
    boolean apply =
            switch (args[0]) {
                case "apply" -> true;
                case "check" -> false;
                default ->
                        throw new IllegalArgumentException(
                                "format is '" + args[0] + "', expected check or apply");
            };
    Path root = Path.of(args[1]).toAbsolutePath().normalize();
    Map<Path, String> twins = Twins.all(root);
    if (apply) {
        make(root, twins);
    }
    var files = new TreeSet<Path>(javaFiles(root));
    files.addAll(twins.keySet());
    List<String> wrong =
            files.parallelStream()
                    .map(file ->
                            Twins.isMade(root, file)
                                    ? checkTwin(root, file, twins.get(file))
                                    : visit(root, file, apply))
                    .filter(line -> !line.isEmpty())
                    .toList();
    wrong.forEach(IO::println);
    if (!apply && !wrong.isEmpty()) {
        IO.println("Mend them with: mvn -q -pl format verify -Dformat=apply");
        System.exit(1);
    }
}

private static List<Path> javaFiles(Path root) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
            root,
            new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(
                        Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    boolean foreign = name.equals("target") || name.startsWith(".");
                    return foreign && !directory.equals(root)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
    return files;
}

private static void make(Path root, Map<Path, String> twins) throws IOException {
    for (var twin : twins.entrySet()) {
        Path file = twin.getKey();
        String should = settled(twin.getValue());
        if (!Files.exists(file) || !Files.readString(file).equals(should)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, should);
            IO.println("made " + root.relativize(file));
        }
    }
}

/// What there is to say about a file that may only be made: nothing when it is current.
private static String checkTwin(Path root, Path file, String text) {
    Path name = root.relativize(file);
    try {
        if (text == null) {
            return name + ": is not made by format/Twins.java; delete it, or give it a line there";
        }
        if (!Files.exists(file)) {
            return name + ": is missing";
        }
        String is = Files.readString(file);
        String should = settled(text);
        return should.equals(is)
                ? ""
                : name + ":" + firstDifference(is, should) + ": is not what its template makes";
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

/// A wrapped comment can move what follows it, which a second look then puts right.
private static String settled(String text) {
    try {
        return FORMATTER.formatSourceAndFixImports(FORMATTER.formatSourceAndFixImports(text));
    } catch (FormatterException e) {
        throw new IllegalStateException("a template makes what is no Java: " + e.getMessage(), e);
    }
}

/// What there is to say about a file: nothing when it is formatted.
private static String visit(Path root, Path file, boolean apply) {
    Path name = root.relativize(file);
    try {
        String is = Files.readString(file);
        String should = FORMATTER.formatSourceAndFixImports(is);
        if (should.equals(is)) {
            return "";
        }
        if (apply) {
            Files.writeString(file, settled(should));
            return "formatted " + name;
        }
        return name + ":" + firstDifference(is, should) + ": is not formatted";
    } catch (FormatterException e) {
        return name + ": cannot be formatted: " + e.getMessage();
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

private static int firstDifference(String is, String should) {
    List<String> isLines = is.lines().toList();
    List<String> shouldLines = should.lines().toList();
    int line = 0;
    while (line < Math.min(isLines.size(), shouldLines.size())
            && isLines.get(line).equals(shouldLines.get(line))) {
        line++;
    }
    return line + 1;
}
