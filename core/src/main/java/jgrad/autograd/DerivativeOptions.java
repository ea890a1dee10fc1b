package jgrad.autograd;

/// How the derivatives of [Derivatives] are computed.
///
/// A value that never changes: `DerivativeOptions.DEFAULT.vectorize().createGraph()`.
///
/// @param createsGraph the results can be differentiated themselves
/// @param isStrict a function whose output does not depend on an input, where the derivative would
///   be zero, is refused
/// @param vectorizes all rows (or columns) are computed at once, by vmap
/// @param isForwardMode by columns, in forward mode
public record DerivativeOptions(
        boolean createsGraph, boolean isStrict, boolean vectorizes, boolean isForwardMode) {
    public static final DerivativeOptions DEFAULT =
            new DerivativeOptions(false, false, false, false);

    /// Makes results that can be differentiated themselves. Torch: `create_graph=True`.
    public DerivativeOptions createGraph() {
        return new DerivativeOptions(true, isStrict, vectorizes, isForwardMode);
    }

    /// Refuses a function whose output does not depend on an input. Torch: `strict=True`.
    public DerivativeOptions strict() {
        return new DerivativeOptions(createsGraph, true, vectorizes, isForwardMode);
    }

    /// Computes all rows at once, by vmap. Torch: `vectorize=True`.
    public DerivativeOptions vectorize() {
        return new DerivativeOptions(createsGraph, isStrict, true, isForwardMode);
    }

    /// Computes by columns in forward mode, all at once. Torch: `strategy='forward-mode'`, which
    /// needs `vectorize=True`.
    public DerivativeOptions forwardMode() {
        return new DerivativeOptions(createsGraph, isStrict, true, true);
    }
}
