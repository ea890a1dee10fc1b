package jgrad.viz;

/// What a vertex of a [Picture] stands for. Tensors are boxes, operations are ellipses, so that the
/// two can be told apart without colours.
public enum Kind {
    /// A tensor the user made and asked gradients for.
    LEAF(Outline.BOX, "#dbeafe", "#1d4ed8", "leaf: its gradient collects in grad()"),
    /// A tensor that needs no gradient.
    CONSTANT(Outline.BOX, "#f1f5f9", "#64748b", "constant: needs no gradient"),
    /// An operation of the library.
    OPERATION(Outline.ELLIPSE, "#fef3c7", "#b45309", "operation"),
    /// An operation written by the user.
    FUNCTION(Outline.ELLIPSE, "#f3e8ff", "#7e22ce", "your own Function"),
    /// The tensor a picture was asked for.
    OUTPUT(Outline.BOX, "#dcfce7", "#15803d", "output: where the picture starts"),
    /// A tensor kept between forward and backward because a derivative reads it.
    SAVED(Outline.NOTE, "#ffedd5", "#c2410c", "saved tensor: the derivative reads it"),
    /// The node that adds an arriving gradient to its leaf.
    ACCUMULATE(Outline.PILL, "#e0f2fe", "#0369a1", "AccumulateGrad: adds to grad()"),
    /// Many vertices drawn as one.
    GAP(Outline.PILL, "#ffffff", "#475569", "nodes left out of the picture");

    /// The line around a vertex.
    enum Outline {
        BOX,
        ELLIPSE,
        NOTE,
        PILL
    }

    final Outline outline;
    final String fill;
    final String line;
    final String legend;

    Kind(Outline outline, String fill, String line, String legend) {
        this.outline = outline;
        this.fill = fill;
        this.line = line;
        this.legend = legend;
    }
}
