package jgrad.viz;

/// Something worth knowing about a vertex besides what it is.
public enum Mark {
    /// A backward pass has released what the node had saved: it cannot run again.
    FREED("freed: what it saved is gone", "", "#64748b"),
    /// The user's code runs here.
    HOOK("hook: your code runs here", "H", "#6d28d9"),
    /// A tensor that is not a leaf keeps its gradient.
    KEEPS_GRAD("retainGrad(): keeps its gradient", "G", "#be123c");

    final String legend;

    /// One letter in a coloured disc, or empty if the mark is drawn some other way.
    final String badge;

    final String colour;

    Mark(String legend, String badge, String colour) {
        this.legend = legend;
        this.badge = badge;
        this.colour = colour;
    }
}
