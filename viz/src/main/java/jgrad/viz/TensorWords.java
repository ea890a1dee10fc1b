package jgrad.viz;

import jgrad.DType;
import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What pictures say about tensors: names, shapes, and the values of small ones.
final class TensorWords {
    private static final int MOST_VALUES = 9;
    private static final int MOST_ROWS = 3;
    private static final int LONGEST_LABEL = 30;
    private static final int LONGEST_NAME = 40;
    private static final String PREFIX = "tensor(";

    private TensorWords() {}

    /// The name the user gave, shortened if it is very long; null if there is none.
    static @Nullable String name(Tensor tensor) {
        String name = tensor.name();
        return name == null ? null : shortened(name, LONGEST_NAME);
    }

    /// As `(2, 3)`, with the element type unless it is the usual one; a tensor without dimensions
    /// is a `scalar`.
    static String shape(int[] sizes, DType type) {
        String shape =
                sizes.length == 0
                        ? "scalar"
                        : Arrays.stream(sizes)
                                .mapToObj(String::valueOf)
                                .collect(
                                        Collectors.joining(
                                                ", ", "(", sizes.length == 1 ? ",)" : ")"));
        return type == DType.FLOAT32 ? shape : shape + " " + type.name().toLowerCase(Locale.ROOT);
    }

    static String shape(Tensor tensor) {
        return shape(tensor.shape().sizes(), tensor.dtype());
    }

    /// The elements in PyTorch's form without the word `tensor`, a line per row; the shape if there
    /// are many.
    static List<String> value(Tensor tensor) {
        if (tensor.numel() == 0 || tensor.numel() > MOST_VALUES) {
            return List.of(shape(tensor));
        }
        String text = tensor.detach().toString();
        // Tensors of a transform print as what they are there, and have no elements to show.
        if (!text.startsWith(PREFIX) || !text.endsWith(")")) {
            return List.of(shape(tensor));
        }
        int type = text.lastIndexOf(", dtype=");
        String elements = text.substring(PREFIX.length(), type < 0 ? text.length() - 1 : type);
        List<String> rows =
                elements.lines().map(String::strip).filter(row -> !row.isEmpty()).toList();
        return rows.size() > MOST_ROWS ? List.of(shape(tensor)) : rows;
    }

    /// The value in one line, or the shape if that would be long.
    static String label(Tensor tensor) {
        String line = String.join(" ", value(tensor));
        return line.length() <= LONGEST_LABEL ? line : shape(tensor);
    }

    /// As `u = 6.` if the tensor has a name, or `u (64, 128)` if it is large.
    static String named(Tensor tensor) {
        String name = name(tensor);
        String label = label(tensor);
        return name == null ? label : name + (label.equals(shape(tensor)) ? " " : " = ") + label;
    }

    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
