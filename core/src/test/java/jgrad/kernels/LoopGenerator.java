package jgrad.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes the loops of the other element types from those of float: the same text with other words.
///
/// Run from the folder `core`: `java -cp target/test-classes jgrad.kernels.LoopGenerator`, and
/// format after it.
final class LoopGenerator {
    private static final Path KERNELS = Path.of("src/main/java/jgrad/kernels");
    private static final List<String> SCALAR_TYPES = List.of("Double", "Long", "Int", "Byte");
    private static final List<String> ARRAY_TYPES =
            List.of("Double", "Long", "Int", "Short", "Byte");
    private static final List<String> VECTOR_FILES =
            List.of(
                    "VectorLoops",
                    "Blocks",
                    "Operand",
                    "Result",
                    "Unary",
                    "Binary",
                    "Ternary",
                    "Quaternary",
                    "Compare",
                    "MaskLoops");

    private LoopGenerator() {}

    /// A generated file and what it should hold, but for white space.
    record Generated(Path file, String text) {}

    static List<Generated> all() {
        var all = new ArrayList<Generated>();
        for (String type : SCALAR_TYPES) {
            all.add(generate("scalar", "Loops", type));
        }
        for (String type : ARRAY_TYPES) {
            all.add(generate("scalar", "Copies", type));
        }
        for (String file : VECTOR_FILES) {
            all.add(generate("vector", file, "Double"));
        }
        all.add(runningLongs());
        return all;
    }

    private static Generated runningLongs() {
        String text = read(KERNELS.resolve("rows/RunningDoubles.java"));
        text = text.replaceAll("\\bdouble(s?)\\b", "long$1").replace("Double", "Long");
        String header = "// Generated from RunningDoubles by LoopGenerator, among the tests.\n";
        return new Generated(KERNELS.resolve("rows/RunningLongs.java"), header + text);
    }

    private static Generated generate(String folder, String suffix, String type) {
        Path from = KERNELS.resolve(folder).resolve("Float" + suffix + ".java");
        String text = read(from);
        String word = type.toLowerCase(Locale.ROOT);
        text = text.replaceAll("\\b(\\d+\\.\\d+)f\\b", "$1").replaceAll("\\b(\\d+)f\\b", "$1.0");
        text = text.replaceAll("\\bfloat\\b", word).replace("Float", type);
        String header =
                "// Generated from Float" + suffix + " by LoopGenerator, among the tests.\n";
        return new Generated(
                KERNELS.resolve(folder).resolve(type + suffix + ".java"), header + text);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws IOException {
        for (Generated generated : all()) {
            Files.writeString(generated.file(), generated.text());
        }
    }
}
