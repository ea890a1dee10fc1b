package jgrad.storage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The storages made by a thread between two moments, which all end together but for those that are
/// kept.
public final class Scope {
    private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

    /// How many scopes are open in all threads: while it is 0, making a storage asks nothing else.
    private static volatile int open;

    private final @Nullable Scope outer;
    private final Thread thread = Thread.currentThread();
    private final List<Storage> made = new ArrayList<>();
    private final Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    public static Scope open() {
        synchronized (Scope.class) {
            open++;
        }
        var scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    static void own(Storage storage) {
        if (open > 0) {
            Scope scope = CURRENT.get();
            if (scope != null) {
                scope.made.add(storage);
            }
        }
    }

    /// Takes a storage out of this scope and those inside it: it lives on, in the scope around this
    /// one if there is one.
    ///
    /// @throws IllegalStateException if this scope is closed
    public void keep(Storage storage) {
        if (closed) {
            throw new IllegalStateException(
                    "keep: this step scope is closed, and what was made inside has ended; call keep"
                            + " before the scope closes.");
        }
        kept.add(storage);
        storage.keep();
    }

    private boolean keepsHereOrOutside(Storage storage) {
        for (Scope s = this; s != null; s = s.outer) {
            if (s.kept.contains(storage)) {
                return true;
            }
        }
        return false;
    }

    /// Ends every storage made inside that was not kept.
    ///
    /// @throws IllegalStateException in another thread, or while a scope inside this one is open
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread || CURRENT.get() != this) {
            throw new IllegalStateException(
                    "a step scope is closed by the thread that opened it, and after the scopes"
                            + " inside it");
        }
        closed = true;
        CURRENT.set(outer);
        synchronized (Scope.class) {
            open--;
        }
        for (Storage storage : made) {
            if (!storage.wasKept()) {
                storage.end();
            } else if (outer != null) {
                outer.made.add(storage);
                if (!outer.keepsHereOrOutside(storage)) {
                    storage.unkeep();
                }
            }
        }
        made.clear();
        kept.clear();
    }
}
