package jgrad.conformance;

import java.util.List;

/// What became of one recorded line.
sealed interface Verdict {
    record Passed() implements Verdict {}

    record Skipped(String reason) implements Verdict {}

    record Failed(List<String> problems) implements Verdict {}
}
