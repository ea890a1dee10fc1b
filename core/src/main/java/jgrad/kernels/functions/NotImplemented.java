package jgrad.kernels.functions;

import java.util.Locale;

/// The refusal of an element type that an operation has no meaning for, in PyTorch's words.
public final class NotImplemented {
    private NotImplemented() {}

    public static IllegalArgumentException forType(Enum<?> operation, String scalarName) {
        return forType(operation.name().toLowerCase(Locale.ROOT), scalarName);
    }

    public static IllegalArgumentException forType(String operation, String scalarName) {
        return new IllegalArgumentException(
                "\"" + operation + "_cpu\" not implemented for '" + scalarName + "'");
    }
}
