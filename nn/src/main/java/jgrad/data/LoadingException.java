package jgrad.data;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;

/// An item could not be read or a batch not be made of its items; the reason is the cause.
public final class LoadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// What a worker failed with, made anew so that the trace shows the loop that asked.
    static LoadingException from(ExecutionException failure, int batch) {
        Throwable cause = failure.getCause();
        return cause instanceof LoadingException
                ? new LoadingException(String.valueOf(cause.getMessage()), cause.getCause())
                : new LoadingException("DataLoader: batch " + batch + ": " + cause, cause);
    }
}
