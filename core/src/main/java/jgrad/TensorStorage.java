package jgrad;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import jgrad.storage.Layout;
import jgrad.storage.Raw;
import jgrad.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// The elements behind one or more tensors, for whoever moves them in and out of the library as
/// bytes: file formats, other libraries.
///
/// Two storages are equal if they are the same memory: views of one tensor have equal storages.
///
/// ```java
/// var storage = TensorStorage.copyOf(bytes, DType.FLOAT32, ByteOrder.LITTLE_ENDIAN);
/// Tensor matrix = storage.tensor(new int[] {2, 3}, new int[] {3, 1}, 0);
/// Tensor transposed = storage.tensor(new int[] {3, 2}, new int[] {1, 3}, 0);
/// ```
///
/// Torch: `tensor.untyped_storage()`, with an element type.
public final class TensorStorage {
    private static final int CHUNK = 1 << 20;

    private final Storage storage;
    private final DType type;

    private TensorStorage(Storage storage, DType type) {
        this.storage = storage;
        this.type = type;
    }

    /// What the tensor's elements lie in. Torch: `tensor.untyped_storage()`.
    public static TensorStorage of(Tensor tensor) {
        Tensor concrete = jgrad.engine.Ops.concrete(tensor, "TensorStorage.of");
        return new TensorStorage(Raw.storage(concrete), tensor.dtype());
    }

    /// A storage of its own with the elements that the bytes stand for; of bools, what is not zero
    /// is true. Torch: `torch.frombuffer`, copied.
    ///
    /// @throws IllegalArgumentException if the bytes are no whole number of elements, or more than
    ///   a Java array can hold
    public static TensorStorage copyOf(MemorySegment bytes, DType type, ByteOrder order) {
        long n = bytes.byteSize() / type.itemSize();
        if (n * type.itemSize() != bytes.byteSize()) {
            throw new IllegalArgumentException(
                    "copyOf: buffer size ("
                            + bytes.byteSize()
                            + " bytes) must be a multiple of element size ("
                            + type.itemSize()
                            + ")");
        }
        if (n > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "copyOf: "
                            + n
                            + " elements are more than a Java array can hold ("
                            + (Integer.MAX_VALUE - 8)
                            + ")");
        }
        Object array = Storage.newArray(type, (int) n);
        ValueLayout of = element(type).withOrder(order);
        MemorySegment.copy(bytes, of, 0, array, 0, (int) n);
        if (type == DType.BOOL) {
            byte[] bools = (byte[]) array;
            for (int i = 0; i < bools.length; i++) {
                bools[i] = (byte) (bools[i] == 0 ? 0 : 1);
            }
        }
        return new TensorStorage(new Storage(array), type);
    }

    public DType dtype() {
        return type;
    }

    /// The number of elements.
    public int size() {
        return storage.size();
    }

    /// A tensor without history over this storage. Torch: `torch.empty(0).set_(storage, offset,
    /// shape, strides)`.
    ///
    /// @throws IllegalArgumentException if a size, a stride or the offset is negative, or if an
    ///   element would lie beyond the storage
    public Tensor tensor(int[] shape, int[] strides, int offset) {
        if (shape.length != strides.length) {
            throw new IllegalArgumentException(
                    "mismatch in length of strides and shape: "
                            + Arrays.toString(strides)
                            + " and "
                            + Arrays.toString(shape));
        }
        long last = offset;
        boolean empty = false;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] < 0 || strides[d] < 0) {
                throw new IllegalArgumentException(
                        "tensor: sizes and strides must not be negative, got "
                                + Arrays.toString(shape)
                                + " and "
                                + Arrays.toString(strides));
            }
            empty |= shape[d] == 0;
            // A product of ints is below 2^62, so that the sum with a capped one cannot wrap.
            last = Math.min(last + (shape[d] - 1L) * strides[d], Long.MAX_VALUE >> 1);
        }
        if (offset < 0 || !empty && last >= size()) {
            throw new IllegalArgumentException(
                    "setStorage: sizes "
                            + Arrays.toString(shape)
                            + ", strides "
                            + Arrays.toString(strides)
                            + ", storage offset "
                            + offset
                            + " are out of bounds for storage of size "
                            + size());
        }
        return new Tensor(storage, new Layout(shape.clone(), strides.clone(), offset), type);
    }

    /// Writes `count` elements from index `from` on as little-endian bytes, in pieces: nothing of
    /// the storage's size is allocated.
    public void writeTo(WritableByteChannel channel, int from, int count) throws IOException {
        java.util.Objects.checkFromIndexSize(from, count, size());
        Object array = storage.array();
        ValueLayout of = element(type).withOrder(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK / type.itemSize();
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.min(perChunk, count) * type.itemSize());
        MemorySegment piece = MemorySegment.ofBuffer(buffer);
        for (int done = 0; done < count; done += perChunk) {
            int n = Math.min(perChunk, count - done);
            MemorySegment.copy(array, from + done, piece, of, 0, n);
            buffer.clear().limit(n * type.itemSize());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private static ValueLayout element(DType type) {
        return switch (type) {
            case FLOAT64 -> ValueLayout.JAVA_DOUBLE_UNALIGNED;
            case FLOAT32 -> ValueLayout.JAVA_FLOAT_UNALIGNED;
            case INT64 -> ValueLayout.JAVA_LONG_UNALIGNED;
            case INT32 -> ValueLayout.JAVA_INT_UNALIGNED;
            case INT16, FLOAT16, BFLOAT16 -> ValueLayout.JAVA_SHORT_UNALIGNED;
            case INT8, UINT8, BOOL -> JAVA_BYTE;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TensorStorage that && that.storage == storage;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(storage);
    }

    @Override
    public String toString() {
        return "TensorStorage(" + size() + " x " + type + ")";
    }
}
