package jgrad.conformance;

/// A recorded call that Java's types rule out, or that PyTorch offers and jgrad does not: the case
/// is skipped, and the message says why.
final class Inexpressible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Inexpressible(String reason) {
        super(reason);
    }
}
