package jgrad.files;

import jgrad.DType;
import jgrad.TensorStorage;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// PyTorch's format before version 1.6: five pickles (a magic number, a version, the writing
/// system, the value, the keys of the storages), then the storages.
///
/// The elements come after the tensors that use them, so the value is read twice: first to learn
/// where it ends, then in earnest.
final class LegacyTorchFile {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final MemorySegment file;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, TensorStorage> storages = new HashMap<>();
    private long at;

    private record Claim(DType type, long numel) {}

    private LegacyTorchFile(MemorySegment file) {
        this.file = file;
    }

    /// Whether the file begins as this format does: PROTO 2, LONG1 of ten bytes.
    static boolean isLegacy(MemorySegment file) {
        return file.byteSize() > 15
                && file.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0)
                        == 0x80028a0a;
    }

    static @Nullable Object load(MemorySegment file) throws FileFormatException {
        return new LegacyTorchFile(file).load();
    }

    private @Nullable Object load() throws FileFormatException {
        if (!MAGIC.equals(next(this::claim)) || !Long.valueOf(VERSION).equals(next(this::claim))) {
            throw new FileFormatException("not a file of PyTorch's old format");
        }
        if (!(next(this::claim) instanceof Map<?, ?> system)
                || !Boolean.TRUE.equals(system.get("little_endian"))) {
            throw new FileFormatException("written on a big-endian machine: convert it with torch");
        }
        long value = at;
        next(this::claim);
        if (!(next(this::claim) instanceof List<?> keys)) {
            throw new FileFormatException("the keys of the storages are missing");
        }
        for (Object key : keys) {
            readStorage(String.valueOf(key));
        }
        if (at != file.byteSize()) {
            throw new FileFormatException(
                    (file.byteSize() - at) + " bytes follow the last storage");
        }
        at = value;
        return next((_, key, _) -> {
            TensorStorage storage = storages.get(key);
            if (storage == null) {
                throw new FileFormatException("storage " + key + " has no elements");
            }
            return storage;
        });
    }

    private @Nullable Object next(Unpickler.Storages from) throws FileFormatException {
        var unpickler = new Unpickler(file, at, from);
        Object value = unpickler.load();
        at = unpickler.end();
        return value;
    }

    private @Nullable TensorStorage claim(DType type, String key, long numel)
            throws FileFormatException {
        var claim = new Claim(type, numel);
        Claim before = claims.put(key, claim);
        if (before != null && !before.equals(claim)) {
            throw new FileFormatException("storage " + key + " is described in two ways");
        }
        return null;
    }

    private void readStorage(String key) throws FileFormatException {
        Claim claim = claims.get(key);
        if (claim == null || storages.containsKey(key)) {
            throw new FileFormatException("storage " + key + " belongs to no tensor, or is twice");
        }
        long left = file.byteSize() - at - 8;
        long numel =
                left < 0
                        ? -1
                        : file.get(
                                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                                at);
        if (numel != claim.numel || numel > left / claim.type.itemSize()) {
            throw new FileFormatException(
                    "storage "
                            + key
                            + " is to have "
                            + claim.numel
                            + " elements, but the file has "
                            + (numel == claim.numel ? left + " bytes left" : "" + numel));
        }
        long bytes = numel * claim.type.itemSize();
        storages.put(
                key,
                TensorStorage.copyOf(
                        file.asSlice(at + 8, bytes), claim.type, ByteOrder.LITTLE_ENDIAN));
        at += 8 + bytes;
    }
}
