package jgrad.conformance;

/// A recorded call that Java's types rule out: there is nothing to compare, and the message says
/// why.
final class Inexpressible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Inexpressible(String reason) {
        super(reason);
    }
}
