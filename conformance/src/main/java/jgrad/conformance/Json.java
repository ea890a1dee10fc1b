package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads recordings: JSON, a document or one per line, compressed or not.
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode document(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return MAPPER.readTree(in);
        }
    }

    static List<JsonNode> lines(Path file) throws IOException {
        try (InputStream in = open(file);
                var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            var lines = new ArrayList<JsonNode>();
            while (values.hasNext()) {
                lines.add(values.next());
            }
            return lines;
        }
    }

    static int[] ints(JsonNode list) {
        var values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
