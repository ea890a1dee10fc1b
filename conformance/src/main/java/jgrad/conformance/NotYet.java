package jgrad.conformance;

/// A form of an operation that jgrad has not yet, though it has the operation.
final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYet(String what) {
        super(what);
    }
}
