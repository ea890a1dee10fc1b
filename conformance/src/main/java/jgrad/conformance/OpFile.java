package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One recording: a line on the operation, then the cases.
record OpFile(String name, JsonNode header, List<JsonNode> cases) {
    private static final Pattern FUNCTION =
            Pattern.compile("(?:torch|Tensor)\\.([\\w.]+)(?: \\(.*\\))?");

    static OpFile read(Path file) throws IOException {
        List<JsonNode> lines = Json.lines(file);
        if (lines.isEmpty() || !lines.getFirst().path("kind").asText().equals("op")) {
            throw new IOException(file + " does not begin with a line of the kind 'op'");
        }
        String name = file.getFileName().toString().replaceFirst("\\.jsonl(\\.gz)?$", "");
        return new OpFile(name, lines.getFirst(), lines.subList(1, lines.size()));
    }

    /// The function that is called, without `torch.` or `Tensor.`; for an expression the name of
    /// the recording.
    String function() {
        Matcher matcher = FUNCTION.matcher(header.path("call").asText());
        return matcher.matches() ? matcher.group(1) : header.path("op").asText();
    }

    boolean core() {
        return header.path("tier").asText().equals("core");
    }
}
