package jgrad.files;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.TensorStorage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PyTorch's own files, `.pt` and `.pth`: what `torch.save` writes and `torch.load` reads.
///
/// ```java
/// TorchFile.save(model.stateDict(), path);
/// model.loadStateDict(TorchFile.loadStateDict(path));
/// ```
///
/// Values are tensors, numbers, booleans, strings, null, element types, shapes, and lists and maps
/// of these. A dict is read as a `Map`, a list and a tuple as a `List` (a [Tuple] is written as a
/// tuple again), an int as a `Long`, a float as a `Double`. Tensors that share memory share it
/// again when read. A file is never trusted: a name in it that is not on a short list ends the
/// reading, as with `torch.load(weights_only=True)`, and nothing it names is run.
public final class TorchFile {
    private static final String PREFIX = "archive/";

    private TorchFile() {}

    /// What the file holds. Reads the zip format, and the one before PyTorch 1.6.
    ///
    /// Torch: `torch.load(path, weights_only=True)`.
    ///
    /// @throws FileFormatException if the file is damaged, or holds or names something else than
    ///   data
    public static @Nullable Object load(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment file = MappedFile.map(path, arena);
            Object value;
            if (ZipReader.isZip(file)) {
                value = unzip(new ZipReader(file));
            } else if (LegacyTorchFile.isLegacy(file)) {
                value = LegacyTorchFile.load(file);
            } else {
                throw new FileFormatException("not a file of torch.save: neither zip nor pickle");
            }
            Nesting.check(value);
            return value;
        } catch (FileFormatException e) {
            throw new FileFormatException(path + ": " + e.getMessage(), e);
        }
    }

    /// The tensors by name of a file that holds a state dict.
    ///
    /// @throws FileFormatException as [#load(Path)], and if the file holds something else
    public static Map<String, Tensor> loadStateDict(Path path) throws IOException {
        if (!(load(path) instanceof Map<?, ?> map)) {
            throw new FileFormatException(path + ": holds no dict of tensors");
        }
        var state = new LinkedHashMap<String, Tensor>();
        for (var e : map.entrySet()) {
            if (!(e.getKey() instanceof String name) || !(e.getValue() instanceof Tensor tensor)) {
                throw new FileFormatException(
                        path
                                + ": not a state dict, since '"
                                + e.getKey()
                                + "' is no tensor. Use load(path) and take the dict out of "
                                + map.keySet());
            }
            state.put(name, tensor);
        }
        return state;
    }

    private static @Nullable Object unzip(ZipReader zip) throws IOException {
        String prefix = prefix(zip);
        String order = prefix + "byteorder";
        if (zip.has(order) && !zip.readText(order).equals("little")) {
            throw new FileFormatException(
                    "byte order '" + zip.readText(order) + "': only little endian is read");
        }
        var storages = new HashMap<String, TensorStorage>();
        Unpickler.Storages records =
                (type, key, numel) -> record(zip, prefix, storages, type, key, numel);
        MemorySegment pickle = zip.read(prefix + "data.pkl");
        var unpickler = new Unpickler(pickle, 0, records);
        Object value = unpickler.load();
        if (unpickler.end() != pickle.byteSize()) {
            throw new FileFormatException("data.pkl goes on after its end");
        }
        return value;
    }

    private static String prefix(ZipReader zip) throws FileFormatException {
        for (String name : zip.names()) {
            int slash = name.indexOf('/');
            if (name.substring(slash + 1).equals("data.pkl")) {
                return name.substring(0, slash + 1);
            }
        }
        throw new FileFormatException(
                "failed locating file data.pkl: a zip, but not one of torch.save");
    }

    private static TensorStorage record(
            ZipReader zip,
            String prefix,
            Map<String, TensorStorage> storages,
            DType type,
            String key,
            long numel)
            throws FileFormatException {
        TensorStorage known = storages.get(key);
        if (known == null) {
            MemorySegment bytes = zip.read(prefix + "data/" + key);
            if (numel > bytes.byteSize() || numel * type.itemSize() != bytes.byteSize()) {
                throw new FileFormatException(
                        "record size ("
                                + bytes.byteSize()
                                + " bytes) of data/"
                                + key
                                + " does not match expected size: "
                                + numel
                                + " elements of "
                                + type);
            }
            if (numel > Integer.MAX_VALUE - 8) {
                throw new FileFormatException(
                        "data/" + key + " has more elements than a tensor can hold: " + numel);
            }
            known = TensorStorage.copyOf(bytes, type, ByteOrder.LITTLE_ENDIAN);
            storages.put(key, known);
        }
        if (known.dtype() != type || known.size() != numel) {
            throw new FileFormatException(
                    "data/" + key + " is used as " + known + " and as " + numel + " x " + type);
        }
        return known;
    }

    /// Writes a value, replacing the file once the new one is whole.
    ///
    /// `torch.load(path)` reads it. Torch: `torch.save(value, path)`.
    ///
    /// @throws IllegalArgumentException if something in the value is not of the kinds above
    public static void save(@Nullable Object value, Path path) throws IOException {
        var pickler = new Pickler();
        byte[] pickle = pickler.pickle(value);
        List<TensorStorage> storages = pickler.storages();
        AtomicFile.write(
                path,
                channel -> {
                    var zip = new ZipWriter(channel);
                    zip.add(PREFIX + "data.pkl", bytes(pickle));
                    zip.add(PREFIX + ".format_version", bytes("1"));
                    zip.add(PREFIX + ".storage_alignment", bytes("64"));
                    zip.add(PREFIX + "byteorder", bytes("little"));
                    for (int i = 0; i < storages.size(); i++) {
                        TensorStorage storage = storages.get(i);
                        zip.add(
                                PREFIX + "data/" + i,
                                out -> storage.writeTo(out, 0, storage.size()));
                    }
                    zip.add(PREFIX + "version", bytes("3\n"));
                    zip.finish();
                });
    }

    private static AtomicFile.Content bytes(byte[] content) {
        return out -> AtomicFile.writeAll(out, ByteBuffer.wrap(content));
    }

    private static AtomicFile.Content bytes(String content) {
        return bytes(content.getBytes(StandardCharsets.US_ASCII));
    }
}
