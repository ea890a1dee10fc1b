package jgrad.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The entries of a mapped zip file.
///
/// Stricter than the JDK's: entries may not overlap, repeat a name or lie outside the file, so that
/// what is read is never much more than what is there. Reads files beyond 4 GB (zip64).
///
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 4.3.
final class ZipReader {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final long UINT = 0xffffffffL;

    /// No deflated byte stands for more than this many.
    private static final long LARGEST_RATIO = 1032;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(
            String name,
            int method,
            int flags,
            long crc,
            long packed,
            long size,
            long header,
            long data) {}

    /// @throws FileFormatException if the file is no zip, or its directory is not sound
    ZipReader(MemorySegment file) throws FileFormatException {
        this.file = file;
        try {
            readDirectory();
        } catch (IndexOutOfBoundsException e) {
            throw new FileFormatException("the zip's directory points outside the file", e);
        }
    }

    /// Whether the file begins as zips with entries do.
    static boolean isZip(MemorySegment file) {
        return file.byteSize() >= 4 && file.get(INT, 0) == 0x04034b50;
    }

    Iterable<String> names() {
        return entries.keySet();
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    private void readDirectory() throws FileFormatException {
        long end = endOfDirectory();
        long count = file.get(SHORT, end + 10) & 0xffff;
        long size = file.get(INT, end + 12) & UINT;
        long start = file.get(INT, end + 16) & UINT;
        if (count == 0xffff || size == UINT || start == UINT) {
            long zip64 = file.get(LONG, end - 20 + 8);
            if (file.get(INT, end - 20) != 0x07064b50 || file.get(INT, zip64) != 0x06064b50) {
                throw new FileFormatException("the zip64 end of the directory is missing");
            }
            count = file.get(LONG, zip64 + 32);
            size = file.get(LONG, zip64 + 40);
            start = file.get(LONG, zip64 + 48);
        }
        if (start < 0 || size < 0 || start > end || size > end - start) {
            throw new FileFormatException("the zip's directory is not within the file");
        }
        if (count < 0 || count > size / 46) {
            throw new FileFormatException(
                    "the zip claims " + count + " entries in a directory of " + size + " bytes");
        }
        long at = start;
        for (long i = 0; i < count; i++) {
            at = readEntry(at, start);
        }
        refuseOverlaps(start);
    }

    private long endOfDirectory() throws FileFormatException {
        long last = file.byteSize() - 22;
        for (long at = last; at >= Math.max(0, last - 0xffff); at--) {
            if (file.get(INT, at) == 0x06054b50
                    && at + 22 + (file.get(SHORT, at + 20) & 0xffff) == file.byteSize()) {
                return at;
            }
        }
        throw new FileFormatException(
                "failed finding central directory: the file is cut off, or no zip at all");
    }

    private long readEntry(long at, long directory) throws FileFormatException {
        if (file.get(INT, at) != 0x02014b50) {
            throw new FileFormatException("the zip's directory is damaged at byte " + at);
        }
        int flags = file.get(SHORT, at + 8) & 0xffff;
        int method = file.get(SHORT, at + 10) & 0xffff;
        long crc = file.get(INT, at + 16) & UINT;
        long[] sizes = {
            file.get(INT, at + 24) & UINT,
            file.get(INT, at + 20) & UINT,
            file.get(INT, at + 42) & UINT
        };
        int nameLength = file.get(SHORT, at + 28) & 0xffff;
        int extraLength = file.get(SHORT, at + 30) & 0xffff;
        int commentLength = file.get(SHORT, at + 32) & 0xffff;
        String name = text(at + 46, nameLength);
        zip64(at + 46 + nameLength, extraLength, sizes);
        long size = sizes[0];
        long packed = sizes[1];
        long header = sizes[2];
        if (header < 0 || header > directory - 30 || file.get(INT, header) != 0x04034b50) {
            throw new FileFormatException("zip entry '" + name + "' has no header of its own");
        }
        long data =
                header
                        + 30
                        + (file.get(SHORT, header + 26) & 0xffff)
                        + (file.get(SHORT, header + 28) & 0xffff);
        if (packed < 0 || size < 0 || data > directory || packed > directory - data) {
            throw new FileFormatException(
                    "zip entry '" + name + "' claims " + packed + " bytes, beyond the file");
        }
        var entry = new Entry(name, method, flags, crc, packed, size, header, data);
        if (entries.put(name, entry) != null) {
            throw new FileFormatException("the zip has two entries '" + name + "'");
        }
        return at + 46 + nameLength + extraLength + commentLength;
    }

    /// Sizes that do not fit 32 bits are in an extra field, in this order, those only.
    private void zip64(long at, int length, long[] sizes) {
        long end = at + length;
        while (at + 4 <= end) {
            int id = file.get(SHORT, at) & 0xffff;
            int n = file.get(SHORT, at + 2) & 0xffff;
            if (id == 1) {
                long field = at + 4;
                for (int i = 0; i < 3; i++) {
                    if (sizes[i] == UINT && field + 8 <= at + 4 + n) {
                        sizes[i] = file.get(LONG, field);
                        field += 8;
                    }
                }
            }
            at += 4 + n;
        }
    }

    private String text(long at, int length) throws FileFormatException {
        try {
            return MappedFile.utf8(file.asSlice(at, length));
        } catch (CharacterCodingException e) {
            throw new FileFormatException("a name in the zip's directory is not UTF-8", e);
        }
    }

    private void refuseOverlaps(long directory) throws FileFormatException {
        var inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::header));
        for (int i = 0; i < inOrder.size(); i++) {
            Entry e = inOrder.get(i);
            long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).header : directory;
            if (e.data + e.packed > next) {
                throw new FileFormatException(
                        "zip entry '" + e.name + "' overlaps with what follows it");
            }
        }
    }

    /// The content of an entry: a part of the file if it is stored, a new array if it is deflated.
    ///
    /// @throws FileFormatException if there is none, its checksum is wrong, or it is packed in
    ///   another way
    MemorySegment read(String name) throws FileFormatException {
        Entry e = entries.get(name);
        if (e == null) {
            throw new FileFormatException("failed locating file " + name + ": not in the zip");
        }
        if ((e.flags & ENCRYPTED) != 0) {
            throw new FileFormatException("zip entry '" + name + "' is encrypted");
        }
        MemorySegment packed = file.asSlice(e.data, e.packed);
        MemorySegment content =
                switch (e.method) {
                    case STORED -> stored(e, packed);
                    case DEFLATED -> MemorySegment.ofArray(inflated(e, packed));
                    default ->
                            throw new FileFormatException(
                                    "zip entry '"
                                            + name
                                            + "' is packed by method "
                                            + e.method
                                            + "; stored and deflated ones are read");
                };
        // 0 is what PyTorch writes for "not computed" (torch.serialization.set_crc32_options).
        if (e.crc != 0 && e.crc != crc(content)) {
            throw new FileFormatException("zip entry '" + name + "' is damaged: wrong checksum");
        }
        return content;
    }

    private static MemorySegment stored(Entry e, MemorySegment packed) throws FileFormatException {
        if (e.size != e.packed) {
            throw new FileFormatException(
                    "zip entry '" + e.name + "' is stored, but has two different sizes");
        }
        return packed;
    }

    private static byte[] inflated(Entry e, MemorySegment packed) throws FileFormatException {
        if (e.size > Integer.MAX_VALUE - 8 || e.size / LARGEST_RATIO > e.packed) {
            throw new FileFormatException(
                    "zip entry '"
                            + e.name
                            + "' claims "
                            + e.size
                            + " bytes of "
                            + e.packed
                            + " deflated ones: too large. Save it without compression.");
        }
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed.asByteBuffer());
            // Grown as the bytes come, since the claim may still be far above what is there.
            byte[] out = new byte[(int) Math.min(e.size, 1 << 16)];
            int n = 0;
            while (true) {
                int got = inflater.inflate(out, n, out.length - n);
                n += got;
                if (inflater.finished()) {
                    break;
                }
                if (n == out.length && n < e.size) {
                    out = Arrays.copyOf(out, (int) Math.min(e.size, 2L * n));
                } else if (got == 0) {
                    throw new FileFormatException(
                            "zip entry '" + e.name + "' is longer or shorter than it claims");
                }
            }
            if (n != e.size) {
                throw new FileFormatException(
                        "zip entry '" + e.name + "' has " + n + " bytes, not " + e.size);
            }
            return out;
        } catch (DataFormatException problem) {
            throw new FileFormatException("zip entry '" + e.name + "' is damaged", problem);
        }
    }

    private static long crc(MemorySegment content) {
        var crc = new CRC32();
        long piece = 1 << 30;
        for (long at = 0; at < content.byteSize(); at += piece) {
            crc.update(
                    content.asSlice(at, Math.min(piece, content.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue();
    }

    /// The content of a small entry as text.
    String readText(String name) throws IOException {
        return new String(
                read(name).toArray(JAVA_BYTE), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
