import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Files that are others with another element type in the place of theirs: the templates, below
/// `src/main/java`, are ordinary classes that are edited, tested and stepped through; what is made
/// of them lies below `src/generated/java`, under the same package.
final class Twins {
    private static final Path TEMPLATES = Path.of("core/src/main/java/jgrad/kernels");
    private static final Path MADE = Path.of("core/src/generated/java");

    /// A family: the file's name without its type, the type it is written for, those it is made
    /// for.
    private record Family(String room, String name, String from, List<String> to) {}

    private static final List<String> DOUBLE = List.of("Double");

    private static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            "scalar", "*Loops", "Float", List.of("Double", "Long", "Int", "Byte")),
                    new Family(
                            "scalar",
                            "*Copies",
                            "Float",
                            List.of("Double", "Long", "Int", "Short", "Byte")),
                    new Family("scalar", "*Product", "Float", List.of("Double", "Long", "Int")),
                    new Family("scalar", "*Extremes", "Float", DOUBLE),
                    new Family("scalar", "*Folds", "Float", DOUBLE),
                    new Family("scalar", "*Norms", "Float", DOUBLE),
                    new Family("scalar", "*Softmaxes", "Float", DOUBLE),
                    new Family("vector", "*Blocks", "Float", DOUBLE),
                    new Family("vector", "*Operand", "Float", DOUBLE),
                    new Family("vector", "*Result", "Float", DOUBLE),
                    new Family("vector", "*Unary", "Float", DOUBLE),
                    new Family("vector", "*Binary", "Float", DOUBLE),
                    new Family("vector", "*Ternary", "Float", DOUBLE),
                    new Family("vector", "*Quaternary", "Float", DOUBLE),
                    new Family("vector", "*Compare", "Float", DOUBLE),
                    new Family("vector", "*VectorLoops", "Float", DOUBLE),
                    new Family("vector", "*MaskLoops", "Float", DOUBLE),
                    new Family("vector", "*VectorSoftmaxes", "Float", DOUBLE),
                    new Family("vector/product", "*Gemm", "Float", DOUBLE),
                    new Family("vector/product", "*Gemv", "Float", DOUBLE),
                    new Family("vector/product", "*Pack", "Float", DOUBLE),
                    new Family("vector/product", "*Split", "Float", DOUBLE),
                    new Family("vector/product", "*Tile", "Float", DOUBLE),
                    new Family("rows", "Running*s", "Double", List.of("Long")),
                    new Family("rows", "*Channels", "Float", DOUBLE),
                    new Family("windows", "*Windows", "Float", List.of("Double", "Long")),
                    new Family("resample", "*Taps", "Float", List.of("Double", "Long")));

    private Twins() {}

    /// Whether a file is one that only this class may write.
    static boolean isMade(Path root, Path file) {
        return file.startsWith(root.resolve(MADE));
    }

    /// What each made file must hold, but for its format.
    static Map<Path, String> all(Path root) throws IOException {
        var all = new LinkedHashMap<Path, String>();
        for (Family family : FAMILIES) {
            String template = family.name.replace("*", family.from) + ".java";
            Path room = TEMPLATES.resolve(family.room);
            String text = Files.readString(root.resolve(room).resolve(template));
            Path place = MADE.resolve(TEMPLATES.subpath(4, 6)).resolve(family.room);
            for (String type : family.to) {
                String name = family.name.replace("*", type) + ".java";
                String header =
                        """
                        // Made of %s by format/Twins.java. Change that, and then run
                        // mvn -q -pl format verify -Dformat=apply
                        """
                                .formatted(template);
                all.put(
                        root.resolve(place).resolve(name),
                        header + inAnotherType(text, family.from, type));
            }
        }
        return all;
    }

    private static String inAnotherType(String text, String from, String to) {
        String word = from.toLowerCase(Locale.ROOT);
        String other = to.toLowerCase(Locale.ROOT);
        String made = text;
        if (from.equals("Float")) {
            made =
                    made.replaceAll("\\b(\\d+\\.\\d+)f\\b", "$1")
                            .replaceAll("\\b(\\d+)f\\b", "$1.0");
        }
        if (to.equals("Double")) {
            // What is a double already needs neither, and -Xlint:cast says so. A template has casts
            // of its own type only: that of an int would be lost.
            made = made.replaceAll("\\((float|double)\\)\\s+", "");
        }
        return made.replaceAll("\\b" + word + "(s?)\\b", other + "$1").replace(from, to);
    }
}
