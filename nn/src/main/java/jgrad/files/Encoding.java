package jgrad.files;

import jgrad.DType;
import jgrad.TensorStorage;
import jgrad.Tensors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How files store elements: the types of tensors, and unsigned integers that are read as the next
/// larger signed type, which holds every value.
enum Encoding {
    BOOL(DType.BOOL, 1, "BOOL", "b1"),
    U8(DType.UINT8, 1, "U8", "u1"),
    I8(DType.INT8, 1, "I8", "i1"),
    I16(DType.INT16, 2, "I16", "i2"),
    U16(DType.INT32, 2, "U16", "u2"),
    I32(DType.INT32, 4, "I32", "i4"),
    U32(DType.INT64, 4, "U32", "u4"),
    I64(DType.INT64, 8, "I64", "i8"),
    F16(DType.FLOAT16, 2, "F16", "f2"),
    BF16(DType.BFLOAT16, 2, "BF16", ""),
    F32(DType.FLOAT32, 4, "F32", "f4"),
    F64(DType.FLOAT64, 8, "F64", "f8");

    private final DType type;
    private final int itemSize;
    private final String safetensors;
    private final String numpy;

    Encoding(DType type, int itemSize, String safetensors, String numpy) {
        this.type = type;
        this.itemSize = itemSize;
        this.safetensors = safetensors;
        this.numpy = numpy;
    }

    /// By the name in a safetensors header, such as `F32`.
    static Encoding ofSafetensors(String name, String tensor) throws FileFormatException {
        for (Encoding e : values()) {
            if (e.safetensors.equals(name)) {
                return e;
            }
        }
        throw new FileFormatException(
                "tensor '"
                        + tensor
                        + "' has dtype "
                        + name
                        + refusal(name.startsWith("C"), "F32, F64, F16, BF16, I64, ... and BOOL"));
    }

    /// By NumPy's letter and size, such as `f4`, without the byte order.
    static Encoding ofNumpy(String code) throws FileFormatException {
        for (Encoding e : values()) {
            if (!e.numpy.isEmpty() && e.numpy.equals(code)) {
                return e;
            }
        }
        String what =
                code.startsWith("O")
                        ? ": an array of objects is pickled code, which is never run. Save numbers."
                        : refusal(
                                code.startsWith("c"), "f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, b1");
        throw new FileFormatException("the array has dtype '" + code + "'" + what);
    }

    private static String refusal(boolean complex, String readable) {
        return complex
                ? ": complex numbers are not supported. Save real and imaginary parts as two."
                : ", which is none of " + readable + ". Convert before saving.";
    }

    /// The encoding that a type is written in.
    static Encoding of(DType type) {
        for (Encoding e : values()) {
            if (e.type == type && e.itemSize == type.itemSize()) {
                return e;
            }
        }
        throw new AssertionError(type);
    }

    DType type() {
        return type;
    }

    int itemSize() {
        return itemSize;
    }

    String safetensors() {
        return safetensors;
    }

    String numpy() {
        return numpy;
    }

    TensorStorage read(MemorySegment bytes, ByteOrder order) {
        if (itemSize == type.itemSize()) {
            return TensorStorage.copyOf(bytes, type, order);
        }
        int n = Math.toIntExact(bytes.byteSize() / itemSize);
        if (this == U16) {
            var of = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(order);
            var wide = new int[n];
            for (int i = 0; i < n; i++) {
                wide[i] = bytes.get(of, 2L * i);
            }
            return TensorStorage.of(Tensors.fromArray(wide));
        }
        var of = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        var wide = new long[n];
        for (int i = 0; i < n; i++) {
            wide[i] = Integer.toUnsignedLong(bytes.get(of, 4L * i));
        }
        return TensorStorage.of(Tensors.fromArray(wide));
    }
}
