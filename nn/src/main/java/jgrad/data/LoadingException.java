package jgrad.data;

/// An item could not be read or a batch not be made of its items; the reason is the cause.
public final class LoadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadingException(String message, Throwable cause) {
        super(message, cause);
    }
}
