package jgrad.conformance;

/// What became of one comparison.
///
/// @param detail what differed, or why there was no comparison; empty if all is well
record Check(Category category, Outcome outcome, String detail) {
    enum Outcome {
        PASSED,
        FAILED,
        /// jgrad cannot do it yet, which counts as failed.
        MISSING,
        /// Java's types rule it out, or `docs/deviations.md` names it.
        EXCLUDED
    }

    static Check passed(Category category) {
        return new Check(category, Outcome.PASSED, "");
    }

    static Check failed(Category category, String detail) {
        return new Check(category, Outcome.FAILED, detail);
    }

    static Check missing(Category category, String detail) {
        return new Check(category, Outcome.MISSING, detail);
    }

    static Check excluded(Category category, String detail) {
        return new Check(category, Outcome.EXCLUDED, detail);
    }
}
