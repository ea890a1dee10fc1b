package jgrad.kernels.functions;

/// The refusal of an element type that an operation has no meaning for, in PyTorch's words.
public final class NotImplemented {
    private NotImplemented() {}

    public static IllegalArgumentException forType(Enum<?> operation, String scalarName) {
        String name = operation.name().toLowerCase(java.util.Locale.ROOT);
        return new IllegalArgumentException(
                "\"" + name + "_cpu\" not implemented for '" + scalarName + "'");
    }
}
