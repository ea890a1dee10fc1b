package jgrad.conformance.scenarios;

import jgrad.DType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Where a script prints, in Python's forms.
final class Console {
    private final StringBuilder text = new StringBuilder();

    void print(@Nullable Object... values) {
        var line = new StringJoiner(" ");
        for (Object value : values) {
            line.add(repr(value));
        }
        text.append(line).append('\n');
    }

    /// Prints what `call` gives, or the message of what it throws.
    void attempt(Attempt call) {
        try {
            print(call.run());
        } catch (RuntimeException e) {
            print(pythonName(e) + ": " + e.getMessage());
        }
    }

    interface Attempt {
        @Nullable Object run();
    }

    /// The Python class that a Java exception stands for; PyTorch has few.
    private static String pythonName(RuntimeException e) {
        return e instanceof IndexOutOfBoundsException ? "IndexError" : "RuntimeError";
    }

    static String tuple(@Nullable Object... values) {
        var list = new StringJoiner(", ", "(", values.length == 1 ? ",)" : ")");
        for (Object value : values) {
            list.add(repr(value));
        }
        return list.toString();
    }

    static String repr(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case DType type -> type.toString();
            case boolean[] flags -> {
                var boxed = new ArrayList<Object>();
                for (boolean flag : flags) {
                    boxed.add(flag);
                }
                yield tuple(boxed.toArray());
            }
            case int[] numbers -> {
                var boxed = new ArrayList<Object>();
                for (int number : numbers) {
                    boxed.add(number);
                }
                yield tuple(boxed.toArray());
            }
            case List<?> list when list.getClass().getName().startsWith("java.util") -> {
                var joined = new StringJoiner(", ", "[", "]");
                for (Object element : list) {
                    joined.add(element instanceof String s ? "'" + s + "'" : repr(element));
                }
                yield joined.toString();
            }
            default -> value.toString();
        };
    }

    String text() {
        return text.toString().replaceAll("0x[0-9a-f]+", "0xADDR");
    }
}
