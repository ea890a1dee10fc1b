package jgrad.files;

import jgrad.Tensor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The safetensors format: named tensors, a JSON header and nothing that could be run.
///
/// ```java
/// Safetensors.save(model.stateDict(), path);
/// model.loadStateDict(Safetensors.load(path));
///
/// try (var file = Safetensors.open(path)) {      // one of many tensors
///     Tensor w = file.tensor("layers.0.weight");
/// }
/// ```
///
/// The file is mapped into memory: a tensor that is not asked for is not read. Layout: the length
/// of the header (8 bytes, little endian), the header, the elements of all tensors side by side
/// without gaps. Torch: `safetensors.torch.load_file`, `save_file`, `safe_open`.
public final class Safetensors implements AutoCloseable {
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    private final Arena arena = Arena.ofShared();
    private final Path path;
    private final MemorySegment data;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Entry(Encoding encoding, Extent shape, long begin, long end) {}

    private Safetensors(Path path) throws IOException {
        this.path = path;
        boolean whole = false;
        try {
            MemorySegment file = MappedFile.map(path, arena);
            long header = headerLength(file);
            data = file.asSlice(8 + header);
            readHeader(file.asSlice(8, header));
            checkCover();
            whole = true;
        } catch (FileFormatException e) {
            throw new FileFormatException(path + ": " + e.getMessage(), e);
        } finally {
            if (!whole) {
                arena.close();
            }
        }
    }

    /// All tensors of a file, in the order of its header.
    ///
    /// Unsigned integers of 16 and 32 bits, which tensors do not have, come as the next larger
    /// type.
    ///
    /// @throws FileFormatException if the file is not whole and well-formed to the last byte
    public static Map<String, Tensor> load(Path path) throws IOException {
        try (var file = open(path)) {
            var all = new LinkedHashMap<String, Tensor>();
            for (String name : file.names()) {
                all.put(name, file.tensor(name));
            }
            return all;
        }
    }

    /// Opens a file to read single tensors of it; the header is checked at once.
    ///
    /// @throws FileFormatException if the file is not whole and well-formed
    public static Safetensors open(Path path) throws IOException {
        return new Safetensors(path);
    }

    private static long headerLength(MemorySegment file) throws FileFormatException {
        if (file.byteSize() < 8) {
            throw new FileFormatException(
                    "header too small: the file has "
                            + file.byteSize()
                            + " bytes, and the length of the header alone takes 8");
        }
        long length =
                file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new FileFormatException(
                    "header too large: "
                            + Long.toUnsignedString(length)
                            + " bytes, and no more than "
                            + LONGEST_HEADER
                            + " are allowed");
        }
        if (length > file.byteSize() - 8) {
            throw new FileFormatException(
                    "invalid header length: "
                            + length
                            + " bytes, but the file has only "
                            + (file.byteSize() - 8)
                            + " after it");
        }
        return length;
    }

    private void readHeader(MemorySegment bytes) throws FileFormatException {
        Object header;
        try {
            header = Json.parse(MappedFile.utf8(bytes));
        } catch (CharacterCodingException e) {
            throw new FileFormatException("the header is not UTF-8", e);
        }
        if (!(header instanceof Map<?, ?> map)) {
            throw new FileFormatException("the header is not a JSON object");
        }
        for (var item : map.entrySet()) {
            String name = (String) item.getKey();
            if (name.equals(METADATA)) {
                readMetadata(item.getValue());
            } else {
                entries.put(name, entry(name, item.getValue()));
            }
        }
    }

    private void readMetadata(@Nullable Object value) throws FileFormatException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new FileFormatException(METADATA + " is not an object of strings");
        }
        for (var item : map.entrySet()) {
            if (!(item.getValue() instanceof String text)) {
                throw new FileFormatException(METADATA + " is not an object of strings");
            }
            metadata.put((String) item.getKey(), text);
        }
    }

    private Entry entry(String name, @Nullable Object value) throws FileFormatException {
        if (!(value instanceof Map<?, ?> map)
                || !map.keySet().equals(Set.of("dtype", "shape", "data_offsets"))
                || !(map.get("dtype") instanceof String dtype)
                || !(map.get("shape") instanceof List<?> shape)
                || !(map.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2
                || !(offsets.get(0) instanceof Long begin)
                || !(offsets.get(1) instanceof Long end)) {
            throw new FileFormatException(
                    "tensor '" + name + "' is not described by dtype, shape and two data_offsets");
        }
        Encoding encoding = Encoding.ofSafetensors(dtype, name);
        String what = "tensor '" + name + "'";
        Extent extent = Extent.of(shape, what);
        long bytes = (long) extent.numel(what) * encoding.itemSize();
        if (begin < 0 || end < begin || end > data.byteSize()) {
            throw new FileFormatException(
                    what
                            + ": data_offsets ["
                            + begin
                            + ", "
                            + end
                            + "] are not within the "
                            + data.byteSize()
                            + " bytes of data");
        }
        if (end - begin != bytes) {
            throw new FileFormatException(
                    what
                            + ": "
                            + dtype
                            + " of shape "
                            + shape
                            + " takes "
                            + bytes
                            + " bytes, but data_offsets give it "
                            + (end - begin));
        }
        return new Entry(encoding, extent, begin, end);
    }

    /// Each byte of the data belongs to exactly one tensor.
    private void checkCover() throws FileFormatException {
        var inOrder = new ArrayList<>(entries.entrySet());
        inOrder.sort(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin)
                        .thenComparingLong(e -> e.getValue().end));
        long covered = 0;
        for (var e : inOrder) {
            if (e.getValue().begin != covered) {
                throw new FileFormatException(
                        "invalid offset for tensor '"
                                + e.getKey()
                                + "': it begins at byte "
                                + e.getValue().begin
                                + ", but the tensor before it ends at "
                                + covered);
            }
            covered = e.getValue().end;
        }
        if (covered != data.byteSize()) {
            throw new FileFormatException(
                    "file not fully covered: "
                            + (data.byteSize() - covered)
                            + " bytes at its end belong to no tensor");
        }
    }

    /// The names of the tensors, in the order of the header.
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /// What the file says of itself besides its tensors.
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /// One tensor, copied out of the file.
    ///
    /// @throws IllegalArgumentException if the file has none of that name
    public Tensor tensor(String name) {
        Entry e = entries.get(name);
        if (e == null) {
            throw new IllegalArgumentException(
                    path + " does not contain tensor '" + name + "'; it has " + entries.keySet());
        }
        return e.encoding
                .read(data.asSlice(e.begin, e.end - e.begin), ByteOrder.LITTLE_ENDIAN)
                .tensor(e.shape.ints(), e.shape.strides(false), 0);
    }

    /// Lets go of the file.
    @Override
    public void close() {
        arena.close();
    }

    /// Writes tensors by name, replacing the file once the new one is whole.
    ///
    /// Tensors that share memory are written one by one, and are apart when loaded.
    public static void save(Map<String, Tensor> tensors, Path path) throws IOException {
        save(tensors, path, Map.of("format", "pt"));
    }

    /// As [#save(Map, Path)], with texts about the file.
    public static void save(Map<String, Tensor> tensors, Path path, Map<String, String> metadata)
            throws IOException {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be called " + METADATA);
        }
        var inOrder = new ArrayList<>(tensors.entrySet());
        // The widest first, so that each lies at a multiple of its element size.
        inOrder.sort(
                Comparator.comparingInt(
                        (Map.Entry<String, Tensor> e) -> -e.getValue().dtype().itemSize()));
        byte[] header = header(inOrder, metadata).getBytes(StandardCharsets.UTF_8);
        if (header.length > LONGEST_HEADER) {
            throw new IllegalArgumentException(
                    "a header of " + header.length + " bytes is more than " + LONGEST_HEADER);
        }
        int padded = Math.ceilDiv(header.length, 8) * 8;
        var start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(header);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        AtomicFile.write(
                path,
                channel -> {
                    AtomicFile.writeAll(channel, start.flip());
                    for (var e : inOrder) {
                        Extent.write(e.getValue(), channel);
                    }
                });
    }

    private static String header(
            List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
        var items = new ArrayList<String>();
        if (!metadata.isEmpty()) {
            var texts = new ArrayList<String>();
            metadata.forEach((k, v) -> texts.add(Json.quoted(k) + ":" + Json.quoted(v)));
            items.add(Json.quoted(METADATA) + ":{" + String.join(",", texts) + "}");
        }
        long at = 0;
        for (var e : tensors) {
            Tensor t = e.getValue();
            long end = at + (long) t.numel() * t.dtype().itemSize();
            items.add(
                    Json.quoted(e.getKey())
                            + ":{\"dtype\":\""
                            + Encoding.of(t.dtype()).safetensors()
                            + "\",\"shape\":"
                            + java.util.Arrays.toString(t.shape().sizes()).replace(" ", "")
                            + ",\"data_offsets\":["
                            + at
                            + ","
                            + end
                            + "]}");
            at = end;
        }
        return "{" + String.join(",", items) + "}";
    }
}
