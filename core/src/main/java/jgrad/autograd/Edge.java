package jgrad.autograd;

import org.jspecify.annotations.Nullable;

/// An arrow of the graph: the node that gets a gradient, and as which of its inputs.
///
/// @param node null where no gradient is needed
/// @param inputNr the number of the output, of the operation behind `node`, that was used
public record Edge(@Nullable Node node, int inputNr) {
    /// Where no gradient is needed.
    public static final Edge NONE = new Edge(null, 0);

    @Override
    public String toString() {
        return "(" + (node == null ? "None" : node) + ", " + inputNr + ")";
    }
}
