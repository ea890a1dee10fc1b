package jgrad.viz;

/// What travels along an [Picture.Arrow].
public enum ArrowKind {
    /// A value on its way forward.
    VALUE("#334155", "", true, "value, computed forwards"),
    /// A gradient on its way back.
    GRADIENT("#be123c", "", true, "gradient, flowing back"),
    /// A saved tensor that a node's derivative reads.
    READS("#c2410c", "2 4", false, "is read by the derivative"),
    /// The place where a gradient would arrive if the input needed one.
    NOTHING("#94a3b8", "6 4", false, "no gradient flows (None)");

    final String colour;

    /// The SVG dash pattern; empty for a solid line.
    final String dashes;

    final boolean head;
    final String legend;

    ArrowKind(String colour, String dashes, boolean head, String legend) {
        this.colour = colour;
        this.dashes = dashes;
        this.head = head;
        this.legend = legend;
    }

    /// Gradients are drawn over the forward picture, so their arrows point against the direction of
    /// the layout.
    boolean backwards() {
        return this == GRADIENT || this == NOTHING;
    }
}
