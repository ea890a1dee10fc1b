package jgrad.engine;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The line of the user's program that led here. Looked up only for messages: a stack walk is slow.
public final class Place {
    private static final StackWalker WALKER = StackWalker.getInstance();

    private Place() {}

    public static @Nullable String ofUser() {
        Optional<StackWalker.StackFrame> frame =
                WALKER.walk(frames -> frames.filter(f -> isUsers(f.getClassName())).findFirst());
        return frame.map(f -> f.getFileName() + ":" + f.getLineNumber()).orElse(null);
    }

    /// As ` (at Train.java:12)`, or nothing.
    static String suffix() {
        String place = ofUser();
        return place == null ? "" : " (at " + place + ")";
    }

    /// The first line of a recorded stack that is the user's.
    static @Nullable String of(Throwable recorded) {
        for (StackTraceElement e : recorded.getStackTrace()) {
            if (isUsers(e.getClassName())) {
                return e.getFileName() + ":" + e.getLineNumber();
            }
        }
        return null;
    }

    private static boolean isUsers(String className) {
        if (className.startsWith("java.") || className.startsWith("jdk.")) {
            return false;
        }
        int dot = className.lastIndexOf('.');
        String pack = dot < 0 ? "" : className.substring(0, dot);
        if (pack.startsWith("jgrad.kernels.")) {
            return className.endsWith("Test");
        }
        return switch (pack) {
            case "jgrad",
                    "jgrad.autograd",
                    "jgrad.engine",
                    "jgrad.ops",
                    "jgrad.storage",
                    "jgrad.func",
                    "jgrad.nn" ->
                    className.endsWith("Test");
            default -> true;
        };
    }
}
