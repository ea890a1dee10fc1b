package jgrad;

import jgrad.engine.Place;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Where jgrad's warnings go: to standard error, each text once per line of the user's program,
/// unless told otherwise.
///
/// Torch: Python's `warnings`.
public final class Warnings {
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Consumer<String> handler;

    private Warnings() {}

    /// Hands every warning to `consumer` from now on; null brings back standard error.
    ///
    /// A consumer that throws makes warnings errors.
    public static void handle(@Nullable Consumer<String> consumer) {
        handler = consumer;
    }

    /// Warns.
    public static void warn(String message) {
        Consumer<String> consumer = handler;
        if (consumer != null) {
            consumer.accept(message);
            return;
        }
        String place = Place.ofUser();
        if (SEEN.add(place + message)) {
            System.err.println((place == null ? "" : place + ": ") + "UserWarning: " + message);
        }
    }
}
