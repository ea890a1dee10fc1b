package jgrad.files;

import java.io.IOException;

/// A file is not what its format asks for: cut off, damaged, made with intent, or of a kind that
/// this library does not read.
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FileFormatException(String message) {
        super(message);
    }

    FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
