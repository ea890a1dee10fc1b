package jgrad.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Cuts the stack traces of a program to its own lines, and the library's methods that these
/// called. All frames stay with `JGRAD_JAVA_OPTIONS=-Djgrad.traces=full`.
final class Traces {
    private final Predicate<StackTraceElement> isPrograms;

    /// @param isPrograms which frames are the program's own
    Traces(Predicate<StackTraceElement> isPrograms) {
        this.isPrograms = isPrograms;
    }

    /// Cuts the trace of this exception, and those of its causes and what it suppressed.
    void cut(Throwable thrown) {
        if (!"full".equals(System.getProperty("jgrad.traces"))) {
            cut(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    private void cut(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        StackTraceElement[] all = thrown.getStackTrace();
        List<StackTraceElement> kept = kept(all);
        if (!kept.isEmpty()) { // else it is not the program's doing, and all of it may matter
            thrown.setStackTrace(kept.toArray(StackTraceElement[]::new));
        }
        if (thrown.getCause() != null) {
            cut(thrown.getCause(), seen);
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            cut(suppressed, seen);
        }
    }

    private List<StackTraceElement> kept(StackTraceElement[] all) {
        int end = all.length;
        while (end > 0 && !isPrograms.test(all[end - 1])) {
            end--;
        }
        var kept = new ArrayList<StackTraceElement>();
        for (int i = 0; i < end; i++) {
            boolean calledByProgram = i + 1 < end && isPrograms.test(all[i + 1]);
            if (calledByProgram || !isLibrarys(all[i])) {
                kept.add(all[i]);
            }
        }
        return kept;
    }

    private static boolean isLibrarys(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && module.startsWith("jgrad.");
    }
}
