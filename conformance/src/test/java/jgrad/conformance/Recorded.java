package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The recordings of this project.
public final class Recorded {
    static final Path FOLDER = Path.of("golden");

    private Recorded() {}

    /// A recording that is a single document.
    public static JsonNode document(String name) {
        try {
            return Json.document(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
