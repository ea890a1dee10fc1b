package jgrad.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import jgrad.DType;
import jgrad.Tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One array in NumPy's format: a magic number, a Python dictionary as text, the elements.
///
/// The dictionary is matched, not evaluated: `{'descr': '<f4', 'fortran_order': False, 'shape': (2,
/// 3), }` with its three keys in any order.
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern ITEM =
            Pattern.compile(
                    "\\s*['\"](\\w+)['\"]\\s*:\\s*"
                            + "(['\"][^'\"]*['\"]|True|False|\\([\\d\\sL,]*\\))\\s*(,|(?=\\}))");
    private static final int ALIGNMENT = 64;

    private Npy() {}

    static Tensor read(MemorySegment file) throws FileFormatException {
        if (file.byteSize() < 10
                || !java.util.Arrays.equals(file.asSlice(0, 6).toArray(JAVA_BYTE), MAGIC)) {
            throw new FileFormatException(
                    "the magic string is not correct: a .npy file begins with \\x93NUMPY");
        }
        int version = file.get(JAVA_BYTE, 6);
        if (version < 1 || version > 3) {
            throw new FileFormatException(
                    "version " + version + " of the format is not one of 1, 2 and 3");
        }
        int start = version == 1 ? 10 : 12;
        long length = 0;
        for (int i = start - 1; i >= 8; i--) {
            length = length << 8 | (i < file.byteSize() ? file.get(JAVA_BYTE, i) & 0xff : 0);
        }
        if (length > file.byteSize() - start) {
            throw new FileFormatException(
                    "the file ends in its header, which is to have " + length + " bytes");
        }
        if (length > 1 << 16) {
            throw new FileFormatException("a header of " + length + " bytes is too long");
        }
        String text =
                new String(
                        file.asSlice(start, length).toArray(JAVA_BYTE),
                        version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return Header.parse(text).read(file.asSlice(start + length));
    }

    private record Header(Encoding encoding, ByteOrder order, boolean fortran, Extent shape) {
        static Header parse(String text) throws FileFormatException {
            String dictionary = text.strip();
            String descr = "";
            String fortran = "";
            String shape = "";
            Matcher m = ITEM.matcher(dictionary);
            int at = 1;
            while (at < dictionary.length() && m.region(at, dictionary.length()).lookingAt()) {
                switch (m.group(1)) {
                    case "descr" -> descr = m.group(2);
                    case "fortran_order" -> fortran = m.group(2);
                    case "shape" -> shape = m.group(2);
                    default -> throw bad(text);
                }
                at = m.end();
            }
            boolean closed =
                    dictionary.substring(Math.min(at, dictionary.length())).strip().equals("}");
            if (!dictionary.startsWith("{")
                    || !closed
                    || descr.length() < 4
                    || !shape.startsWith("(")
                    || !fortran.equals("True") && !fortran.equals("False")) {
                throw bad(text);
            }
            char order = descr.charAt(1);
            if ("<>|=".indexOf(order) < 0) {
                throw bad(text);
            }
            return new Header(
                    Encoding.ofNumpy(descr.substring(2, descr.length() - 1)),
                    order == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                    fortran.equals("True"),
                    Extent.of(sizes(shape), "the array"));
        }

        private static List<Long> sizes(String tuple) throws FileFormatException {
            var sizes = new ArrayList<Long>();
            for (String size : tuple.substring(1, tuple.length() - 1).split(",", -1)) {
                if (!size.isBlank()) {
                    try {
                        sizes.add(Long.valueOf(size.strip().replace("L", "")));
                    } catch (NumberFormatException e) {
                        throw new FileFormatException("the shape " + tuple + " does not fit", e);
                    }
                }
            }
            return sizes;
        }

        private static FileFormatException bad(String text) {
            String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text.strip();
            return new FileFormatException(
                    "the header is not a dictionary of descr, fortran_order and shape: " + shown);
        }

        Tensor read(MemorySegment data) throws FileFormatException {
            long bytes = (long) shape.numel("the array") * encoding.itemSize();
            if (bytes != data.byteSize()) {
                throw new FileFormatException(
                        "the array takes "
                                + bytes
                                + " bytes, but "
                                + data.byteSize()
                                + " follow the header");
            }
            return encoding.read(data, order).tensor(shape.ints(), shape.strides(fortran), 0);
        }
    }

    static void write(Tensor tensor, WritableByteChannel channel) throws IOException {
        AtomicFile.writeAll(channel, header(tensor));
        Extent.write(tensor, channel);
    }

    private static ByteBuffer header(Tensor tensor) {
        if (tensor.dtype() == DType.BFLOAT16) {
            throw new IllegalArgumentException(
                    "NumPy has no bfloat16: write tensor.to(DType.FLOAT32)");
        }
        String sizes = tensor.shape().toString(); // torch.Size([2, 3])
        sizes = sizes.substring(sizes.indexOf('[') + 1, sizes.indexOf(']'));
        String text =
                "{'descr': '"
                        + (tensor.dtype().itemSize() == 1 ? "|" : "<")
                        + Encoding.of(tensor.dtype()).numpy()
                        + "', 'fortran_order': False, 'shape': ("
                        + sizes
                        + (tensor.dim() == 1 ? "," : "")
                        + "), }";
        int padded = Math.ceilDiv(10 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        var b = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        b.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - 10));
        b.put(text.getBytes(StandardCharsets.US_ASCII));
        while (b.position() < padded - 1) {
            b.put((byte) ' ');
        }
        return b.put((byte) '\n').flip();
    }
}
