package jgrad.autograd;

/// How the derivatives of [Derivatives] are computed.
///
/// @param createGraph make results that can be differentiated themselves
/// @param strict refuse a function whose output does not depend on an input, where the derivative
///   would be zero
/// @param vectorize compute all rows (or columns) at once, by vmap
/// @param forwardMode by columns, in forward mode; needs `vectorize`
public record DerivativeOptions(
        boolean createGraph, boolean strict, boolean vectorize, boolean forwardMode) {
    public static final DerivativeOptions DEFAULT =
            new DerivativeOptions(false, false, false, false);

    public DerivativeOptions withGraph() {
        return new DerivativeOptions(true, strict, vectorize, forwardMode);
    }

    public DerivativeOptions strictly() {
        return new DerivativeOptions(createGraph, true, vectorize, forwardMode);
    }

    public DerivativeOptions vectorized() {
        return new DerivativeOptions(createGraph, strict, true, forwardMode);
    }

    /// By columns, vectorized.
    public DerivativeOptions forward() {
        return new DerivativeOptions(createGraph, strict, true, true);
    }
}
