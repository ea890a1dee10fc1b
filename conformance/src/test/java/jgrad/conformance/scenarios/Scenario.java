package jgrad.conformance.scenarios;

import org.jspecify.annotations.Nullable;

/// A recorded script, written in Java.
///
/// @param id the recording
/// @param script the same steps; what it prints, warns and throws is compared
/// @param deviation what is expected instead, where jgrad differs on purpose; null if nothing
record Scenario(String id, Script script, @Nullable Deviation deviation) {
    interface Script {
        void run(Console console);
    }

    /// What jgrad prints and throws instead of what was recorded, as `docs/deviations.md` explains.
    ///
    /// @param error the beginning of the message, or null for no exception
    /// @param warns whether the recorded warnings are given
    record Deviation(String output, @Nullable String error, boolean warns) {}

    static Scenario of(String id, Script script) {
        return new Scenario(id, script, null);
    }

    Scenario insteadPrinting(String output) {
        return new Scenario(id, script, new Deviation(output, null, true));
    }

    Scenario insteadThrowing(String output, String error) {
        return new Scenario(id, script, new Deviation(output, error, true));
    }

    Scenario withoutWarning(String output) {
        return new Scenario(id, script, new Deviation(output, null, false));
    }
}
