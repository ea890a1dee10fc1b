package jgrad.viz;

import jgrad.autograd.Context;
import jgrad.autograd.Node;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What pictures say about nodes.
final class NodeWords {
    private static final int LONGEST_PARAMETER = 24;
    private static final int MOST_PARAMETERS = 3;

    /// Every sum has it, and it says nothing.
    private static final String USUAL = "alpha = 1.0";

    private NodeWords() {}

    /// The operation a node differentiates: `mul` for `MulBackward0`.
    static String forwardName(Node node) {
        String name = shortName(node).replaceFirst("Backwards?\\d*$", "");
        return node instanceof Context
                ? name
                : name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// The name of a node without the package of the machine it comes from.
    static String shortName(Node node) {
        return node.name().substring(node.name().lastIndexOf(':') + 1);
    }

    /// The parameters of a library operation that are not tensors, such as `dim = 1`. What a user's
    /// function keeps is its own.
    static List<String> parameters(Node node) {
        if (node instanceof Context) {
            return List.of();
        }
        Set<String> tensors = new HashSet<>();
        node.savedSlots().forEach(slot -> tensors.add(slot.name()));
        return node.savedNames().stream()
                .filter(name -> !tensors.contains(name))
                .map(name -> name + " = " + text(node.saved(name)))
                .filter(parameter -> !parameter.equals(USUAL))
                .map(parameter -> TensorWords.shortened(parameter, LONGEST_PARAMETER))
                .limit(MOST_PARAMETERS)
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof int[] sizes ? Arrays.toString(sizes) : String.valueOf(value);
    }

    static String tooltip(Node node) {
        var text = new StringBuilder(node.name());
        for (int k = 0; k < node.outputs(); k++) {
            text.append(k == 0 ? ": " : ", ")
                    .append(TensorWords.shape(node.outputShape(k), node.outputType(k)));
        }
        return text.append("; recorded as number ").append(node.sequenceNr()).toString();
    }
}
