package jgrad.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes a zip of stored entries, each entry's content at a multiple of 64 bytes, so that it can
/// be mapped. The same entries give the same bytes: no times are recorded.
///
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 4.3.
final class ZipWriter {
    private static final int ALIGNMENT = 64;
    private static final int UTF8 = 1 << 11;
    private static final int PADDING = 0x4246; // the id PyTorch pads with: "FB"
    private static final int JANUARY_1980 = 1 << 5 | 1;
    private static final long UINT = 0xffffffffL;

    private final WritableByteChannel out;
    private final List<Entry> entries = new ArrayList<>();
    private long at;

    private record Entry(byte[] name, long crc, long size, long header) {}

    ZipWriter(WritableByteChannel out) {
        this.out = out;
    }

    /// What an entry holds. It is written twice, once to be counted and summed, and must be the
    /// same both times.
    void add(String name, AtomicFile.Content content) throws IOException {
        var sum = new Sum();
        content.writeTo(sum);
        var entry =
                new Entry(name.getBytes(StandardCharsets.UTF_8), sum.crc.getValue(), sum.size, at);
        entries.add(entry);
        writeHeader(entry);
        content.writeTo(out);
        at += entry.size;
    }

    private void writeHeader(Entry e) throws IOException {
        boolean large = e.size >= UINT;
        int plain = 30 + e.name.length + (large ? 20 : 0) + 4;
        int pad = (int) ((ALIGNMENT - (at + plain) % ALIGNMENT) % ALIGNMENT);
        ByteBuffer b = buffer(plain + pad);
        b.putInt(0x04034b50).putShort(version(large)).putShort((short) UTF8).putShort((short) 0);
        b.putShort((short) 0).putShort((short) JANUARY_1980).putInt((int) e.crc);
        b.putInt(small(e.size)).putInt(small(e.size));
        b.putShort((short) e.name.length).putShort((short) (b.capacity() - 30 - e.name.length));
        b.put(e.name);
        if (large) {
            b.putShort((short) 1).putShort((short) 16).putLong(e.size).putLong(e.size);
        }
        b.putShort((short) PADDING).putShort((short) pad);
        while (b.hasRemaining()) {
            b.put((byte) 'Z');
        }
        write(b);
    }

    /// Writes the directory; the file is whole after this.
    void finish() throws IOException {
        long start = at;
        for (Entry e : entries) {
            writeDirectoryEntry(e);
        }
        long size = at - start;
        int count = entries.size();
        boolean large = count >= 0xffff || size >= UINT || start >= UINT;
        ByteBuffer b = buffer(22 + (large ? 76 : 0));
        if (large) {
            b.putInt(0x06064b50).putLong(44).putShort(version(true)).putShort(version(true));
            b.putInt(0).putInt(0).putLong(count).putLong(count).putLong(size).putLong(start);
            b.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
        }
        b.putInt(0x06054b50).putInt(0);
        b.putShort((short) Math.min(count, 0xffff)).putShort((short) Math.min(count, 0xffff));
        b.putInt(small(size)).putInt(small(start)).putShort((short) 0);
        write(b);
    }

    private void writeDirectoryEntry(Entry e) throws IOException {
        var sizes = new ArrayList<Long>();
        if (e.size >= UINT) {
            sizes.add(e.size);
            sizes.add(e.size);
        }
        if (e.header >= UINT) {
            sizes.add(e.header);
        }
        int extra = sizes.isEmpty() ? 0 : 4 + 8 * sizes.size();
        ByteBuffer b = buffer(46 + e.name.length + extra);
        short version = version(extra > 0);
        b.putInt(0x02014b50).putShort(version).putShort(version).putShort((short) UTF8);
        b.putShort((short) 0).putShort((short) 0).putShort((short) JANUARY_1980);
        b.putInt((int) e.crc).putInt(small(e.size)).putInt(small(e.size));
        b.putShort((short) e.name.length).putShort((short) extra).putShort((short) 0);
        b.putShort((short) 0).putShort((short) 0).putInt(0).putInt(small(e.header)).put(e.name);
        if (extra > 0) {
            b.putShort((short) 1).putShort((short) (extra - 4));
            sizes.forEach(b::putLong);
        }
        write(b);
    }

    private static short version(boolean zip64) {
        return (short) (zip64 ? 45 : 20);
    }

    private static int small(long size) {
        return (int) Math.min(size, UINT);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer b) throws IOException {
        assert !b.hasRemaining();
        at += b.capacity();
        AtomicFile.writeAll(out, b.flip());
    }

    /// Counts and sums what is written to it.
    private static final class Sum implements WritableByteChannel {
        final CRC32 crc = new CRC32();
        long size;

        @Override
        public int write(ByteBuffer bytes) {
            int n = bytes.remaining();
            size += n;
            crc.update(bytes);
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
